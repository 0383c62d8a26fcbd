import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#db/audit.ts'
import { connection, embeddedPlaces, openPool } from '#db/connection.ts'
import { startEmbedded } from '#db/embedded.ts'
import { type Db, closeDatabase, kyselyOver } from '#db/index.ts'
import { Clerk } from '#tests/setup/clerk.ts'
import { knock, signInAt } from '#tests/setup/knock.ts'
import { type OwnPostgres, ownPostgres } from '#tests/setup/postgres.ts'
import { type RunningServer, newDataDir, removeDataDir, startServer } from '#tests/setup/server.ts'
import { figure, size } from '#tests/setup/size.ts'

/** A backup taken while people work, restored into a server that never saw them. */
const acts = size(200, 20)
let postgres: OwnPostgres
let server: RunningServer
let clerk: Clerk
const elsewhere = newDataDir()

beforeAll(async () => {
  postgres = await ownPostgres()
  const owner = kyselyOver(openPool('migrator', { max: 2 }))
  clerk = await Clerk.hire(owner, 2015)
  await owner.destroy()
  await clerk.signIn()
  server = await startServer({ environment: postgres.environment })
})

afterAll(async () => {
  await server.stop()
  await postgres.remove()
  removeDataDir(elsewhere)
})

test('a backup taken at work is the same record in another server, row for row', async () => {
  const { data } = embeddedPlaces()
  const backup = new pg.Client(connection('migrator'))
  await backup.connect()
  await backup.query(`select pg_backup_start('test', fast => true)`)
  await act(acts / 2)
  mkdirSync(elsewhere, { mode: 0o755 })
  copy(data, elsewhere)
  rmSync(path.join(elsewhere, path.basename(data), 'postmaster.pid'))
  await act(acts / 2)
  await server.stop()
  const before = await readTables()
  const stopped = await backup.query<{ label: string }>(
    'select labelfile as label from pg_backup_stop(wait_for_archive => false)',
  )
  const restored = path.join(elsewhere, path.basename(data))
  // What was written while the files were copied is in the log.
  copy(path.join(data, 'pg_wal'), restored)
  const label = path.join(restored, 'backup_label')
  const { uid, gid } = statSync(restored)
  writeFileSync(label, stopped.rows[0]?.label ?? '')
  chownSync(label, uid, gid)
  await backup.end()
  await clerk.expectKept()
  await closeDatabase()
  await postgres.stop()

  process.env['DATA_DIR'] = elsewhere
  expect(embeddedPlaces().data).toBe(restored)
  const other = await startEmbedded()
  try {
    const after = await readTables()
    expect(Object.keys(after).length).toBeGreaterThan(40)
    expect(after).toEqual(before)
    const owner = kyselyOver(openPool('migrator', { max: 1 }))
    expect(await verifyAudit(owner, [])).toMatchObject({ broken: null })
    await owner.destroy()
    await other.stop()
    await expectInUse()
    const rows = Object.values(after).reduce((sum, table) => sum + table.rows, 0)
    figure(
      'restore',
      `${Object.keys(after).length} tables, ${rows} rows equal, ${clerk.acknowledged.length} writes while the backup ran`,
    )
  } finally {
    await other.stop()
  }
})

/** What was not acknowledged is sent again, as people do while a backup slows the disk. */
async function act(times: number): Promise<void> {
  const enough = clerk.acknowledged.length + times
  while (clerk.acknowledged.length < enough) await clerk.act(server.origin)
}

function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
}

/** Every table's rows as one hash each, whatever their order on disk. */
async function readTables(): Promise<Record<string, { rows: number; hash: string | null }>> {
  const owner: Db = kyselyOver(openPool('migrator', { max: 1 }))
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker') order by 1`.execute(owner)
  const read: Record<string, { rows: number; hash: string | null }> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ rows: number; hash: string | null }>`
      select count(*)::int as rows, md5(string_agg(md5(t::text), '' order by md5(t::text))) as hash
      from ${sql.raw(name)} t`.execute(owner)
    if (rows[0]) read[name] = rows[0]
  }
  await owner.destroy()
  return read
}

/** The restored folder is one a server starts on and people sign in to. */
async function expectInUse(): Promise<void> {
  const other = await startServer({ dataDir: elsewhere })
  const cookie = await signInAt(other.origin, 'dana.whitfield@eda.example.org')
  const page = await knock(other.origin, `/reports/${clerk.number}`, { headers: { cookie } })
  expect(page.status).toBe(200)
  await other.stop()
}
