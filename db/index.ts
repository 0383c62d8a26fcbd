import {
  CamelCasePlugin,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { openPool } from './connection.ts'
import type { Database } from './schema.ts'

// Plain dates stay the strings they are, counts are numbers, money stays exact text.
const int8Array = 1016
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(int8Array as number, (value: string) =>
  value.slice(1, -1).split(',').filter(Boolean).map(Number),
)

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

export function kyselyOver(pool: PostgresPool | (() => Promise<PostgresPool>)): Db {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  })
}

let opened: pg.Pool | undefined

/** The process's one pool, as the `app` role, opened at the first question. */
export function appPool(): pg.Pool {
  return (opened ??= openPool('app', { max: 12 }))
}

export const db: Db = kyselyOver(() => Promise.resolve(appPool()))

/** Ends the pool, at the end of the process or of what it asked; `db` answers nothing after it. */
export async function closeDatabase(): Promise<void> {
  const pool = opened
  opened = undefined
  await pool?.end()
}
