import { type Insertable, sql } from 'kysely'
import type { ReferenceTables } from '../schema/reference.ts'
import type { Trx } from '../index.ts'

/** What loading did to one table. `unlisted` rows are there but no longer in the file: they are kept,
 *  because something may point at them, and named here so that a person decides. */
export interface Loaded {
  table: string
  listed: number
  changed: number
  unlisted: number
}

type Table = keyof ReferenceTables

/** Writes the rows that are new or differ and leaves the others as they are, down to the row version. */
export async function upsert<T extends Table>(
  trx: Trx,
  table: T,
  key: (keyof ReferenceTables[T] & string)[],
  rows: Insertable<ReferenceTables[T]>[],
): Promise<Loaded> {
  const columns = Object.keys(rows[0] ?? {})
  const facts = columns.filter((column) => !key.some((part) => part === column))
  const refs = (names: string[], prefix = '') =>
    sql.join(names.map((name) => sql.ref(prefix + name)))
  const values = rows.map((row) => {
    const cells = new Map<string, unknown>(Object.entries(row))
    return sql`(${sql.join(columns.map((column) => cells.get(column) ?? null))})`
  })
  const onConflict =
    facts.length === 0
      ? sql`do nothing`
      : sql`do update set (${refs(facts)}) = row(${refs(facts, 'excluded.')})
          where (${refs(facts, `${table}.`)}) is distinct from (${refs(facts, 'excluded.')})`
  const written = await sql`
    insert into ${sql.table(table)} (${refs(columns)}) values ${sql.join(values)}
    on conflict (${refs(key)}) ${onConflict}
    returning 1`.execute(trx)
  const { rows: counted } = await sql<{ held: number }>`
    select count(*)::int as held from ${sql.table(table)}`.execute(trx)
  const held = counted[0]?.held ?? rows.length
  return { table, listed: rows.length, changed: written.rows.length, unlisted: held - rows.length }
}

/** Like `upsert` for rows that only link: those no longer listed go, since nothing can point at a link. */
export async function replaceLinks<T extends Table>(
  trx: Trx,
  table: T,
  key: (keyof ReferenceTables[T] & string)[],
  rows: Insertable<ReferenceTables[T]>[],
): Promise<Loaded> {
  const kept = rows.map((row) => {
    const cells = new Map<string, unknown>(Object.entries(row))
    return sql`(${sql.join(key.map((column) => sql`${String(cells.get(column))}`))})`
  })
  const names = sql.join(key.map((column) => sql`${sql.ref(column)}::text`))
  const gone = await sql`
    delete from ${sql.table(table)} where (${names}) not in (${sql.join(kept)}) returning 1`.execute(
    trx,
  )
  const loaded = await upsert(trx, table, key, rows)
  return { ...loaded, changed: loaded.changed + gone.rows.length }
}
