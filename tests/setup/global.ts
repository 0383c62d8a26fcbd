import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { hashPassword } from '#app/password.server.ts'
import { castPassword } from '#db/cast/people.ts'
import { playCast } from '#db/cast.ts'
import { connection, openPool, useDatabase } from '#db/connection.ts'
import { startEmbedded } from '#db/embedded.ts'
import { closeDatabase, kyselyOver } from '#db/index.ts'
import { migrate } from '#db/migrate.ts'
import { loadReference } from '#db/reference/load.ts'

export const testDataDir = path.join(tmpdir(), `seti-tests-${process.pid}`)

/** One embedded server for the whole run, with two templates: the sourced portfolio, and the same with the cast. */
export default async function setup(): Promise<() => Promise<void>> {
  delete process.env['DATABASE_URL']
  process.env['DATA_DIR'] = testDataDir
  const server = await startEmbedded({ fast: true })
  await migrate(openPool('migrator', { max: 2, database: 'seti' }))
  await loadLists('seti')
  await asOwner(`create database sourced template seti strategy file_copy`)
  await asOwner(`create database played template seti strategy file_copy`)
  useDatabase('played')
  await playCast(await hashPassword(castPassword))
  await closeDatabase()
  await asOwner(`alter database sourced is_template true allow_connections false`)
  await asOwner(`alter database played is_template true allow_connections false`)
  return async () => {
    await server.stop()
    rmSync(testDataDir, { recursive: true, force: true })
  }
}

async function loadLists(database: string): Promise<void> {
  const owner = kyselyOver(openPool('migrator', { max: 2, database }))
  await loadReference(owner)
  await owner.destroy()
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client(connection('migrator', 'postgres'))
  await client.connect()
  await client.query(statement)
  await client.end()
}
