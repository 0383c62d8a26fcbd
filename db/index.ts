import {
  CamelCasePlugin,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { openPool } from './connection.ts'
import { preparing } from './prepared.ts'
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
let openedForFiles: pg.Pool | undefined

/** The process's one pool for its pages, as the `app` role, opened at the first question. */
export function appPool(): pg.Pool {
  return (opened ??= openPool('app', { max: 12 }))
}

/** Connections for files that are sent as the database writes them: a long one is no page's wait. */
export function filePool(): pg.Pool {
  return (openedForFiles ??= openPool('app', { max: 3 }))
}

export const db: Db = kyselyOver(() => Promise.resolve(preparing(appPool())))

/** Ends the pools, at the end of the process or of what it asked; `db` answers nothing after it. */
export async function closeDatabase(): Promise<void> {
  const [pages, files] = [opened, openedForFiles]
  opened = openedForFiles = undefined
  await pages?.end()
  await files?.end()
}
