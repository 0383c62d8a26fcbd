import { sql } from 'kysely'
import type { SystemActor } from '#app/domain/access.ts'
import { openPool } from './connection.ts'
import { record } from './events.ts'
import { type Db, kyselyOver } from './index.ts'

/** Drops every table, type and function of ours, as the owner. Extensions and roles stay. */
export async function emptyDatabase(): Promise<void> {
  await asOwner(async (owner) => {
    await sql`drop schema if exists graphile_worker cascade`.execute(owner)
    await sql`
      do $$
      declare statement text;
      begin
        -- Listed before the first is dropped: a function that takes a table's row goes with the table.
        foreach statement in array array(
          select format('drop table if exists %I.%I cascade', schemaname, tablename)
          from pg_tables where schemaname = 'public'
          union all
          select format('drop type if exists %I cascade', relname)
          from pg_class where relnamespace = 'public'::regnamespace and relkind = 'c'
          union all
          select format('drop function if exists %s cascade', oid::regprocedure)
          from pg_proc
          where pronamespace = 'public'::regnamespace and not exists (
            select from pg_depend where objid = pg_proc.oid and deptype = 'e')
        ) loop
          execute statement;
        end loop;
      end $$
    `.execute(owner)
  })
}

/** Whether anybody else is connected to the database. */
export async function isInUse(): Promise<boolean> {
  return asOwner(async (owner) => {
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend'
      limit 1
    `.execute(owner)
    return rows.length > 0
  })
}

export async function recordReset(operator: SystemActor, seed: number): Promise<void> {
  await asOwner((owner) =>
    owner
      .transaction()
      .execute((trx) => record(trx, operator, { kind: 'database.reset', after: { seed } })),
  )
}

async function asOwner<T>(work: (owner: Db) => Promise<T>): Promise<T> {
  const owner = kyselyOver(openPool('migrator', { max: 1 }))
  try {
    return await work(owner)
  } finally {
    await owner.destroy()
  }
}
