import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { type CoverageFilters, type CoverageRow, every } from '#app/domain/coverage.ts'
import { db } from './index.ts'
import { portfolioCountedFor } from './scope.ts'

/** What each sector or state holds by stream, from the kept totals: one statement, whatever the number of
 *  awards. */
export async function listCoverageCells(
  actor: Permitted<'portfolio.read'>,
  { view, stream, sector, state, origin }: CoverageFilters,
): Promise<CoverageRow[]> {
  const isBySector = view === 'sectors'
  return db
    .selectFrom('coverageTotals')
    .where(portfolioCountedFor(actor))
    .where('sample', '=', origin === 'sample')
    .$if(isBySector, (query) => query.where('usps', '=', state ?? every))
    .$if(!isBySector, (query) => query.where('sectorCode', '=', sector ?? every))
    .$if(isBySector && sector !== null, (query) => query.where('sectorCode', '=', sector ?? ''))
    .$if(!isBySector && state !== null, (query) => query.where('usps', '=', state ?? ''))
    .$if(stream !== null, (query) => query.where('streamCode', '=', stream ?? ''))
    .select([
      isBySector ? 'sectorCode as code' : 'usps as code',
      'streamCode as stream',
      sql<number>`sum(awards)::int`.as('awards'),
      sql<number>`sum(with_amount)::int`.as('withAmount'),
      sql<string | null>`case when sum(with_amount) > 0 then sum(amount) end`.as('amount'),
      sql<number>`sum(with_people)::int`.as('withPeople'),
      sql<number | null>`case when sum(with_people) > 0 then sum(people)::float8 end`.as('people'),
    ])
    .groupBy(['code', 'stream'])
    .having(sql<boolean>`sum(awards) > 0`)
    .orderBy('code')
    .orderBy('stream')
    .execute()
}

/** Streams, sectors and states by name: the lines and columns, and what to choose from. */
export async function listCoverageChoices() {
  const [streams, sectors, states] = await Promise.all([
    db.selectFrom('streams').select(['code', 'name']).orderBy('name').execute(),
    db.selectFrom('sectors').select(['code', 'name']).orderBy('name').execute(),
    db.selectFrom('states').select(['usps as code', 'name', 'fips']).orderBy('name').execute(),
  ])
  return { streams, sectors, states }
}
