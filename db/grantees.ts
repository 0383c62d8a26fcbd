import { type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { db } from './index.ts'
import { addedUp } from './kept_totals.ts'
import { anywhere } from './pattern.ts'
import { granteesSeenBy, portfolioCountedFor } from './scope.ts'

export const granteesPerPage = 25

/** A page of grantees by name, from one of them on, with the awards each holds. */
export async function listGrantees(
  actor: Permitted<'portfolio.read'>,
  { q, place }: { q: string | null; place: { direction: 'after' | 'before'; slug: string } | null },
) {
  const start = place && (await findPlace(actor, place.slug))
  const isBack = start !== null && place?.direction === 'before'
  const rows = await matching(actor, q)
    .leftJoin('granteeTotals as totals', (join) =>
      join
        .onRef('totals.organizationId', '=', 'organizations.id')
        .onRef('totals.sample', '=', 'organizations.sample')
        .on(portfolioCountedFor(actor)),
    )
    .$if(start !== null, (query) => {
      const than = sql.raw(isBack ? '<' : '>')
      return query.where(
        sql<SqlBool>`(${byName}, organizations.id) ${than} (${start?.key}::text, ${start?.id}::bigint)`,
      )
    })
    .select([
      'organizations.slug',
      'organizations.name',
      'organizations.organizationType',
      'organizations.city',
      'organizations.state',
      'organizations.sample',
      (eb) => eb.fn.coalesce('totals.awards', eb.lit(0)).as('awards'),
      (eb) => eb.fn.coalesce('totals.withAmount', eb.lit(0)).as('withAmount'),
      (eb) =>
        eb
          .case()
          .when('totals.withAmount', '>', 0)
          .then(eb.ref('totals.amount'))
          .end()
          .as('amount'),
    ])
    .orderBy(byName, isBack ? 'desc' : 'asc')
    .orderBy('organizations.id', isBack ? 'desc' : 'asc')
    .limit(granteesPerPage + 1)
    .execute()
  const { count } = await matching(actor, q)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const page = rows.slice(0, granteesPerPage)
  const hasMore = rows.length > granteesPerPage
  return {
    grantees: isBack ? page.reverse() : page,
    count,
    hasPrevious: isBack ? hasMore : start !== null,
    hasNext: isBack || hasMore,
  }
}

/** A grantee; null where there is none of the address. */
export async function findGrantee(actor: Permitted<'portfolio.read'>, slug: string) {
  const grantee = await db
    .selectFrom('organizations')
    .leftJoin('states', 'states.usps', 'organizations.state')
    .where('organizations.slug', '=', slug)
    .where('organizations.id', 'in', granteesSeenBy(actor))
    .select([
      'organizations.id',
      'organizations.slug',
      'organizations.name',
      'organizations.organizationType',
      'organizations.city',
      'organizations.state',
      'states.name as stateName',
      'organizations.uei',
      'organizations.sample',
      'organizations.sourceUrl',
    ])
    .executeTakeFirst()
  return grantee ?? null
}

/** What the awards of a grantee add up to. */
export async function totalGrantee(actor: Permitted<'portfolio.read'>, organizationId: number) {
  return db
    .selectFrom('granteeTotals')
    .where(portfolioCountedFor(actor))
    .where('organizationId', '=', organizationId)
    .select(addedUp)
    .executeTakeFirstOrThrow()
}

const byName = sql<string>`(lower(organizations.name) collate "C")`

async function findPlace(actor: Permitted<'portfolio.read'>, slug: string) {
  const row = await matching(actor, null)
    .where('organizations.slug', '=', slug)
    .select(['organizations.id', byName.as('key')])
    .executeTakeFirst()
  return row ?? null
}

function matching(actor: Permitted<'portfolio.read'>, q: string | null) {
  return db
    .selectFrom('organizations')
    .where('organizations.id', 'in', granteesSeenBy(actor))
    .$if(q !== null, (query) =>
      query.where((eb) => {
        const pattern = anywhere(q ?? '')
        return eb.or([
          eb('organizations.name', 'ilike', pattern),
          eb('organizations.uei', 'ilike', pattern),
          eb('organizations.city', 'ilike', pattern),
        ])
      }),
    )
}
