import { type SqlBool, sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { type AwardList, type ListPlace, noFilters } from '#app/domain/award_list.ts'
import { type Trx, db } from '../index.ts'
import {
  type Place,
  beyond,
  findPlace,
  firstDue,
  inOrder,
  nextDues,
  officers,
  placeOf,
  sortable,
  sorts,
  tiers,
} from './order.ts'

export const awardsPerPage = 25

/** One page of the awards an actor sees: filtered, in order, from a place on. */
export async function listAwards(
  actor: Permitted<'award.read'>,
  list: AwardList,
  place: ListPlace | null,
) {
  const start = place && (await findPlace(actor, list, place))
  const isBack = start?.direction === 'before'
  const rows = await rowsOf(actor, list, { start, limit: awardsPerPage + 1 }).execute()
  const page = rows.slice(0, awardsPerPage)
  const hasMore = rows.length > awardsPerPage
  return {
    awards: isBack ? page.reverse() : page,
    hasPrevious: isBack ? hasMore : start !== null,
    hasNext: isBack || hasMore,
  }
}

/** Gives every award of a list, in its order and as of one moment, a part at a time, so that neither a
 *  statement nor the memory grows with the list. */
export async function readAllAwards<T>(
  actor: Permitted<'award.read'>,
  list: AwardList,
  take: (batches: AsyncIterable<ListedAward[]>) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => take(batchesOf(trx, actor, list)))
}

async function* batchesOf(
  trx: Trx,
  actor: Permitted<'award.read'>,
  list: AwardList,
): AsyncGenerator<ListedAward[]> {
  let start: Place | null = null
  do {
    const rows: ListedAward[] = await readBatch(trx, actor, list, start)
    yield rows
    start = rows.length < batch ? null : await placeAfter(trx, actor, list, rows.at(-1))
  } while (start)
}

async function readBatch(
  trx: Trx,
  actor: Permitted<'award.read'>,
  list: AwardList,
  start: Place | null,
) {
  return (await trx.executeQuery(rowsOf(actor, list, { start, limit: batch }))).rows
}

async function placeAfter(
  trx: Trx,
  actor: Permitted<'award.read'>,
  list: AwardList,
  award: { number: string } | undefined,
): Promise<Place | null> {
  if (!award) return null
  const [place] = (await trx.executeQuery(placeOf(actor, list, award.number))).rows
  return place ? { direction: 'after', ...place } : null
}

const batch = 1000

/** The first awards of a list, in its order. */
export async function listFirstAwards(
  actor: Permitted<'award.read'>,
  list: AwardList,
  limit: number,
) {
  return rowsOf(actor, list, { limit }).execute()
}

/** Every award of a list by its id, in its order. */
export async function listAwardIds(
  actor: Permitted<'award.read'>,
  list: AwardList,
): Promise<number[]> {
  const { key } = sorts[list.sort]
  const rows = await sortable(actor, list)
    .select('awards.id')
    .orderBy(inOrder(key, list, false))
    .orderBy('awards.id', list.descending ? 'desc' : 'asc')
    .execute()
  return rows.map(({ id }) => id)
}

/** The awards of one organization, by number. */
export async function listAwardsOf(actor: Permitted<'award.read'>, organizationId: number) {
  return rowsOf(actor, wholeList, { organizationId }).execute()
}

export type ListedAward = Awaited<ReturnType<typeof listAwards>>['awards'][number]

/** How many awards of a list come before one of them. */
export async function countBefore(
  actor: Permitted<'award.read'>,
  list: AwardList,
  number: string,
): Promise<number> {
  const start = await findPlace(actor, list, { direction: 'before', number })
  if (!start) return 0
  const { count } = await sortable(actor, list)
    .where(beyond(list, start))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Picks the awards first and reads what is shown of them then: an order over thousands costs little as
 *  long as nothing but its key is carried along. */
function rowsOf(
  actor: Permitted<'award.read'>,
  list: AwardList,
  part: { start?: Place | null; limit?: number; organizationId?: number } = {},
) {
  const { start = null, limit, organizationId } = part
  const { key } = sorts[list.sort]
  const isBack = start?.direction === 'before'
  const direction = list.descending === isBack ? 'asc' : 'desc'
  const picked = sortable(actor, list)
    .$if(organizationId !== undefined, (query) =>
      query.where('awards.organizationId', '=', organizationId ?? 0),
    )
    .$if(start !== null, (query) => query.where(beyond(list, start as Place)))
    .select(['awards.id', key.as('key')])
    .orderBy(inOrder(key, list, isBack))
    .orderBy('awards.id', direction)
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
  return db
    .selectFrom(picked.as('picked'))
    .innerJoin('awards', 'awards.id', 'picked.id')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .innerJoin('streams', 'streams.code', 'awards.streamCode')
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
      officers()
        .whereRef('caseloads.awardId', '=', eb.ref('awards.id'))
        .select('people.name')
        .as('officer'),
      nextDues(actor)
        .whereRef('reports.awardId', '=', eb.ref('awards.id'))
        .select(firstDue.as('on'))
        .as('nextDueOn'),
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
      jsonObjectFrom(
        tiers(actor)
          .where(sql<SqlBool>`${sql.lit(list.columns.includes('risk'))}`)
          .whereRef('awardRisks.awardId', '=', eb.ref('awards.id')),
      ).as('risk'),
    ])
    .$narrowType<{ sectors: string[]; states: string[] }>()
    .orderBy(inOrder(sql`picked.key`, list, isBack))
    .orderBy('picked.id', direction)
}

const wholeList = {
  filters: noFilters,
  sort: 'number',
  descending: false,
  columns: [],
  isCompact: false,
} satisfies AwardList
