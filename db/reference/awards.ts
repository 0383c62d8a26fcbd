import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { SystemActor } from '#app/domain/access.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { type AwardFacts, readAwardFacts } from './award_facts.ts'
import {
  findCurrentFacts,
  findSourcedFacts,
  writePartners,
  writeSectors,
  writeStates,
  writeTargets,
} from './award_rows.ts'
import { enterOrganization } from './organizations.ts'
import type { ReferenceFolder } from './read.ts'
import type { Loaded } from './upsert.ts'

/** The awards of the sources, each with the facts they give and an event that keeps them. Where a source
 *  changes, only the facts that changed are written, and only where nobody entered something else
 *  meanwhile. An award that people entered under the same number stays theirs. */
export async function loadSourcedAwards(trx: Trx, folder: ReferenceFolder): Promise<Loaded> {
  const listed = readAwardFacts(folder)
  const known = await trx
    .selectFrom('awards')
    .where('sample', '=', false)
    .select(['id', 'number', 'sourceHash'])
    .execute()
  let changed = 0
  for (const [number, facts] of listed) {
    const sourceHash = createHash('sha256').update(JSON.stringify(facts)).digest('hex')
    const award = known.find((row) => row.number === number)
    if (!award) await createAward(trx, number, facts, sourceHash)
    else if (award.sourceHash === null || award.sourceHash === sourceHash) continue
    else await changeAward(trx, award.id, facts, sourceHash)
    changed += 1
  }
  const unlisted = known.filter((row) => row.sourceHash !== null && !listed.has(row.number)).length
  return { table: 'awards', listed: listed.size, changed, unlisted }
}

const loader: SystemActor = { kind: 'system', name: 'loader', requestId: 'reference' }

async function createAward(trx: Trx, number: string, facts: AwardFacts, sourceHash: string) {
  const { organization, organizationType, sectors, states, partners, targets, amount, ...own } =
    facts
  const { id: awardId } = await trx
    .insertInto('awards')
    .values({
      ...own,
      awardedAmount: amount,
      ...(await findStream(trx, own.programCode)),
      number,
      organizationId: await enterOrganization(trx, {
        kind: 'grantee',
        name: organization,
        organizationType,
        city: own.city,
        state: own.state,
        sourceUrl: own.sourceUrl,
      }),
      sample: false,
      sourceHash,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeSectors(trx, awardId, sectors)
  await writeStates(trx, awardId, states)
  await writePartners(trx, awardId, partners)
  await writeTargets(trx, awardId, targets, own.sourceUrl)
  await record(trx, loader, { kind: 'award.sourced', awardId, after: { ...facts } })
}

async function changeAward(trx: Trx, awardId: number, facts: AwardFacts, sourceHash: string) {
  const before = await findSourcedFacts(trx, awardId)
  const current = await findCurrentFacts(trx, awardId)
  const moved = keysOf(facts).filter((key) => !isDeepStrictEqual(facts[key], before[key]))
  const written = moved.filter((key) => isDeepStrictEqual(current[key], before[key]))
  const kept = moved.filter((key) => !written.includes(key))
  const now = { ...current, ...pick(facts, written) }
  const stream = await findStream(trx, now.programCode)

  const { organization, organizationType, sectors, states, partners, targets, amount, ...own } = now
  if (written.includes('organizationType') || written.includes('city')) {
    await correctOrganization(trx, awardId, before, now)
  }
  if (written.includes('organization')) {
    const organizationId = await enterOrganization(trx, {
      kind: 'grantee',
      name: organization,
      organizationType,
      city: own.city,
      state: own.state,
      sourceUrl: own.sourceUrl,
    })
    await trx.updateTable('awards').where('id', '=', awardId).set({ organizationId }).execute()
  }
  await trx
    .updateTable('awards')
    .where('id', '=', awardId)
    .set((eb) => ({
      ...own,
      ...stream,
      awardedAmount: amount,
      sourceHash,
      version: eb('version', '+', 1),
    }))
    .execute()
  if (written.includes('sectors')) await writeSectors(trx, awardId, sectors)
  if (written.includes('states')) await writeStates(trx, awardId, states)
  if (written.includes('partners')) await writePartners(trx, awardId, partners)
  if (written.includes('targets')) await writeTargets(trx, awardId, targets, own.sourceUrl)
  await record(trx, loader, {
    kind: 'award.sourced',
    awardId,
    before: pick(before, moved),
    after: pick(facts, moved),
    ...(kept.length > 0 && { reason: `Kept as entered here: ${kept.join(', ')}` }),
  })
}

/** Only while the organization still is what the source said before. */
async function correctOrganization(
  trx: Trx,
  awardId: number,
  before: Partial<AwardFacts>,
  { organizationType, city }: Pick<AwardFacts, 'organizationType' | 'city'>,
) {
  await trx
    .updateTable('organizations')
    .where('id', '=', (eb) =>
      eb.selectFrom('awards').where('id', '=', awardId).select('organizationId'),
    )
    .where('organizationType', 'is not distinct from', before.organizationType ?? null)
    .where('city', 'is not distinct from', before.city ?? null)
    .set({ organizationType, city })
    .execute()
}

async function findStream(trx: Trx, programCode: string) {
  return trx
    .selectFrom('programs')
    .innerJoin('streams', 'streams.code', 'programs.stream')
    .where('programs.code', '=', programCode)
    .select(['streams.code as streamCode', 'streams.bureau as agencyCode'])
    .executeTakeFirstOrThrow(() => new Error(`No program has the code ${programCode}`))
}

function keysOf(facts: AwardFacts) {
  return Object.keys(facts) as (keyof AwardFacts)[]
}

function pick<Facts extends object, Key extends keyof Facts>(facts: Facts, keys: Key[]) {
  return Object.fromEntries(keys.map((key) => [key, facts[key]])) as Pick<Facts, Key>
}
