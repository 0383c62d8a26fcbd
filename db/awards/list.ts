import { type Expression, type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { awardStatuses } from '#app/domain/award.ts'
import {
  type AwardColumn,
  type AwardFilters,
  type AwardList,
  type ListPlace,
  noFilters,
} from '#app/domain/award_list.ts'
import { db } from '../index.ts'
import { awardsSeenBy, caseloadOf, dueReportsSeenBy } from '../scope.ts'

export const awardsPerPage = 25

/** One page of the awards an actor sees: filtered, in order, from a place on. */
export async function listAwards(
  actor: Permitted<'award.read'>,
  list: AwardList,
  place: ListPlace | null,
) {
  const sort = sorts[list.sort](actor)
  const start = place && (await findPlace(actor, sort, place))
  const isBack = start?.direction === 'before'
  const rows = await rowsOf(actor, list.filters)
    .$if(start !== null, (query) => query.where(beyond(sort, list, start as Place)))
    .orderBy(inOrder(sort, list, isBack))
    .orderBy('awards.id', list.descending === isBack ? 'asc' : 'desc')
    .limit(awardsPerPage + 1)
    .execute()
  const page = rows.slice(0, awardsPerPage)
  const hasMore = rows.length > awardsPerPage
  return {
    awards: isBack ? page.reverse() : page,
    hasPrevious: isBack ? hasMore : start !== null,
    hasNext: isBack || hasMore,
  }
}

/** Every award of a list, in its order. */
export async function listAllAwards(actor: Permitted<'award.read'>, list: AwardList) {
  return rowsOf(actor, list.filters)
    .orderBy(inOrder(sorts[list.sort](actor), list, false))
    .orderBy('awards.id', list.descending ? 'desc' : 'asc')
    .execute()
}

/** The awards of one organization, by number. */
export async function listAwardsOf(actor: Permitted<'award.read'>, organizationId: number) {
  return rowsOf(actor, noFilters)
    .where('awards.organizationId', '=', organizationId)
    .orderBy('awards.number')
    .execute()
}

export type ListedAward = Awaited<ReturnType<typeof listAwards>>['awards'][number]

/** How many awards of a list come before one of them. */
export async function countBefore(
  actor: Permitted<'award.read'>,
  list: AwardList,
  number: string,
): Promise<number> {
  const sort = sorts[list.sort](actor)
  const start = await findPlace(actor, sort, { direction: 'before', number })
  if (!start) return 0
  const { count } = await matching(actor, list.filters)
    .where(beyond(sort, list, start))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The awards an actor sees that pass the filters, with what filters and orders speak of. */
export function matching(actor: Permitted<'award.read'>, filters: AwardFilters) {
  const { q, stream, program, sector, state, status, origin, mine } = filters
  return db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .innerJoin('streams', 'streams.code', 'awards.streamCode')
    .leftJoin('caseloads', (join) =>
      join.onRef('caseloads.awardId', '=', 'awards.id').on('caseloads.endedAt', 'is', null),
    )
    .leftJoin('memberships', 'memberships.id', 'caseloads.membershipId')
    .leftJoin('people as officers', 'officers.id', 'memberships.personId')
    .where('awards.id', 'in', awardsSeenBy(actor))
    .$if(q !== null, (query) =>
      query.where((eb) => {
        const pattern = `%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
        return eb.or([
          eb('awards.number', 'ilike', pattern),
          eb('awards.fain', 'ilike', pattern),
          eb('awards.name', 'ilike', pattern),
          eb('organizations.name', 'ilike', pattern),
        ])
      }),
    )
    .$if(stream !== null, (query) => query.where('awards.streamCode', '=', stream ?? ''))
    .$if(program !== null, (query) => query.where('awards.programCode', '=', program ?? ''))
    .$if(status !== null, (query) => query.where('awards.status', '=', status ?? 'announced'))
    .$if(origin !== null, (query) => query.where('awards.sample', '=', origin === 'sample'))
    .$if(mine, (query) => query.where('awards.id', 'in', caseloadOf(actor.membershipId)))
    .$if(sector !== null, (query) =>
      query.where('awards.id', 'in', (eb) =>
        eb
          .selectFrom('awardSectors')
          .where('sectorCode', '=', sector ?? '')
          .select('awardId'),
      ),
    )
    .$if(state !== null, (query) =>
      query.where('awards.id', 'in', (eb) =>
        eb
          .selectFrom('awardStates')
          .where('usps', '=', state ?? '')
          .select('awardId'),
      ),
    )
}

function rowsOf(actor: Permitted<'award.read'>, filters: AwardFilters) {
  return matching(actor, filters)
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.fain',
      'awards.sample',
      'awards.name',
      'organizations.name as organization',
      'organizations.slug as organizationSlug',
      'awards.streamCode',
      'streams.name as stream',
      'awards.programCode',
      'programs.name as program',
      'awards.amount',
      'awards.amountPrecision',
      'awards.status',
      'awards.periodStart',
      'awards.periodEnd',
      'officers.name as officer',
      nextDue(actor).as('nextDueOn'),
      eb
        .selectFrom('awardSectors')
        .innerJoin('sectors', 'sectors.code', 'awardSectors.sectorCode')
        .whereRef('awardSectors.awardId', '=', 'awards.id')
        .select(
          sql<string[]>`coalesce(array_agg(sectors.name order by sectors.name), '{}')`.as('all'),
        )
        .as('sectors'),
      eb
        .selectFrom('awardStates')
        .whereRef('awardStates.awardId', '=', 'awards.id')
        .select(sql<string[]>`coalesce(array_agg(usps order by usps), '{}')`.as('all'))
        .as('states'),
    ])
    .$narrowType<{ sectors: string[]; states: string[] }>()
}

/** The day after which the earliest report that was never submitted is late. */
function nextDue(actor: Permitted<'award.read'>) {
  return db
    .selectFrom('reports')
    .whereRef('reports.awardId', '=', sql.ref('awards.id'))
    .where('reports.id', 'in', dueReportsSeenBy(actor))
    .where('reports.authorState', '<>', 'submitted')
    .where('reports.agencyState', '=', 'none')
    .where('reports.endedAs', 'is', null)
    .select(
      sql<string | null>`min(greatest(reports.statutory_due_on, reports.working_due_on))`.as('on'),
    )
}

interface Sort {
  key: Expression<unknown>
  type: 'text' | 'numeric' | 'date' | 'integer'
}

interface Place {
  direction: ListPlace['direction']
  id: number
  /** The award's own sort key as text; null where it has none, which comes last either way. */
  key: string | null
}

async function findPlace(
  actor: Permitted<'award.read'>,
  { key }: Sort,
  { direction, number }: ListPlace,
): Promise<Place | null> {
  const row = await matching(actor, noFilters)
    .where('awards.number', '=', number)
    .select((eb) => ['awards.id', eb.cast<string | null>(key, 'text').as('key')])
    .executeTakeFirst()
  return row ? { direction, ...row } : null
}

function inOrder({ key }: Sort, { descending }: AwardList, isBack: boolean) {
  const direction = descending === isBack ? 'asc' : 'desc'
  return sql`${key} ${sql.raw(direction)} nulls ${sql.raw(isBack ? 'first' : 'last')}`
}

/** Whether a row comes after a place in the list's order, or before it. */
function beyond({ key, type }: Sort, { descending }: AwardList, place: Place) {
  const isBack = place.direction === 'before'
  const than = sql.raw(descending === isBack ? '>' : '<')
  const isTied = sql`awards.id ${than} ${place.id}`
  if (place.key === null) {
    return isBack
      ? sql<SqlBool>`(${key} is not null or ${isTied})`
      : sql<SqlBool>`(${key} is null and ${isTied})`
  }
  const value = sql`${place.key}::${sql.raw(type)}`
  return isBack
    ? sql<SqlBool>`(${key} ${than} ${value} or (${key} = ${value} and ${isTied}))`
    : sql<SqlBool>`(${key} ${than} ${value} or (${key} = ${value} and ${isTied}) or ${key} is null)`
}

/** What each column is sorted by. */
const sorts = {
  number: () => byText(sql`awards.number`),
  name: () => byText(sql`coalesce(awards.name, organizations.name)`),
  organization: () => byText(sql`organizations.name`),
  stream: () => byText(sql`streams.name`),
  program: () => byText(sql`programs.name`),
  sectors: () =>
    byText(sql`(select min(sectors.name) from award_sectors
      join sectors on sectors.code = sector_code where award_id = awards.id)`),
  states: () => byText(sql`(select min(usps) from award_states where award_id = awards.id)`),
  amount: () => ({ key: sql`awards.amount`, type: 'numeric' }),
  status: () => ({
    key: sql`array_position(${[...awardStatuses]}::text[], awards.status)`,
    type: 'integer',
  }),
  period_start: () => ({ key: sql`awards.period_start`, type: 'date' }),
  period_end: () => ({ key: sql`awards.period_end`, type: 'date' }),
  officer: () => byText(sql`officers.name`),
  next_due: (actor) => ({ key: sql`(${nextDue(actor)})`, type: 'date' }),
} satisfies Record<AwardColumn, (actor: Permitted<'award.read'>) => Sort>

function byText(text: Expression<unknown>): Sort {
  return { key: sql`(lower(${text}) collate "C")`, type: 'text' }
}
