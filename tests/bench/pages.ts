import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ServerBuild, createRequestHandler } from '@remix-run/node'
import pg from 'pg'
import type * as Entry from '#app/entry.server.tsx'
import { narrowed } from '#app/narrowed.server.ts'
import { db } from '#db/index.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { cookieOf } from '#tests/setup/as.ts'
import type { AskedPage } from '#tests/setup/bare.ts'
import {
  bytesOf,
  cpuOf,
  filledFolder,
  memoryOf,
  row,
  startBare,
  statementOf,
} from '#tests/setup/measure.ts'
import { startServer } from '#tests/setup/server.ts'

/** How the pages do on a filled database beside a bare server that runs the same SQL, in turns:
 *  `node --import tsx tests/bench/pages.ts [--awards 10000,100000] [--seconds 3] [--data FOLDER]`.
 *  The folders are filled where they are not there yet, and stay. */
const { values: flags } = parseArgs({
  options: {
    awards: { type: 'string', default: '10000,100000' },
    seconds: { type: 'string', default: '3' },
    data: { type: 'string', default: '.data/bench' },
    pages: { type: 'string' },
  },
})
const seconds = Number(flags.seconds)
const rounds = 3
const connections = 10

const dana = 'dana.whitfield@eda.example.org'
const naomi = 'naomi.brandt@oig.example.org'
const priya = 'priya.raman@eda.example.org'
const helen = 'helen.marsh@seti.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const alex = 'alex.romero@seti.example.org'

interface BenchPage {
  name: string
  path: string
  as: CastEmail
  /** The share of the bare server's pages a second that is to be reached. */
  target?: number
}

const pages: readonly BenchPage[] = [
  { name: 'Awards', path: '/awards', as: dana, target: 0.22 },
  { name: 'Awards by amount', path: '/awards?stream=SSEEP&sort=amount&dir=desc', as: dana },
  { name: 'Awards, searched', path: '/awards?q=cedar', as: dana },
  { name: 'Awards, data alone', path: '/awards.data', as: dana, target: 0.4 },
  { name: 'Award', path: 'award', as: dana, target: 0.25 },
  { name: 'Streams', path: '/streams', as: helen, target: 0.3 },
  { name: 'Stream with figures', path: '/streams/SSEEP', as: helen, target: 0.3 },
  { name: 'Sectors', path: '/sectors', as: helen },
  { name: 'Grantees', path: '/grantees', as: helen },
  { name: 'Today, officer', path: '/today', as: dana },
  { name: 'Today, grants officer', path: '/today', as: priya },
  { name: 'Review queue', path: '/reports', as: dana },
  { name: 'Reports, auditor', path: '/reports', as: naomi },
  { name: 'Studies', path: '/studies', as: helen },
  { name: 'People', path: '/people', as: alex },
  { name: 'Inbox', path: '/inbox', as: dana },
  { name: 'Search', path: '/search?q=nursng', as: dana },
  { name: 'Awards grouped', path: '/awards/grouped?by=state', as: helen },
  { name: 'Caseloads', path: '/awards/caseloads', as: priya },
  { name: 'Coverage', path: '/coverage', as: helen },
  { name: 'Money', path: '/money', as: helen },
  { name: 'Money against evidence', path: '/evidence/money', as: helen },
  { name: 'Overlaps', path: '/overlaps', as: helen },
  { name: 'Evaluability board', path: '/studies/board', as: ruth },
  { name: 'Pipeline of studies', path: '/studies/pipeline', as: helen },
  { name: 'Briefing', path: '/briefing', as: helen },
]
const chosen = pages.filter(({ name }) => !flags.pages || new RegExp(flags.pages, 'i').test(name))

for (const awards of flags.awards.split(',').map(Number)) await measureAt(awards)
process.exit(0)

async function measureAt(awards: number): Promise<void> {
  const dataDir = filledFolder(flags.data, awards)
  process.env['DATA_DIR'] = dataDir
  const server = await startServer({ dataDir })
  process.env['APP_ORIGIN'] = server.origin
  process.env['LOG_LEVEL'] = 'silent'
  const ready = await Promise.all(chosen.map(prepare))
  const asked: AskedPage[] = []
  for (const [index, page] of ready.entries()) {
    asked.push({ path: `/${index}`, queries: await queriesOf(page) })
  }
  const bare = await startBare(asked)
  console.log(`\n${awards.toLocaleString('en-US')} awards, Node ${process.versions.node}`)
  console.log(
    row(['Page', 'ratio', 'must', 'p50 ms', 'p99 ms', 'CPU ms', 'bare', 'queries', 'SQL ms', 'kB']),
  )
  for (const [index, page] of ready.entries()) {
    const ours: Taken[] = []
    const theirs: Taken[] = []
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await load(`${server.origin}${page.path}`, page.cookie, server.process))
      theirs.push(await load(`${bare.origin}/${index}`, '', bare.process))
    }
    const [app, limit] = [sum(ours), sum(theirs)]
    console.log(
      row([
        page.name,
        (app.count / limit.count).toFixed(2),
        page.target?.toFixed(2) ?? '',
        percentile(app.times, 0.5).toFixed(1),
        percentile(app.times, 0.99).toFixed(1),
        (app.cpuMs / app.count).toFixed(2),
        (limit.cpuMs / limit.count).toFixed(2),
        String(asked[index]?.queries.length ?? 0),
        (await timeOf(asked[index]?.queries ?? [])).toFixed(1),
        (app.bytes / app.count / 1000).toFixed(0),
      ]),
    )
  }
  console.log(`Memory under load: ${memoryOf(server.process).toFixed(0)} MB (at most 300)`)
  bare.process.kill()
  await server.stop()
}

async function prepare(page: BenchPage): Promise<BenchPage & { cookie: string }> {
  const cookie = await cookieOf(page.as)
  if (page.path !== 'award') return { ...page, cookie }
  const { number } = await db
    .selectFrom('awards')
    .innerJoin('reports', 'reports.awardId', 'awards.id')
    .where('awards.status', '=', 'active')
    .where('reports.acceptedVersionNo', 'is not', null)
    .select('awards.number')
    .orderBy('awards.id', 'desc')
    .executeTakeFirstOrThrow()
  return { ...page, cookie, path: `/awards/${number}` }
}

/** What the built page asks of the database, frame and all, but for who is asking. */
async function queriesOf(page: BenchPage & { cookie: string }): Promise<AskedPage['queries']> {
  const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  const entry = build.entry.module as unknown as typeof Entry
  const answerFor = narrowed(build, (few) => createRequestHandler(few, 'production'))
  const queries: AskedPage['queries'] = []
  const untouched = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const { text, values } = statementOf(given)
    if (text && !text.includes('"sessions"')) queries.push({ text, values })
    return Reflect.apply(untouched, this, given) as never
  }
  try {
    const url = new URL(page.path, process.env['APP_ORIGIN'])
    const request = new Request(url, { headers: { cookie: page.cookie } })
    const scope = { id: randomUUID(), address: '127.0.0.1', nonce: 'bench' }
    const response = await entry.withRequest(scope, () => answerFor(page.path)(request))
    if (response.status !== 200) throw new Error(`${page.path} answered ${response.status}.`)
  } finally {
    pg.Client.prototype.query = untouched
  }
  return queries
}

/** Milliseconds of all queries of a page one after another, the median of seven. */
async function timeOf(queries: AskedPage['queries']): Promise<number> {
  const { openPool } = await import('#db/connection.ts')
  const pool = openPool('app', { max: 1 })
  const times: number[] = []
  for (let round = 0; round < 7; round += 1) {
    const start = performance.now()
    for (const { text, values } of queries) await pool.query(text, values)
    times.push(performance.now() - start)
  }
  await pool.end()
  return percentile(times, 0.5)
}

interface Taken {
  count: number
  times: number[]
  bytes: number
  cpuMs: number
}

/** Ten people who ask for the page again as soon as they have it. */
async function load(url: string, cookie: string, server: ChildProcess): Promise<Taken> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const taken: Taken = { count: 0, times: [], bytes: 0, cpuMs: 0 }
  const cpuBefore = cpuOf(server)
  const until = performance.now() + (seconds / rounds) * 1000
  const ask = async () => {
    while (performance.now() < until) {
      const start = performance.now()
      const bytes = await bytesOf(url, { agent, headers: { cookie } })
      taken.bytes += bytes
      taken.times.push(performance.now() - start)
      taken.count += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  agent.destroy()
  return { ...taken, cpuMs: cpuOf(server) - cpuBefore }
}

function sum(taken: readonly Taken[]): Taken {
  return {
    count: taken.reduce((all, { count }) => all + count, 0),
    times: taken.flatMap(({ times }) => times),
    bytes: taken.reduce((all, { bytes }) => all + bytes, 0),
    cpuMs: taken.reduce((all, { cpuMs }) => all + cpuMs, 0),
  }
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
