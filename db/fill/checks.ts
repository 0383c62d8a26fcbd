import { sql } from 'kysely'
import type { Trx } from '../index.ts'

/** The tables that get millions of rows, or whose triggers would count them one by one. */
const large = [
  'awards',
  'award_sectors',
  'award_states',
  'award_targets',
  'award_coverage',
  'reports',
  'report_answers',
  'report_versions',
  'accepted_figures',
  'award_figures',
  'events',
  'notices',
  'report_reminders',
  'report_clocks',
]

/** Those of them that no step reads by a key. */
const unread = [
  'report_answers',
  'report_versions',
  'accepted_figures',
  'events',
  'report_reminders',
  'report_clocks',
]

/** Does the work with the large tables bare of foreign keys, triggers and every index that nothing rests on,
 *  and then puts all of them back, which checks every row: by far the fastest way to write that many. Who
 *  works alone in the database, as its owner, in one transaction, may do so. */
export async function withoutChecks(trx: Trx, work: () => Promise<void>): Promise<void> {
  const foreign = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conrelid = any (${large}::regclass[])
    order by 1, 2
  `.execute(trx)
  const keys = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint own where contype in ('p', 'u') and conrelid = any (${unread}::regclass[])
      and not exists (
        select from pg_constraint other where other.contype = 'f' and other.conindid = own.conindid
          and other.conrelid <> all (${large}::regclass[]))
    order by 1, 2
  `.execute(trx)
  const indexes = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = any (${large}::regclass[]) and not exists (
      select from pg_constraint where conindid = indexrelid)
    order by 1
  `.execute(trx)
  for (const { table, name } of [...foreign.rows, ...keys.rows]) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(trx)
  }
  for (const { name } of indexes.rows) await sql`drop index ${sql.raw(name)}`.execute(trx)
  for (const table of large)
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(trx)
  await work()
  for (const { table, name, definition } of keys.rows) await restore(trx, table, name, definition)
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(trx)
  for (const table of large) await sql`analyze ${sql.table(table)}`.execute(trx)
  for (const { table, name, definition } of foreign.rows)
    await restore(trx, table, name, definition)
  for (const table of large)
    await sql`alter table ${sql.table(table)} enable trigger user`.execute(trx)
}

async function restore(trx: Trx, table: string, name: string, definition: string): Promise<void> {
  await sql`
    alter table ${sql.table(table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(
    trx,
  )
}
