import type { Trx } from '../index.ts'
import type { AwardFacts } from './award_facts.ts'

/** The facts of an award as the database holds them now, whoever entered them. */
export async function findCurrentFacts(trx: Trx, awardId: number) {
  const award = await trx
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', '=', awardId)
    .select([
      'awards.fain',
      'organizations.name as organization',
      'organizations.organizationType',
      'awards.programCode',
      'awards.name',
      'awards.awardRound',
      'awards.track',
      'awards.status',
      'awards.announcedOn',
      'awards.awardedAmount as amount',
      'awards.amountPrecision',
      'awards.matchAmount',
      'awards.city',
      'awards.state',
      'awards.serviceArea',
      'awards.statewide',
      'awards.sourceUrl',
      'awards.canonicalUrl',
      'awards.notes',
    ])
    .executeTakeFirstOrThrow()
  const sectors = await trx
    .selectFrom('awardSectors')
    .where('awardId', '=', awardId)
    .select('sectorCode')
    .execute()
  const states = await trx
    .selectFrom('awardStates')
    .where('awardId', '=', awardId)
    .select('usps')
    .execute()
  const partners = await trx
    .selectFrom('awardPartners')
    .where('awardId', '=', awardId)
    .select('name')
    .orderBy('position')
    .execute()
  const targets = await trx
    .selectFrom('awardTargets')
    .where('awardId', '=', awardId)
    .select(['indicatorCode', 'target'])
    .execute()
  return {
    ...award,
    sectors: sectors.map((row) => row.sectorCode).sort(),
    states: states.map((row) => row.usps).sort(),
    partners: partners.map((row) => row.name),
    targets: Object.fromEntries(targets.map((row) => [row.indicatorCode, row.target])),
  }
}

/** The facts as the sources last gave them: the loader's events of the award, one laid over the other. */
export async function findSourcedFacts(trx: Trx, awardId: number): Promise<Partial<AwardFacts>> {
  const events = await trx
    .selectFrom('events')
    .where('awardId', '=', awardId)
    .where('kind', '=', 'award.sourced')
    .select('after')
    .orderBy('seq')
    .$narrowType<{ after: Partial<AwardFacts> }>()
    .execute()
  return events.reduce<Partial<AwardFacts>>((facts, { after }) => ({ ...facts, ...after }), {})
}

export async function writeSectors(trx: Trx, awardId: number, sectors: string[]) {
  await trx.deleteFrom('awardSectors').where('awardId', '=', awardId).execute()
  if (sectors.length === 0) return
  const rows = sectors.map((sectorCode) => ({ awardId, sectorCode }))
  await trx.insertInto('awardSectors').values(rows).execute()
}

export async function writeStates(trx: Trx, awardId: number, states: string[]) {
  await trx.deleteFrom('awardStates').where('awardId', '=', awardId).execute()
  if (states.length === 0) return
  const rows = states.map((usps) => ({ awardId, usps }))
  await trx.insertInto('awardStates').values(rows).execute()
}

export async function writePartners(trx: Trx, awardId: number, partners: string[]) {
  await trx.deleteFrom('awardPartners').where('awardId', '=', awardId).execute()
  if (partners.length === 0) return
  const rows = partners.map((name, index) => ({ awardId, position: index + 1, name }))
  await trx.insertInto('awardPartners').values(rows).execute()
}

export async function writeTargets(
  trx: Trx,
  awardId: number,
  targets: Record<string, string>,
  sourceUrl: string | null,
) {
  await trx.deleteFrom('awardTargets').where('awardId', '=', awardId).execute()
  const rows = Object.entries(targets).map(([indicatorCode, target]) => ({
    awardId,
    indicatorCode,
    target,
    sourceUrl,
  }))
  if (rows.length === 0) return
  await trx.insertInto('awardTargets').values(rows).execute()
}
