import { statSync } from 'node:fs'
import path from 'node:path'
import type { Environment } from '#app/env.server.ts'
import { countDays } from '#app/jobs/count_days.server.ts'
import { openDueReports } from '#app/jobs/open_reports.server.ts'
import { hashPassword } from '#app/password.server.ts'
import { castPassword } from '#db/cast/people.ts'
import { playCast } from '#db/cast.ts'
import { openPool } from '#db/connection.ts'
import { type EmbeddedServer, holdInstanceLock, startEmbedded } from '#db/embedded.ts'
import { closeDatabase, kyselyOver } from '#db/index.ts'
import { migrate } from '#db/migrate.ts'
import { loadReference } from '#db/reference/load.ts'

/** Makes the database answer: the embedded one is started and held, one of one's own is reached.
 *  Answers how to let go of it again; throws one line that says what to do. */
export async function openDatabase(env: Environment): Promise<() => Promise<void>> {
  if (env.isEmbedded) return takeEmbedded(env)
  await reach()
  return async () => undefined
}

/** Brings the database to this code's migrations and lists, and a demonstration to the sample cast. */
export async function fillDatabase(env: Environment): Promise<void> {
  await migrate()
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  await loadReference(owner)
  await owner.destroy()
  if (env.isDemo) await playCast(await hashPassword(castPassword))
  await openDueReports()
  await countDays()
  await closeDatabase()
}

async function takeEmbedded(env: Environment): Promise<() => Promise<void>> {
  const server = await startIn(env.dataDir)
  const lock = await holdInstanceLock()
  if (!lock) {
    // The server belongs to the other instance; it stays.
    throw new Error(
      `Another instance is running on ${env.dataDir}. Stop it, or set DATA_DIR to another folder.`,
    )
  }
  return async () => {
    await lock.end()
    await server.stop()
  }
}

async function startIn(folder: string): Promise<EmbeddedServer> {
  try {
    if (isFolder(path.resolve(folder))) return await startEmbedded()
  } catch (error) {
    refuseFolder(folder, error)
  }
  throw unusable(folder, 'ENOTDIR')
}

/** Whether this, or the nearest place above it that exists, is a folder. */
function isFolder(place: string): boolean {
  const found = statSync(place, { throwIfNoEntry: false })
  return found ? found.isDirectory() : isFolder(path.dirname(place))
}

function refuseFolder(folder: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isFile = ['ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EEXIST'].includes(code)
  throw isFile ? unusable(folder, code) : error
}

function unusable(folder: string, code: string): Error {
  return new Error(
    `The data folder ${folder} cannot be used (${code}). Set DATA_DIR to a folder that this process can write.`,
  )
}

/** Throws one line when the database of DATABASE_URL does not answer. */
export async function reach(): Promise<void> {
  const pool = openPool('migrator', { max: 1 })
  try {
    await pool.query('select 1')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    const why = error instanceof Error && error.message ? error.message : code
    throw new Error(
      `The database at DATABASE_URL cannot be reached (${why}). Check that it runs and that the address, user and password are right.`,
    )
  } finally {
    await pool.end()
  }
}
