import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { embeddedPlaces } from '#db/connection.ts'
import { startEmbedded } from '#db/embedded.ts'
import { removeDataDir } from './server.ts'
import { playedDataDir } from './stage.ts'

/** A PostgreSQL with the sample cast that belongs to the test and not to any server, as an agency's own
 *  would: servers come and go, and the test takes it away and brings it back. From then on the app's
 *  `db` in the test's process is the same database. */
export interface OwnPostgres {
  /** What a server is given to run on it. */
  environment: Record<string, string>
  start(): Promise<void>
  /** Lets running statements end, as an administrator would. */
  stop(): Promise<void>
  /** Kills it with everything it is doing; the next start recovers. */
  kill(): Promise<void>
  remove(): Promise<void>
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const dataDir = playedDataDir()
  process.env['DATA_DIR'] = dataDir
  const socket = encodeURIComponent(embeddedPlaces().socket)
  let server = await startEmbedded()
  return {
    environment: {
      DATABASE_URL: `postgres://migrator@localhost/seti?host=${socket}`,
      DEMO: '1',
    },
    async start() {
      server = await startEmbedded()
    },
    async stop() {
      await server.stop()
    },
    kill: killPostgres,
    async remove() {
      await server.stop()
      removeDataDir(dataDir)
    },
  }
}

async function killPostgres(): Promise<void> {
  const file = path.join(embeddedPlaces().data, 'postmaster.pid')
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0])
  // The first to go can start nobody to take the place of the others.
  process.kill(postmaster, 'SIGKILL')
  const rest = childrenOf(postmaster)
  for (const pid of rest) signal(pid, 'SIGKILL')
  while ([postmaster, ...rest].some((pid) => signal(pid, 0))) await pause(5)
}

function childrenOf(parent: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
  return rows.flatMap((row) => {
    const [pid, above] = row.trim().split(/\s+/).map(Number)
    return pid !== undefined && above === parent ? [pid] : []
  })
}

function signal(pid: number, given: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, given)
    return true
  } catch {
    return false
  }
}
