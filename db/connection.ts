import { createHash } from 'node:crypto'
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'

/** What a connection may do: `migrator` owns the tables, `app` owns nothing, `worker` runs the queue. */
const databaseRoles = ['migrator', 'app', 'worker', 'readonly'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

const limits =
  '-c statement_timeout=2500 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC'

let embeddedDatabase = 'seti'

/** Points the embedded server's connections opened from now on at another of its databases. */
export function useDatabase(name: string): void {
  embeddedDatabase = name
}

/** The server that is meant: DATABASE_URL where it is set, else the embedded one of the data folder. */
export function connection(role: DatabaseRole, database = embeddedDatabase): pg.PoolConfig {
  const options = role === 'app' ? limits : '-c timezone=UTC'
  const url = process.env['DATABASE_URL']
  if (url) {
    const asRole = role === 'migrator' ? '' : ` -c role=${role}`
    // Options in the address would take the place of ours, and with them the role.
    const connectionString = url.replace(/([?&])options=[^&]*&?/, '$1')
    return { connectionString, options: options + asRole, connectionTimeoutMillis: 5000 }
  }
  return {
    host: embeddedPlaces().socket,
    user: role,
    database,
    options,
    connectionTimeoutMillis: 5000,
  }
}

export function openPool(role: DatabaseRole, extra: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ ...connection(role), ...extra })
  // An idle client whose server goes away must not end the process; the next query says so.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export interface EmbeddedPlaces {
  data: string
  socket: string
  /** Set where the server's own user could not reach the packaged binaries. */
  binaries: string | null
}

/** Where the embedded server lives. As root it runs as `nobody`, who must be able to walk there,
 *  and a socket's path has room for 107 characters. */
export function embeddedPlaces(): EmbeddedPlaces {
  const home = path.resolve(process.env['DATA_DIR'] ?? '.data')
  const isRoot = process.getuid?.() === 0
  if (!isRoot || isOpenToOthers(home)) {
    const data = path.join(home, 'postgres')
    const socket = path.join(home, 'socket')
    const fits = socket.length + '/.s.PGSQL.5432'.length <= 103
    return { data, socket: fits ? socket : path.join('/tmp', shortName(home)), binaries: null }
  }
  const outside = path.join('/var/lib', shortName(home))
  return {
    data: path.join(outside, 'postgres'),
    socket: path.join(outside, 'socket'),
    binaries: path.join(outside, 'native'),
  }
}

function shortName(home: string): string {
  return `seti-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`
}

function isOpenToOthers(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false })
    if (found && (found.mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return isReadable(at)
  }
}

function isReadable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK)
    return true
  } catch {
    return false
  }
}
