import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '#db/connection.ts'
import { type Db, closeDatabase, kyselyOver } from '#db/index.ts'
import { cookieOf } from '#tests/setup/as.ts'
import { type Balancer, openBalancer } from '#tests/setup/balancer.ts'
import { Clerk } from '#tests/setup/clerk.ts'
import { dana } from '#tests/setup/filing.ts'
import { knock } from '#tests/setup/knock.ts'
import { type OwnPostgres, ownPostgres } from '#tests/setup/postgres.ts'
import { type RunningServer, startServer } from '#tests/setup/server.ts'
import { figure, size } from '#tests/setup/size.ts'

/** Two servers of one agency are replaced in turn, as at every release, while people work. */
const rounds = size(20, 1)
const enough = size(10_000, 200)
const addresses = ['/today', '/awards', '/awards.csv', '/reports', '/today.data', '/studies']
let postgres: OwnPostgres
let owner: Db
let clerk: Clerk
let balancer: Balancer
const instances: { server: RunningServer; takeOut: () => void }[] = []

beforeAll(async () => {
  postgres = await ownPostgres()
  owner = kyselyOver(openPool('migrator', { max: 2 }))
  clerk = await Clerk.hire(owner, 2015)
  balancer = await openBalancer()
  for (let nth = 0; nth < 2; nth += 1) instances.push(await startAnother())
})

afterAll(async () => {
  await balancer.close()
  for (const { server } of instances) await server.stop()
  await closeDatabase()
  await owner.destroy()
  await postgres.remove()
})

async function startAnother() {
  const server = await startServer({
    environment: { ...postgres.environment, APP_ORIGIN: balancer.origin, DRAIN_SECONDS: '1' },
  })
  const takeOut = balancer.add(server.origin)
  await balancer.untilUsed(server.origin)
  return { server, takeOut }
}

test(`two servers restarted ${rounds} times each fail nobody`, async () => {
  let isOver = false
  let asked = 0
  const failed: string[] = []
  const keepReading = async () => {
    const cookie = await cookieOf(dana)
    while (!isOver) {
      const path = addresses[asked % addresses.length] ?? '/'
      const { status } = await knock(balancer.origin, path, { headers: { cookie } })
      asked += 1
      if (status !== 200) failed.push(`${path} answered ${status}`)
    }
  }
  const keepWriting = async () => {
    while (!isOver) {
      // Signing a report wants a sign-in of the last minutes.
      if (clerk.acknowledged.length % 50 === 0) await clerk.signIn()
      const isHeard = await clerk.act(balancer.origin)
      asked += 1
      if (!isHeard) failed.push(`${clerk.plan().path} was not answered`)
    }
  }
  const load = Promise.all([keepReading(), keepReading(), keepWriting()])

  for (let round = 0; round < rounds; round += 1) {
    for (const [nth, { server, takeOut }] of instances.entries()) {
      await server.stop()
      takeOut()
      instances[nth] = await startAnother()
    }
  }
  while (asked < enough) await pause(100)
  isOver = true
  await load

  expect(failed).toEqual([])
  expect(clerk.acknowledged.length).toBeGreaterThan(rounds)
  await clerk.expectKept()
  figure(
    'rolling restart',
    `2 servers ${rounds} times each, ${asked} requests (${clerk.acknowledged.length} of them writes), 0 failed`,
  )
})
