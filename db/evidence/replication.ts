import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import {
  type LikenessFilter,
  type Need,
  type ReplicationFilters,
  type Tried,
  replicatingStatuses,
  scaleSpan,
} from '#app/domain/evidence/replication.ts'
import type { Population } from '#app/domain/overlap/reach.ts'
import { db } from '../index.ts'
import { fidelitySeenBy } from '../scope.ts'

export const replicationShown = 50

/**
 * Awards alike in sector with a model, the largest first, that an officer rated short of it, or that were not
 * rated on everything it has; each with the officers' last word on what it was held against, whom it serves and
 * how many people it plans for. One statement for any number of awards; `after` is the award that the page
 * before ended with, `limit` null takes all.
 */
export async function listReplication(
  actor: Permitted<'replication.read'>,
  model: { code: string; needs: readonly Need[]; tried: Tried },
  filters: ReplicationFilters,
  { after, limit }: { after: number | null; limit: number | null },
) {
  const { needs, tried } = model
  if (needs.length === 0) return []
  const asked = needs.map(({ component }) => component)
  const short = db
    .selectFrom('awardFidelity as standing')
    .where((eb) =>
      eb.or(
        needs.map((need) =>
          eb.and([
            eb('standing.component', '=', need.component),
            eb('standing.word', 'in', need.short),
          ]),
        ),
      ),
    )
    .select('standing.awardId')
  const { sector, stream, state, from, to } = filters
  const population = populationIs(tried)
  const scale = scaleIs(tried)
  return db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', 'in', fidelitySeenBy(actor))
    .where('awards.sample', '=', filters.origin === 'sample')
    .where('awards.status', 'in', replicatingStatuses)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('awardSectors')
          .innerJoin('modelSectors', 'modelSectors.sector', 'awardSectors.sectorCode')
          .whereRef('awardSectors.awardId', '=', 'awards.id')
          .where('modelSectors.model', '=', model.code)
          .$if(sector !== null, (query) => query.where('modelSectors.sector', '=', sector))
          .select('awardSectors.awardId'),
      ),
    )
    .$if(filters.list === 'short', (query) => query.where('awards.id', 'in', short))
    .$if(filters.list === 'unrated', (query) =>
      query
        .where((eb) =>
          eb.not(eb.exists(short.whereRef('standing.awardId', '=', eb.ref('awards.id')))),
        )
        .where(
          sql<SqlBool>`(select count(*) from award_fidelity
            where award_id = awards.id and component = any(${asked}::text[])) < ${asked.length}`,
        ),
    )
    .$if(stream !== null, (query) => query.where('awards.streamCode', '=', stream ?? ''))
    .$if(state !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('awardStates')
            .whereRef('awardStates.awardId', '=', 'awards.id')
            .where('awardStates.usps', '=', state ?? '')
            .select('awardStates.awardId'),
        ),
      ),
    )
    .$if(from !== null, (query) => query.where('awards.amount', '>=', from))
    .$if(to !== null, (query) => query.where('awards.amount', '<=', to))
    .where(isAskedFor(population, filters.population))
    .where(isAskedFor(scale, filters.scale))
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(coalesce(awards.amount, -1), awards.id) < (
          select coalesce(last.amount, -1), last.id from awards last where last.id = ${after})`,
      ),
    )
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.amount',
      'organizations.name as leadOrganization',
      serves.as('serves'),
      sql<string | null>`${planned}::text`.as('planned'),
      jsonArrayFrom(
        eb
          .selectFrom('awardFidelity')
          .innerJoin('fidelityRatings', 'fidelityRatings.id', 'awardFidelity.ratingId')
          .innerJoin('people', 'people.id', 'fidelityRatings.ratedBy')
          .whereRef('awardFidelity.awardId', '=', 'awards.id')
          .select([
            'awardFidelity.component',
            'awardFidelity.word',
            'awardFidelity.periodEnd',
            'people.name as ratedBy',
          ]),
      ).as('words'),
    ])
    .orderBy('awards.amount', (order) => order.desc().nullsLast())
    .orderBy('awards.id', 'desc')
    .$if(limit !== null, (query) => query.limit(limit ?? 0))
    .execute()
}

export type ReplicationAward = Awaited<ReturnType<typeof listReplication>>[number]

/** Whom a model was made for, and with how many people it and its sites were tested, as the sources say. */
export async function findTried(code: string): Promise<Tried> {
  const row = await db
    .selectFrom('models')
    .leftJoin('models as tested', (join) =>
      join.on((eb) =>
        eb.or([
          eb('tested.code', '=', eb.ref('models.code')),
          eb('tested.parent', '=', eb.ref('models.code')),
        ]),
      ),
    )
    .leftJoin('findings', (join) =>
      join.onRef('findings.model', '=', 'tested.code').on('findings.kind', '=', 'effect'),
    )
    .where('models.code', '=', code)
    .groupBy('models.code')
    .select((eb) => [
      'models.populations',
      eb.fn.min('findings.sampleTotal').as('least'),
      eb.fn.max('findings.sampleTotal').as('most'),
    ])
    .executeTakeFirst()
  const { populations = [], least = null, most = null } = row ?? {}
  return { populations, people: least === null || most === null ? null : { least, most } }
}

/** Whom an award serves, by the last word on its reach; an empty list is not said. */
const serves = sql<Population[]>`coalesce((select populations from award_reaches
  where award_id = awards.id order by no desc limit 1), '{}')`

/** The people an award plans for: its target of what its stream counts as people. */
const planned = sql<string | null>`(select target from award_targets
  where award_id = awards.id and indicator_code = people_indicator(awards.stream_code))`

/** `populationLikeness` of the domain, row by row. */
function populationIs({ populations }: Tried) {
  const asked = sql`${[...populations]}::text[]`
  return sql`case when cardinality(${serves}) = 0 or cardinality(${asked}) = 0 then 'unknown'
    when ${serves} && ${asked} then 'alike' else 'unlike' end`
}

/** `scaleLikeness` of the domain, row by row. */
function scaleIs({ people }: Tried) {
  if (people === null) return sql`'unknown'`
  return sql`case when ${planned} is null then 'unknown'
    when ${planned} between ${people.least / scaleSpan}::numeric and ${people.most * scaleSpan}::numeric
    then 'alike' else 'unlike' end`
}

function isAskedFor(is: RawBuilder<unknown>, asked: LikenessFilter) {
  if (asked === 'any') return sql<SqlBool>`true`
  return asked === 'fits' ? sql<SqlBool>`${is} <> 'unlike'` : sql<SqlBool>`${is} = ${asked}`
}
