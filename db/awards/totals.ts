import { type SqlBool, sql } from 'kysely'
import { type Permitted, may } from '#app/domain/access.ts'
import type { AwardFilters } from '#app/domain/award_list.ts'
import { type BothOrigins, byOrigin } from '#app/domain/origin_total.ts'
import { db } from '../index.ts'
import { awardsCountedFor, awardsSeenBy, portfolioCountedFor } from '../scope.ts'
import { addedUp } from '../kept_totals.ts'
import { matching } from './order.ts'

/** How many awards a list has and what they sum to, real and sample apart: from the kept totals where the
 *  filters are theirs and the whole portfolio is the actor's, else counted. */
export async function totalAwards(
  actor: Permitted<'award.read'>,
  filters: AwardFilters,
): Promise<BothOrigins> {
  const { q, sector, state, risk, officer, due, mine } = filters
  const isKept = [q, state, risk, officer, due].every((filter) => filter === null) && !mine
  if (may(actor.role, 'portfolio.read') && isKept) {
    if (sector === null) return keptTotals(actor, filters)
    if (filters.program === null && filters.status === null) {
      return keptSectorTotals(actor, { ...filters, sector })
    }
  }
  const rows = await matching(actor, filters)
    .select((eb) => [
      'awards.sample',
      eb.fn.countAll<number>().as('awards'),
      eb.fn.count<number>('awards.amount').as('withAmount'),
      eb.fn.sum<string | null>('awards.amount').as('amount'),
    ])
    .groupBy('awards.sample')
    .execute()
  return byOrigin(rows)
}

async function keptTotals(
  actor: Permitted<'award.read'>,
  { stream, program, status, origin }: AwardFilters,
): Promise<BothOrigins> {
  const rows = await db
    .selectFrom('awardTotals')
    .innerJoin('programs', 'programs.code', 'awardTotals.programCode')
    .where(portfolioCountedFor(actor))
    .$if(stream !== null, (query) => query.where('programs.stream', '=', stream ?? ''))
    .$if(program !== null, (query) => query.where('programs.code', '=', program ?? ''))
    .$if(status !== null, (query) => query.where('awardTotals.status', '=', status ?? 'announced'))
    .$if(origin !== null, (query) => query.where('awardTotals.sample', '=', origin === 'sample'))
    .select((eb) => ['awardTotals.sample', ...addedUp(eb)])
    .groupBy('awardTotals.sample')
    .execute()
  return byOrigin(rows)
}

async function keptSectorTotals(
  actor: Permitted<'award.read'>,
  { sector, stream, origin }: AwardFilters & { sector: string },
): Promise<BothOrigins> {
  const rows = await db
    .selectFrom('sectorTotals')
    .where(portfolioCountedFor(actor))
    .where('sectorCode', '=', sector)
    .$if(stream !== null, (query) => query.where('streamCode', '=', stream ?? ''))
    .$if(origin !== null, (query) => query.where('sample', '=', origin === 'sample'))
    .select((eb) => ['sample', ...addedUp(eb)])
    .groupBy('sample')
    .execute()
  return byOrigin(rows)
}

/** For each program of a stream, or the one named: how many of its awards the sources give, of how many. */
export async function listCoverage(
  actor: Permitted<'award.read'>,
  { stream, program }: Pick<AwardFilters, 'stream' | 'program'>,
) {
  if (!stream && !program) return []
  return db
    .selectFrom('programs')
    .$if(stream !== null, (query) => query.where('programs.stream', '=', stream ?? ''))
    .$if(program !== null, (query) => query.where('programs.code', '=', program ?? ''))
    .where('programs.officialAwards', 'is not', null)
    .select((eb) => [
      'programs.code',
      'programs.name',
      'programs.officialAwards',
      eb
        .selectFrom('awards')
        .whereRef('awards.programCode', '=', 'programs.code')
        .where('awards.sample', '=', false)
        .where('awards.id', 'in', awardsCountedFor(actor))
        .select(eb.fn.countAll<number>().as('count'))
        .as('listed'),
    ])
    .$narrowType<{ officialAwards: number; listed: number }>()
    .orderBy('programs.announcedOn')
    .orderBy('programs.name')
    .execute()
}

/** What the list can be filtered by: the programs, sectors and states that occur among the awards seen. */
export async function listFilterChoices(actor: Permitted<'award.read'>) {
  const occurring = may(actor.role, 'portfolio.read') ? ofPortfolio(actor) : ofSeen(actor)
  const programs = await db
    .selectFrom('programs')
    .innerJoin('streams', 'streams.code', 'programs.stream')
    .where('programs.code', 'in', occurring.programs)
    .select([
      'programs.code',
      'programs.name',
      'streams.code as streamCode',
      'streams.name as stream',
    ])
    .orderBy('streams.name')
    .orderBy('programs.name')
    .execute()
  const places = await db
    .selectFrom('sectors')
    .where('sectors.code', 'in', occurring.sectors)
    .select([sql<'sector' | 'state'>`'sector'`.as('kind'), 'sectors.code', 'sectors.name'])
    .unionAll(
      db
        .selectFrom('states')
        .where('states.usps', 'in', occurring.states)
        .select([
          sql<'sector' | 'state'>`'state'`.as('kind'),
          'states.usps as code',
          'states.name',
        ]),
    )
    .orderBy('name')
    .execute()
  return {
    programs,
    sectors: places.filter((place) => place.kind === 'sector'),
    states: places.filter((place) => place.kind === 'state'),
  }
}

/** What occurs in the whole portfolio, without reading all of it: kept totals, and of each state one award. */
function ofPortfolio(actor: Permitted<'award.read'>) {
  return {
    programs: db
      .selectFrom('awardTotals')
      .where(portfolioCountedFor(actor))
      .where('awards', '>', 0)
      .select('programCode'),
    sectors: db
      .selectFrom('sectorTotals')
      .where(portfolioCountedFor(actor))
      .where('awards', '>', 0)
      .select('sectorCode'),
    states: db
      .selectFrom('states as known')
      .where(portfolioCountedFor(actor))
      .where(
        sql<SqlBool>`exists (select from award_states where award_states.usps = known.usps offset 0)`,
      )
      .select('known.usps'),
  }
}

function ofSeen(actor: Permitted<'award.read'>) {
  const seen = awardsSeenBy(actor)
  return {
    programs: db.selectFrom('awards').where('awards.id', 'in', seen).select('awards.programCode'),
    sectors: db.selectFrom('awardSectors').where('awardId', 'in', seen).select('sectorCode'),
    states: db.selectFrom('awardStates').where('awardId', 'in', seen).select('usps'),
  }
}
