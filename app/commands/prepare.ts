import type { Environment } from '#app/env.server.ts'
import { openDueReports } from '#app/jobs/open_reports.server.ts'
import { hashPassword } from '#app/password.server.ts'
import { castPassword } from '#db/cast/people.ts'
import { playCast } from '#db/cast.ts'
import { openPool } from '#db/connection.ts'
import { assertDurable } from '#db/durability.ts'
import { holdInstanceLock, startEmbedded } from '#db/embedded.ts'
import { closeDatabase, kyselyOver } from '#db/index.ts'
import { migrate } from '#db/migrate.ts'
import { loadReference } from '#db/reference/load.ts'

/** Makes the database ready to serve: started, at this code's migrations, with the reference lists
 *  and, in a demonstration, the sample cast. Throws one line that says what to do. */
export async function prepareDatabase(env: Environment): Promise<{ stop(): Promise<void> }> {
  const stop = env.isEmbedded ? await takeEmbedded(env) : async () => undefined
  try {
    if (!env.isEmbedded) await reach()
    await fillDatabase(env)
    await assertDurable()
  } catch (error) {
    await stop()
    throw error
  }
  return { stop }
}

/** Brings the database to this code's migrations and lists, and a demonstration to the sample cast. */
export async function fillDatabase(env: Environment): Promise<void> {
  await migrate()
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  await loadReference(owner)
  await owner.destroy()
  if (env.isDemo) await playCast(await hashPassword(castPassword))
  await openDueReports()
  await closeDatabase()
}

async function takeEmbedded(env: Environment): Promise<() => Promise<void>> {
  const server = await startEmbedded()
  const lock = await holdInstanceLock()
  if (!lock) {
    throw new Error(
      `Another instance is running on ${env.dataDir}. Stop it, or set DATA_DIR to another folder.`,
    )
  }
  return async () => {
    await lock.end()
    await server.stop()
  }
}

/** Throws one line when the database of DATABASE_URL does not answer. */
export async function reach(): Promise<void> {
  const pool = openPool('migrator', { max: 1 })
  try {
    await pool.query('select 1')
  } catch (error) {
    const why = error instanceof Error && error.message ? error.message : 'no answer'
    throw new Error(
      `The database at DATABASE_URL cannot be reached (${why}). Check that it runs and that the address, user and password are right.`,
    )
  } finally {
    await pool.end()
  }
}
