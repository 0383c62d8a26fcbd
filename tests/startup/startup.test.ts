import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { nodeToEnd, runToEnd } from '#tests/setup/command.ts'
import {
  type RunningServer,
  freePort,
  newDataDir,
  removeDataDir,
  startServer,
  startWords,
} from '#tests/setup/server.ts'

/** One data folder for what follows: made by the first start, found by the others. */
const dataDir = newDataDir()
let running: RunningServer | undefined

afterAll(async () => {
  await running?.stop()
  removeDataDir(dataDir)
})

/** Runs the server until it ends by itself. */
const attempt = async (environment: Record<string, string>) =>
  nodeToEnd(startWords(), {
    TEST_BUILD: '1',
    PORT: String(await freePort()),
    ...environment,
  })

const oneLine = (saying: RegExp) => ({
  status: 1,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^[^\\n]*${saying.source}[^\\n]*\\n$`)) as string,
})

function databaseRuns(): boolean {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid')
  if (!existsSync(file)) return false
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function finish(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exit) as [number | null]
  return code
}

const ready = async (server: RunningServer) => (await fetch(`${server.origin}/readyz`)).status

describe('an environment that makes no sense ends the start with one line', () => {
  test.each([
    [
      { PORT: '70000', DEMO: 'maybe', LOG_LEVEL: 'loud' },
      /PORT must be .*DEMO must .*LOG_LEVEL must/,
    ],
    [
      { APP_ORIGIN: 'http://tracker.example.gov', DATABASE_URL: 'mysql://localhost/seti' },
      /APP_ORIGIN must be .*DATABASE_URL must begin/,
    ],
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/seti' }, /cannot be reached .*Check that/],
    [{ DATA_DIR: '/dev/null/data' }, /data folder .* cannot be used .*Set DATA_DIR/],
  ])('%j', async (environment: Record<string, string>, saying) => {
    expect(await attempt(environment)).toEqual(oneLine(saying))
  })

  test('a port that is taken', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const answer = await attempt({ PORT: String(port), DATA_DIR: dataDir })
    other.close()
    expect(answer).toEqual(oneLine(/Port \d+ is taken.*set PORT/))
    expect(databaseRuns()).toBe(false)
  })
})

describe('a data folder', () => {
  test('is filled by the first start, and closed to a second instance meanwhile', async () => {
    running = await startServer({ dataDir })
    expect(await ready(running)).toBe(200)
    const second = await attempt({ DATA_DIR: dataDir })
    expect(second).toEqual(oneLine(/Another instance .*Stop it, or set/))
    expect(await ready(running)).toBe(200)
  })

  test('serves again after the server was killed, without building or asking', async () => {
    if (!running) throw new Error('Nothing runs')
    await finish(running.process, 'SIGKILL')
    expect(databaseRuns()).toBe(true)
    running = await startServer({ dataDir })
    expect(await ready(running)).toBe(200)
    expect(running.output()).not.toContain('Building')
  })

  test('lends its database to a command while an instance runs', async () => {
    const accounts = await command('accounts_json')
    expect(JSON.parse(accounts.stdout)).toContainEqual({
      email: 'alex.romero@seti.example.org',
      password: 'sample-portfolio-tour',
      role: 'admin',
      organization: 'Sample SETI Office',
    })
    expect((await command('audit_verify')).stdout).toMatch(/^Whole: \d+ events/)
    expect((await command('db_reset')).stderr).toMatch(/An instance is running/)
    expect((await command('admin_invite', '--email', 'a@example.org')).stderr).toMatch(
      /There is an administrator/,
    )
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('is left in order by %s', async (signal) => {
    running ??= await startServer({ dataDir })
    const code = await finish(running.process, signal)
    running = undefined
    expect([code, databaseRuns()]).toEqual([0, false])
  })

  test('is opened and closed again by a command when nothing runs', async () => {
    expect(await command('audit_verify')).toMatchObject({ status: 0, stderr: '' })
    expect(databaseRuns()).toBe(false)
  })

  test('from a newer release is not touched', async () => {
    running = await startServer({ dataDir })
    await asOwner(`insert into kysely_migration values ('9999_later', now()::text)`)
    await running.stop()
    running = undefined
    const answer = await attempt({ DATA_DIR: dataDir })
    expect(answer).toEqual(oneLine(/ahead of this code: it has 9999_later/))
    expect(databaseRuns()).toBe(false)
  })

  test('is made anew by a reset', async () => {
    expect(await command('db_reset', '--seed', '7')).toMatchObject({
      status: 0,
      stdout: 'Reset with seed 7.\n',
    })
    expect((await command('audit_verify')).status).toBe(0)
  })
})

const command = (name: string, ...flags: string[]) =>
  runToEnd([`app/commands/${name}.ts`, ...flags], { DATA_DIR: dataDir })

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({
    host: path.join(dataDir, 'socket'),
    user: 'migrator',
    database: 'seti',
  })
  await client.connect()
  await client.query(statement)
  await client.end()
}
