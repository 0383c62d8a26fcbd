import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The production server as a process of its own, on a free port and a data folder of its own. */
export interface RunningServer {
  origin: string
  dataDir: string
  process: ChildProcess
  /** Everything it wrote so far. */
  output(): string
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>
}

export async function startServer(
  given: {
    dataDir?: string
    port?: number
    /** The Node that runs it, if not the one that runs the tests. */
    node?: string
    environment?: Record<string, string>
  } = {},
): Promise<RunningServer> {
  const dataDir = given.dataDir ?? newDataDir()
  const port = given.port ?? (await freePort())
  const origin = `http://localhost:${port}`
  const server = spawn(given.node ?? process.execPath, startWords(), {
    env: {
      ...inherited(),
      NODE_ENV: 'production',
      TEST_BUILD: '1',
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      DRAIN_SECONDS: '0',
      ...given.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const listening = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('SETI Tracker: ')) resolve()
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)))
  })
  await listening
  return {
    origin,
    dataDir,
    process: server,
    output: () => said,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    },
  }
}

/** What `npm start` gives to Node. */
export function startWords(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').slice(1)
}

export function newDataDir(): string {
  // Made by the server itself, which lets the database's own user into it.
  return path.join(tmpdir(), `seti-server-${randomUUID()}`)
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true })
}

/** Nothing of the test run's own database or runner reaches the server. */
function inherited(): Record<string, string | undefined> {
  const own = ['DATABASE_URL', 'DATA_DIR', 'APP_ORIGIN', 'PORT', 'DEMO', 'NODE_ENV', 'NODE_OPTIONS']
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !own.includes(name) && !name.startsWith('VITEST'),
    ),
  )
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const address = probe.address()
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  probe.close()
  await once(probe, 'close')
  return address.port
}
