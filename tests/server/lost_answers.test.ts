import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#db/audit.ts'
import { openPool } from '#db/connection.ts'
import { type Db, closeDatabase, db, kyselyOver } from '#db/index.ts'
import { Clerk, type Intent } from '#tests/setup/clerk.ts'
import { formBody } from '#tests/setup/knock.ts'
import { rawRequest } from '#tests/setup/raw.ts'
import { type RunningServer, removeDataDir, startServer } from '#tests/setup/server.ts'
import { figure, randomFrom, seed, size } from '#tests/setup/size.ts'
import { playedDataDir } from '#tests/setup/stage.ts'

/** The answer is lost on its way: at once, while the server works, or when its first byte came back. Whoever
 *  sends the form again gets the answer to what was done, and nothing is done twice. */
const random = randomFrom(seed)
const clerkCount = 4
let server: RunningServer
let owner: Db
let clerks: Clerk[]

beforeAll(async () => {
  server = await startServer({ dataDir: playedDataDir() })
  process.env['DATA_DIR'] = server.dataDir
  owner = kyselyOver(openPool('migrator', { max: 2 }))
  clerks = []
  for (let nth = 0; nth < clerkCount; nth += 1) clerks.push(await Clerk.hire(owner, 2015 - nth))
})

afterAll(async () => {
  await closeDatabase()
  await owner.destroy()
  await server.stop()
  removeDataDir(server.dataDir)
})

const submissions = size(500, 25)

test(
  `${submissions} submissions whose answers were lost, each sent again, are done once (seed ${seed})`,
  async () => {
    const each = Math.ceil(submissions / clerkCount)
    const work = async (clerk: Clerk) => {
      for (let sent = 0; sent < each; sent += 1) {
        if (sent % 20 === 0) await clerk.signIn()
        const intent = clerk.plan()
        await sendAndLeave(clerk, intent)
        if (random() < 0.3) await sendAndLeave(clerk, intent)
        expect(await clerk.act(server.origin)).toBe(true)
        await expectRefusedWithAnotherBody(clerk, intent)
      }
    }
    await Promise.all(clerks.map(work))
    for (const clerk of clerks) {
      expect(clerk.acknowledged).toHaveLength(each)
      await clerk.expectKept()
    }
    expect(await verifyAudit(db, [])).toMatchObject({ broken: null })
    figure('lost answers', `${each * clerkCount} submissions, as many effects, seed ${seed}`)
  },
  size(600_000, 60_000),
)

/** Sends the form and hangs up before the answer can be read. */
async function sendAndLeave(clerk: Clerk, intent: Intent): Promise<void> {
  const socket = connect(Number(new URL(server.origin).port), 'localhost')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const body = Buffer.from(formBody(intent.fields))
  const bytes = rawRequest('POST', intent.path, clerk.headersOf(server.origin, intent), body)
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
  // Most hang up once the work is done, some while it goes on.
  if (random() < 0.7) await once(socket, 'data')
  else await new Promise((resolve) => setTimeout(resolve, random() * 30))
  socket.destroy()
}

async function expectRefusedWithAnotherBody(clerk: Clerk, intent: Intent): Promise<void> {
  const other = bodyWithOtherWords(intent)
  if (!other) return
  const { status, body } = await clerk.send(server.origin, other)
  expect(status).toBe(422)
  expect(body).toContain('already sent with other content')
}

function bodyWithOtherWords(intent: Intent): Intent | null {
  const field = ['N_CHALLENGES', 'reason', 'title', 'words_9'].find((name) => name in intent.fields)
  return field ? { ...intent, fields: { ...intent.fields, [field]: 'Other words.' } } : null
}
