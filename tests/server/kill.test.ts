import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '#db/audit.ts'
import { openPool } from '#db/connection.ts'
import { type Db, closeDatabase, db, kyselyOver } from '#db/index.ts'
import { Clerk } from '#tests/setup/clerk.ts'
import { untilReady } from '#tests/setup/health.ts'
import { type OwnPostgres, ownPostgres } from '#tests/setup/postgres.ts'
import { type RunningServer, newDataDir, removeDataDir, startServer } from '#tests/setup/server.ts'
import { figure, randomFrom, seed, size } from '#tests/setup/size.ts'

/** Killed at any moment of a burst of submissions, the server and the database lose nothing that was
 *  acknowledged, do nothing twice and leave nothing half done. */
const clerkCount = 4
const random = randomFrom(seed)
const dataDir = newDataDir()
let postgres: OwnPostgres
let owner: Db
let clerks: Clerk[]
let server: RunningServer
const hire = async () => {
  const hired: Clerk[] = []
  for (let nth = 0; nth < clerkCount; nth += 1) hired.push(await Clerk.hire(owner, 2015 - nth))
  return hired
}

beforeAll(async () => {
  postgres = await ownPostgres()
  owner = kyselyOver(openPool('migrator', { max: 2 }))
  clerks = await hire()
  server = await startAnother()
})

afterAll(async () => {
  await server.stop()
  await closeDatabase()
  await owner.destroy()
  await postgres.remove()
  removeDataDir(dataDir)
})

const startAnother = () => startServer({ dataDir, environment: postgres.environment })

/** All clerks at work until nothing answers; once the work is under way, `disaster` strikes at a moment
 *  nobody chose. */
async function burst(disaster: () => Promise<unknown>): Promise<void> {
  await Promise.all(clerks.map((clerk) => clerk.signIn()))
  let begin = () => {}
  const underWay = new Promise<void>((resolve) => (begin = resolve))
  const strike = underWay.then(() => pause(random() * 1000)).then(disaster)
  const work = async (clerk: Clerk) => {
    while (await clerk.act(server.origin)) begin()
  }
  await Promise.all([strike, ...clerks.map(work)])
}

async function expectKept(): Promise<void> {
  for (const clerk of clerks) await clerk.expectKept()
}

const acknowledged = () => clerks.reduce((sum, clerk) => sum + clerk.acknowledged.length, 0)

describe(`a burst of submissions (seed ${seed})`, () => {
  const kills = size(200, 5)
  test(
    `outlives ${kills} killed servers`,
    async () => {
      for (let kill = 0; kill < kills; kill += 1) {
        const ended = new Promise((resolve) => server.process.once('exit', resolve))
        await burst(async () => {
          server.process.kill('SIGKILL')
          await ended
        })
        await expectKept()
        server = await startAnother()
      }
      await finishPending()
      const counted = acknowledged()
      expect(counted).toBeGreaterThanOrEqual(kills)
      figure(
        'kill -9 of the server',
        `${kills} times in a burst, ${counted} writes acknowledged, 0 lost, 0 doubled, 0 half done, seed ${seed}`,
      )
    },
    kills * 15_000,
  )

  const falls = size(50, 2)
  test(
    `outlives ${falls} killed databases, in the same process`,
    async () => {
      const before = acknowledged()
      const { pid } = server.process
      for (let fall = 0; fall < falls; fall += 1) {
        await burst(() => postgres.kill())
        await postgres.start()
        await untilReady(server.origin)
        await expectKept()
      }
      await finishPending()
      expect([server.process.pid, server.process.exitCode]).toEqual([pid, null])
      figure(
        'kill -9 of PostgreSQL',
        `${falls} times in a burst, ${acknowledged() - before} writes acknowledged, 0 lost, 0 doubled, 0 half done, seed ${seed}`,
      )
    },
    falls * 20_000,
  )
})

test('the record it leaves can be made again, hash by hash', async () => {
  expect(await verifyAudit(db, [])).toMatchObject({ broken: null })
})

/** What was sent and never acknowledged is sent again with its key, and is then there once. */
async function finishPending(): Promise<void> {
  for (const clerk of clerks) {
    await clerk.signIn()
    if (clerk.pending) expect(await clerk.act(server.origin)).toBe(true)
  }
  await expectKept()
}
