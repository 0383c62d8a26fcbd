import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import {
  type Need,
  type ReplicationFilters,
  replicatingStatuses,
} from '#app/domain/evidence/replication.ts'
import { db } from '../index.ts'
import { fidelitySeenBy } from '../scope.ts'

export const replicationShown = 50

/**
 * Awards alike in sector with a model, the largest first, that an officer rated short of it, or that were not
 * rated on everything it has; each with the officers' last word on what it was held against. One statement for
 * any number of awards; `after` is the award that the page before ended with, `limit` null takes all.
 */
export async function listReplication(
  actor: Permitted<'replication.read'>,
  model: { code: string; needs: readonly Need[] },
  filters: ReplicationFilters,
  { after, limit }: { after: number | null; limit: number | null },
) {
  const { needs } = model
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
