import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyAudit } from '#db/audit.ts'
import { openPool } from '#db/connection.ts'
import { type Db, closeDatabase, db, kyselyOver } from '#db/index.ts'
import { cookieOf } from '#tests/setup/as.ts'
import { Clerk } from '#tests/setup/clerk.ts'
import { dana } from '#tests/setup/filing.ts'
import { untilReady } from '#tests/setup/health.ts'
import { type Heard, knock } from '#tests/setup/knock.ts'
import { type OwnPostgres, ownPostgres } from '#tests/setup/postgres.ts'
import { type RunningServer, startServer } from '#tests/setup/server.ts'
import { figure, size } from '#tests/setup/size.ts'

/** The database goes away while people work, and comes back. */
const seconds = size(30, 3)
const backWithin = 5000
const addresses = ['/today', '/awards', '/awards.csv', '/reports', '/today.data', '/people/1']
let postgres: OwnPostgres
let owner: Db
let clerk: Clerk
let server: RunningServer
let cookie: string

beforeAll(async () => {
  postgres = await ownPostgres()
  owner = kyselyOver(openPool('migrator', { max: 2 }))
  clerk = await Clerk.hire(owner, 2015)
  await clerk.signIn()
  cookie = await cookieOf(dana)
  server = await startServer({ environment: postgres.environment })
})

afterAll(async () => {
  await server.stop()
  await closeDatabase()
  await owner.destroy()
  await postgres.remove()
})

test(`without its database for ${seconds} s it says so, and goes on by itself`, async () => {
  const { pid } = server.process
  let isOver = false
  let isGone = false
  const whileGone: Heard[] = []
  const keepReading = async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const wasGone = isGone
      const path = addresses[turn % addresses.length] ?? '/'
      const answer = await knock(server.origin, path, { headers: { cookie } })
      if (wasGone && isGone) whileGone.push(answer)
      await pause(20)
    }
  }
  const keepWriting = async () => {
    while (!isOver) if (!(await clerk.act(server.origin))) await pause(50)
  }
  const load = Promise.all([keepReading(), keepReading(), keepWriting()])
  await vi.waitUntil(() => clerk.acknowledged.length > 0, { timeout: 20_000 })
  const before = clerk.acknowledged.length

  await postgres.stop()
  isGone = true
  await pause(seconds * 500)
  const answers = {
    live: await knock(server.origin, '/livez'),
    ready: await knock(server.origin, '/readyz'),
    page: await knock(server.origin, '/today', { headers: { cookie } }),
    open: await knock(server.origin, '/about'),
  }
  await pause(seconds * 500)
  isGone = false
  await postgres.start()
  const waited = await untilReady(server.origin, backWithin)
  const page = await knock(server.origin, '/today', { headers: { cookie } })
  await vi.waitUntil(() => clerk.acknowledged.length > before, { timeout: 20_000 })
  isOver = true
  await load
  const caughtUp = await untilNoJobWaits()

  expect([answers.live.status, answers.ready.status, answers.open.status]).toEqual([200, 503, 200])
  expect(whileGone.length).toBeGreaterThan(10)
  expect([...new Set(whileGone.map(({ status }) => status))]).toEqual([503])
  expect(whileGone.every(({ headers }) => headers['retry-after'] === '5')).toBe(true)
  expect(answers.page.body).toContain('<h1')
  expect(answers.page.body).toContain('cannot reach its records right now')
  expect(page.status).toBe(200)
  expect([server.process.pid, server.process.exitCode]).toEqual([pid, null])
  expect(server.output()).not.toMatch(/unhandled/i)
  expect(clerk.acknowledged.length).toBeGreaterThan(before)
  await clerk.expectKept()
  expect(await verifyAudit(db, [])).toMatchObject({ broken: null })
  figure(
    'database gone under load',
    `${seconds} s, ${whileGone.length} answers of 503 with Retry-After, ready ${waited} ms after its return, ${clerk.acknowledged.length} writes acknowledged, 0 lost, every job done ${caughtUp} ms after the last`,
  )
}, 120_000)

/** Jobs that were interrupted are taken up again; in milliseconds. */
async function untilNoJobWaits(): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from graphile_worker.jobs where run_at <= now()`.execute(
      owner,
    )
    const waited = Math.round(performance.now() - startedAt)
    if (rows[0]?.waiting === 0) return waited
    expect(waited).toBeLessThan(30_000)
    await pause(100)
  }
}
