import { AsyncLocalStorage } from 'node:async_hooks'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ServerBuild, createRequestHandler } from '@remix-run/node'
import { sql } from 'kysely'
import pg from 'pg'
import { buildOnce } from '#app/commands/build.ts'
import { readEnvironment } from '#app/env.server.ts'
import type * as Entry from '#app/entry.server.tsx'
import { attestationsOf } from '#app/domain/report/template.ts'
import * as paths from '#app/paths.ts'
import { connection, openPool } from '#db/connection.ts'
import { startEmbedded } from '#db/embedded.ts'
import { type Db, closeDatabase, kyselyOver } from '#db/index.ts'
import { cookieOf } from '#tests/setup/as.ts'
import {
  bringToReview,
  dana,
  fillReport,
  handOver,
  joan,
  luis,
  pageOf,
  signature,
} from '#tests/setup/filing.ts'
import { statementOf } from '#tests/setup/measure.ts'
import { enterReport } from '#tests/setup/reports.ts'

/** How many autosaves, submissions and acceptances a second sixteen people get from one process, beside what
 *  PostgreSQL alone makes of the very same statements: `node --import tsx tests/bench/reports.ts`. */
const clients = 16
const rounds = { autosaves: 40, submissions: 5, acceptances: 5 }

/** One form that somebody sends. */
interface Post {
  address: string
  cookie: string
  fields: Record<string, string>
  status: number
}

interface Statement {
  text: string
  values: unknown[]
  rows: Record<string, unknown>[]
}

/** What each client sends, one after another. */
interface Drill {
  what: string
  posts: Post[][]
}

process.env['DATA_DIR'] = mkdtempSync(path.join(tmpdir(), 'bench-'))
process.env['LOG_LEVEL'] = 'silent'
const noted = new AsyncLocalStorage<Statement[]>()
/** The statements that were sent before, by the names they are prepared under. */
const names = new Map<string, string>()
const env = readEnvironment()
await buildOnce()
// In a process of its own, since whoever fills a database ends the connections of this one.
const filled = spawnSync(process.execPath, ['--import', 'tsx', 'app/commands/db_reset.ts'], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (filled.status !== 0) throw new Error('The sample was not played.')
// Without the instance's lock, whose session would keep the database from being copied.
const server = await startEmbedded()
try {
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  const awards = await enterAwards(owner)
  const lines = await prepare(owner, awards)
  await owner.destroy()
  await closeDatabase()
  await copyOf('seti', 'before')
  noteStatements()
  const answer = await openApp()
  for (const { what, posts } of lines) {
    const { perSecond, operations } = await drive(answer, posts)
    const alone = await replayAll(operations)
    const statements = operations.flat(2).length / operations.flat().length
    console.log(
      `${what.padEnd(12)} ${figure(perSecond)} a second through the app, ${figure(alone)} by PostgreSQL alone: ${Math.round((100 * perSecond) / alone)} %, ${statements.toFixed(1)} statements each`,
    )
  }
} finally {
  await closeDatabase()
  await server.stop()
  rmSync(process.env['DATA_DIR'], { recursive: true, force: true })
}
process.exit(0)

function figure(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en-US').padStart(7)
}

/** An award for each client, so that they meet in the database and not in one award's chain of events. */
async function enterAwards(owner: Db): Promise<string[]> {
  const { rows } = await sql<{ column: string }>`
    select column_name as column from information_schema.columns
    where table_schema = 'public' and table_name = 'awards'
      and is_generated = 'NEVER' and is_identity = 'NO'`.execute(owner)
  const copied = sql.join(rows.map(({ column }) => sql.id(column)))
  await sql`
    insert into awards (${copied})
    select ${copied} from (
      select (jsonb_populate_record(a, jsonb_build_object(
        'number', 'BENCH-' || step, 'fain', null))).*
      from awards a, generate_series(1, ${sql.lit(clients)}) step where a.number = 'SAMPLE-GJC-01'
    ) copies;
    insert into caseloads (award_id, membership_id, organization_id, started_at)
    select b.id, c.membership_id, c.organization_id, c.started_at
    from awards b, caseloads c join awards a on a.id = c.award_id
    where b.number like 'BENCH-%' and a.number = 'SAMPLE-GJC-01' and c.ended_at is null
  `.execute(owner)
  return Array.from({ length: clients }, (_, client) => `BENCH-${client + 1}`)
}

/** Brings reports to where each drill begins, and writes down what will be sent. */
async function prepare(owner: Db, awards: readonly string[]): Promise<Drill[]> {
  const cookies = {
    luis: await cookieOf(luis),
    joan: await cookieOf(joan),
    dana: await cookieOf(dana),
  }
  const posts = async (many: number, make: (award: string, round: number) => Promise<Post[]>) =>
    Promise.all(
      awards.map(async (award) => {
        const own: Post[] = []
        for (let round = 0; round < many; round += 1) own.push(...(await make(award, round)))
        return own
      }),
    )
  let year = 2000
  const enter = async (award: string) => {
    year -= 1
    return (await enterReport(owner, award, { periodEnd: `${year}-03-31` })).number
  }
  const own = () => ({ idempotencyKey: randomUUID() })
  return [
    {
      what: 'Autosaves',
      posts: await posts(1, async (award) => {
        const number = await enter(award)
        await fillReport(number)
        const { seen } = await pageOf(number)
        return Array.from({ length: rounds.autosaves }, (_, round) => ({
          address: paths.reportAutosave(number, 9),
          cookie: cookies.luis,
          // Nobody else writes here, so the newest revision is one's own and nothing is overtaken.
          fields: { ...own(), seen: String(seen + 1_000_000), N_CHALLENGES: `Words ${round}.` },
          status: 200,
        }))
      }),
    },
    {
      what: 'Submissions',
      posts: await posts(rounds.submissions, async (award) => {
        const number = await enter(award)
        await fillReport(number)
        await handOver(number)
        const { version, draft } = await pageOf(number)
        const attested = attestationsOf(draft.filing.items).map(({ itemCode }) => [itemCode, 'yes'])
        const fields = {
          ...own(),
          ...signature,
          ...Object.fromEntries(attested),
          version: String(version),
        }
        const address = paths.reportCertification(number)
        return [{ address, cookie: cookies.joan, fields, status: 302 }]
      }),
    },
    {
      what: 'Acceptances',
      posts: await posts(rounds.acceptances, async (award) => {
        const number = await enter(award)
        const version = await bringToReview(number)
        const fields = { ...own(), version: String(version), note: '', why: 'Read on paper.' }
        return [
          { address: paths.reportAcceptance(number), cookie: cookies.dana, fields, status: 302 },
        ]
      }),
    },
  ]
}

/** The production build, answering in this process without a socket in between. */
async function openApp(): Promise<(post: Post) => Promise<void>> {
  process.env['NODE_ENV'] ??= 'production'
  const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  const entry = build.entry.module as unknown as typeof Entry
  const handler = createRequestHandler(build, 'production')
  return async ({ address, cookie, fields, status }) => {
    const url = new URL(address, env.origin)
    const body = new URLSearchParams(fields)
    const request = new Request(url, { method: 'POST', headers: { cookie }, body })
    const scope = { id: randomUUID(), address: 'bench', nonce: '' }
    const response = await entry.withRequest(scope, () => handler(request))
    if (response.status !== status) {
      throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
    }
  }
}

async function drive(answer: (post: Post) => Promise<void>, posts: readonly Post[][]) {
  const start = performance.now()
  const operations = await Promise.all(
    posts.map(async (own) => {
      const done: Statement[][] = []
      for (const post of own) {
        const statements: Statement[] = []
        await noted.run(statements, () => answer(post))
        done.push(statements)
      }
      return done
    }),
  )
  const seconds = (performance.now() - start) / 1000
  return { operations, perSecond: posts.flat().length / seconds }
}

/** The same statements in the same order on as many connections, on a database as it was before. */
async function replayAll(operations: readonly Statement[][][]): Promise<number> {
  await copyOf('before', 'again')
  const open = await Promise.all(
    operations.map(async () => {
      const client = new pg.Client(connection('app', 'again'))
      await client.connect()
      return client
    }),
  )
  const start = performance.now()
  await Promise.all(
    operations.map(async (own, at) => {
      const client = open[at]
      if (client) for (const statements of own) await replay(client, statements)
    }),
  )
  const seconds = (performance.now() - start) / 1000
  await Promise.all(open.map(async (client) => client.end()))
  await asOwner('drop database again')
  return operations.flat().length / seconds
}

/** Ids are given out in another order this time; what was made then stands for what is made now. */
async function replay(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  const made = new Map<unknown, unknown>()
  for (const { text, values, rows } of statements) {
    const name = names.get(text) ?? `bench ${names.size}`
    names.set(text, name)
    const sent = values.map((value) => made.get(value) ?? value)
    const answer = await client.query<Record<string, unknown>>({ name, text, values: sent })
    rows.forEach((row, at) => {
      const now = answer.rows[at]?.['id']
      if (row['id'] !== undefined && now !== undefined) made.set(row['id'], now)
    })
  }
}

function noteStatements(): void {
  const query = pg.Client.prototype.query as (...given: unknown[]) => Promise<pg.QueryResult>
  pg.Client.prototype.query = async function noting(this: pg.Client, ...given: unknown[]) {
    const statements = noted.getStore()
    const answer = await query.apply(this, given)
    const { text, values } = statementOf(given)
    if (statements && text) {
      statements.push({ text, values, rows: answer.rows as Statement['rows'] })
    }
    return answer
  } as typeof pg.Client.prototype.query
}

async function copyOf(template: string, name: string): Promise<void> {
  await asOwner(`create database ${name} template ${template} strategy file_copy`)
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client(connection('migrator', 'postgres'))
  await client.connect()
  await client.query(statement)
  await client.end()
}
