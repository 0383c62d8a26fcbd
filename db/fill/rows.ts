import { sql } from 'kysely'
import type { Trx } from '../index.ts'

/** Inserts rows in one statement, an array for each column. A column's type may itself be an array, whose
 *  values are then given as PostgreSQL writes them. */
export async function insertRows<Name extends string>(
  trx: Trx,
  table: string,
  columns: Record<Name, string>,
  rows: readonly Record<Name, unknown>[],
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns) as Name[]
  const listed = sql.join(names.map((name) => sql.ref(name)))
  const given = names.map((name) => {
    const type = columns[name].endsWith('[]') ? 'text' : columns[name]
    return sql`${rows.map((row) => row[name])}::${sql.raw(type)}[]`
  })
  const read = names.map((name) => sql`given.${sql.ref(name)}::${sql.raw(columns[name])}`)
  await sql`
    insert into ${sql.table(table)} (${listed}) overriding system value
    select ${sql.join(read)} from unnest(${sql.join(given)}) as given (${listed})
  `.execute(trx)
}
