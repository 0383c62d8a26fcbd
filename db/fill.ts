import { type PostgresPoolClient, sql } from 'kysely'
import type pg from 'pg'
import { record } from './events.ts'
import { chainEvents } from './fill/chains.ts'
import { enterAwards } from './fill/awards.ts'
import { withoutChecks } from './fill/checks.ts'
import { type FillSize, layGround } from './fill/ground.ts'
import { tellPeople } from './fill/notices.ts'
import { enterOrganizations, enterPeople } from './fill/people.ts'
import { enterOldReports } from './fill/old_reports.ts'
import { enterNewReports } from './fill/new_reports.ts'
import { enterStudies } from './fill/studies.ts'
import { addUp } from './fill/totals.ts'
import { type Db, type Trx, kyselyOver } from './index.ts'

/** Fills a demonstration with invented records of a nation's size, in one transaction: awards with their
 *  grantees and people, reports of sixteen years, the newest eight quarters with every event and sealed
 *  version, and studies. The same size, seed and day over the same database give the same rows.
 *  Answers how much there is of each. `tell` hears what is being done. */
export async function fillAtSize(
  pool: pg.Pool,
  size: FillSize,
  tell: (what: string) => void = () => undefined,
): Promise<Record<string, number>> {
  const client = await pool.connect()
  try {
    return await over(client)
      .transaction()
      .execute((trx) => fillWithin(trx, client, size, tell))
  } finally {
    client.release()
  }
}

/** The query builder on the connection that rows are copied over, so that both are one transaction. */
export function over(client: pg.PoolClient): Db {
  const held = { query: client.query.bind(client), release: () => undefined } as PostgresPoolClient
  return kyselyOver({ connect: () => Promise.resolve(held), end: () => Promise.resolve() })
}

/** The same in a transaction of the caller's. */
export async function fillWithin(
  trx: Trx,
  client: pg.ClientBase,
  size: FillSize,
  tell: (what: string) => void = () => undefined,
): Promise<Record<string, number>> {
  await refuseOthers(trx)
  await sql`select set_config('work_mem', '384MB', true), set_config('maintenance_work_mem', '512MB', true)`.execute(
    trx,
  )
  const base = await layGround(trx, size)
  const steps: [what: string, work: () => Promise<unknown>][] = [
    ['grantees and firms', () => enterOrganizations(trx, base)],
    ['awards', () => enterAwards(trx, base)],
    ['people', () => enterPeople(trx, base)],
    ['earlier reports', () => enterOldReports(trx, base)],
    ['reports of the newest eight quarters', () => enterNewReports(trx, client, base)],
    ['studies', () => enterStudies(trx, base)],
    ['events', () => chainEvents(trx)],
    ['notices', () => tellPeople(trx, size.day)],
    ['totals', () => addUp(trx)],
  ]
  await withoutChecks(trx, async () => {
    for (const [what, work] of steps) {
      tell(what)
      await work()
    }
    tell('indexes and constraints')
  })
  await record(trx, loader, {
    kind: 'database.filled',
    after: { awards: size.awards, seed: size.seed, day: size.day },
  })
  return countRows(trx)
}

const loader = { kind: 'system', name: 'loader', requestId: 'fill' } as const

/** Nothing is filled over real records, and nothing twice. */
async function refuseOthers(trx: Trx): Promise<void> {
  const { rows } = await sql<{ why: string }>`
    select 'it was filled already' as why from events
      where chain = 'system' and kind = 'database.filled'
    union all
    select 'a report of a real award is in it' from reports
      join awards on awards.id = reports.award_id where not awards.sample
    union all
    select 'somebody with a real address is in it' from people
      where email !~ '[@.]example\.(org|com|net|gov)$'
    limit 1
  `.execute(trx)
  if (rows[0]) {
    throw new Error(
      `Only a database of reference lists and the sample is filled, and ${rows[0].why}.`,
    )
  }
}

const counted = [
  'organizations',
  'people',
  'awards',
  'reports',
  'report_versions',
  'accepted_figures',
  'events',
  'notices',
  'studies',
  'milestones',
]

async function countRows(trx: Trx): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of counted) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from ${sql.table(table)}`.execute(trx)
    counts[table] = rows[0]?.count ?? 0
  }
  return counts
}
