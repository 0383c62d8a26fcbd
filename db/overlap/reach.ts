import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { now } from '#app/domain/clock.ts'
import {
  type Population,
  type Reach,
  type Service,
  populationLabels,
  reachRefusal,
  serviceLabels,
} from '#app/domain/overlap/reach.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy, caseloadOf } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { judgeAward } from './judge.ts'

/** An award with everything that was said of its reach, the last word first; null: none that the actor
 *  sees. */
export async function findReach(actor: Permitted<'award.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.agencyCode',
      'awards.serviceArea',
      'awards.statewide',
      'organizations.name as leadOrganization',
      jsonArrayFrom(
        eb
          .selectFrom('awardStates')
          .innerJoin('states', 'states.usps', 'awardStates.usps')
          .whereRef('awardStates.awardId', '=', 'awards.id')
          .select(['states.usps', 'states.name', 'states.fips'])
          .orderBy('states.name'),
      ).as('states'),
      jsonArrayFrom(
        eb
          .selectFrom('awardSectors')
          .innerJoin('sectors', 'sectors.code', 'awardSectors.sectorCode')
          .whereRef('awardSectors.awardId', '=', 'awards.id')
          .select('sectors.name')
          .orderBy('sectors.name'),
      ).as('sectors'),
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  return {
    ...award,
    records:
      may(actor.role, 'reach.record') &&
      (actor.role === 'officer'
        ? award.isOwnCase === true
        : award.agencyCode === actor.agencyCode) &&
      closedRefusal(award.status) === null,
    said: await listWords(db, award.id),
  }
}

/** The officer of the caseload, or a grants officer of its agency, says what an award reaches; `version` is the
 *  number of words that the page showed. Its pairs are judged anew in the same transaction. Null: no such
 *  award. */
export async function recordReach(
  actor: Permitted<'reach.record'>,
  key: WriteKey,
  number: string,
  version: number,
  { ground, ...reach }: Reach & { ground: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await trx
      .selectFrom('awards')
      .where('awards.number', '=', number)
      .where('awards.id', 'in', awardsSeenBy(actor))
      .$if(actor.role === 'officer', (query) =>
        query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
      )
      .$if(actor.role !== 'officer', (query) =>
        query.where('awards.agencyCode', '=', actor.agencyCode),
      )
      .select(['awards.id', 'awards.organizationId', 'awards.status'])
      .forUpdate()
      .executeTakeFirst()
    if (!award) return null
    const words = await listWords(trx, award.id)
    const [last] = words
    const closed = closedRefusal(award.status)
    if (closed) throw new Conflict(closed)
    if (words.length !== version) {
      throw new Conflict('Somebody recorded the reach of this award after you opened the page.', {
        who: last?.saidBy ?? null,
        at: last?.saidAt.toISOString() ?? null,
      })
    }
    const refusal = reachRefusal(reach, await listStatesOf(trx, award.id), await mapFips(trx))
    if (refusal) throw new Refusal({ [refusal.field]: refusal.says })
    await trx
      .insertInto('awardReaches')
      .values({
        nationwide: reach.nationwide,
        statewide: [...reach.statewide],
        counties: [...reach.counties],
        populations: [...reach.populations],
        services: [...reach.services],
        ground,
        awardId: award.id,
        organizationId: award.organizationId,
        no: words.length + 1,
        saidBy: actor.personId,
        saidAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'award.reach_recorded',
      awardId: award.id,
      ...(last && { before: inWords(last) }),
      after: inWords(reach),
      reason: ground,
    })
    await judgeAward(trx, actor, award.id)
    return number
  })
}

function inWords(reach: {
  nationwide: boolean
  statewide: readonly string[]
  counties: readonly string[]
  populations: readonly Population[]
  services: readonly Service[]
}) {
  return {
    nationwide: reach.nationwide,
    statewide: reach.statewide,
    counties: reach.counties,
    populations: reach.populations.map((one) => populationLabels[one]),
    services: reach.services.map((one) => serviceLabels[one]),
  }
}

async function listStatesOf(trx: Trx, awardId: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('awardStates')
    .where('awardId', '=', awardId)
    .select('usps')
    .execute()
  return rows.map(({ usps }) => usps)
}

async function mapFips(trx: Trx): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('states').select(['usps', 'fips']).execute()
  return new Map(rows.map(({ usps, fips }) => [usps, fips]))
}

async function listWords(within: Db | Trx, awardId: number) {
  return within
    .selectFrom('awardReaches')
    .innerJoin('people', 'people.id', 'awardReaches.saidBy')
    .where('awardReaches.awardId', '=', awardId)
    .select([
      'awardReaches.no',
      'awardReaches.nationwide',
      'awardReaches.statewide',
      'awardReaches.counties',
      'awardReaches.populations',
      'awardReaches.services',
      'awardReaches.ground',
      'awardReaches.saidAt',
      'people.name as saidBy',
    ])
    .orderBy('awardReaches.no', 'desc')
    .execute()
}
