import { readdirSync } from 'node:fs'
import path from 'node:path'
import { CamelCasePlugin, Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import { runMigrations as migrateQueue } from 'graphile-worker'
import type pg from 'pg'
import { openPool } from './connection.ts'
import { grantRights } from './grants.ts'
import type { Database } from './schema.ts'

const folder = path.resolve('migrations')

/** Brings the database to the head of `migrations/` and gives each role exactly its rights.
 *  Refuses a database that knows migrations this code does not. */
export async function migrate(pool: pg.Pool = openPool('migrator', { max: 2 })): Promise<void> {
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  })
  try {
    const ahead = (await appliedMigrations(db)).filter((name) => !listMigrations().includes(name))
    if (ahead.length > 0) {
      throw new Error(
        `The database is ahead of this code: it has ${ahead.join(', ')}. Run the newer release, or restore a backup made before it.`,
      )
    }
    await ensureRoles(db)
    await migrateQueue({ pgPool: pool })
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
    const { error } = await migrator.migrateToLatest()
    if (error)
      throw error instanceof Error ? error : new Error('A migration failed', { cause: error })
    await grantRights(db)
  } finally {
    await db.destroy()
  }
}

export function listMigrations(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort()
}

async function appliedMigrations(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string | null }>`
    select case when to_regclass('public.kysely_migration') is null then null else 'yes' end as name
  `.execute(db)
  if (rows[0]?.name == null) return []
  const applied = await sql<{
    name: string
  }>`select name from kysely_migration order by name`.execute(db)
  return applied.rows.map((row) => row.name)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const found: Record<string, Migration> = {}
  for (const name of listMigrations()) {
    found[name] = (await import(`../migrations/${name}.ts`)) as Migration
  }
  return found
}

/** On the embedded server the roles sign in by themselves; on a server of one's own the owner steps down to them. */
async function ensureRoles(db: Kysely<Database>): Promise<void> {
  const login = process.env['DATABASE_URL'] ? 'nologin' : 'login'
  for (const role of ['app', 'worker', 'readonly']) {
    const { rows } = await sql`select 1 from pg_roles where rolname = ${role}`.execute(db)
    try {
      if (rows.length === 0) await sql`create role ${sql.id(role)} ${sql.raw(login)}`.execute(db)
      if (login === 'nologin') await sql`grant ${sql.id(role)} to current_user`.execute(db)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(
        `The owner in DATABASE_URL must be able to make the role ${role} and act as it (${why}). Let a superuser run: alter role OWNER createrole.`,
        { cause: error },
      )
    }
  }
}
