import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll } from 'vitest'
import { connection, openPool, useDatabase } from '#db/connection.ts'
import { type Db, closeDatabase, kyselyOver } from '#db/index.ts'

/** A database of the test file's own, cloned from a template and dropped afterwards: `sourced` holds
 *  the reference lists and the real portfolio, `played` the sample cast as well. The app's `db` points
 *  at it from now on; what is returned is the owner's view of the same. Call it in `beforeAll`. */
export async function testDatabase(template: 'sourced' | 'played' = 'sourced'): Promise<Db> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await asOwner(`create database ${name} template ${template} strategy file_copy`)
  useDatabase(name)
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  cleanUp = async () => {
    await closeDatabase()
    await owner.destroy()
    await asOwner(`drop database ${name} with (force)`)
  }
  return owner
}

let cleanUp: (() => Promise<void>) | undefined

afterAll(async () => cleanUp?.())

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client(connection('migrator', 'postgres'))
  await client.connect()
  await client.query(statement)
  await client.end()
}
