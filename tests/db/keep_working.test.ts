import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { keepWorking } from '#app/jobs/keep_working.server.ts'
import type { Db } from '#db/index.ts'
import { testDatabase } from '#tests/setup/database.ts'

let owner: Db
let worker: { stop(): Promise<void> }
const begun: string[] = []
const done: string[] = []
const doors = new Map<string, () => void>()

/** A job that ends when the test lets it, the first time. */
const waiting = (name: string) => async () => {
  const again = begun.includes(name)
  begun.push(name)
  if (!again) await new Promise<void>((open) => doors.set(name, open))
  done.push(name)
}

beforeAll(async () => {
  owner = await testDatabase()
  await sql`create sequence refusals`.execute(owner)
  await sql`grant usage on sequence refusals to worker`.execute(owner)
  await sql`create function refuse() returns trigger language plpgsql as $$ begin
    perform nextval('refusals');
    if tg_op = 'UPDATE' then perform pg_advisory_xact_lock_shared(7); end if;
    raise 'The queue cannot be written.';
  end $$`.execute(owner)
  worker = await keepWorking({
    first: waiting('first'),
    second: waiting('second'),
    later: () => Promise.resolve(void done.push('later')),
  })
})

afterAll(() => worker.stop())

const until = (is: () => boolean | Promise<boolean>) => vi.waitUntil(is, { timeout: 20_000 })

const add = (task: string) => sql`select graphile_worker.add_job(${task})`.execute(owner)

async function refusals(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select case when is_called then last_value else 0 end as count from refusals`.execute(owner)
  return rows[0]?.count ?? 0
}

test('a worker that could tell of neither of two jobs gives way to another', async () => {
  vi.spyOn(console, 'trace').mockReturnValue(undefined)
  await add('first')
  await add('second')
  await until(() => begun.length === 2)
  await owner.connection().execute(async (holder) => {
    await sql`select pg_advisory_lock(7)`.execute(holder)
    await sql`create trigger refused before update or delete on graphile_worker._private_jobs
      for each row execute function refuse()`.execute(holder)
    await add('later')
    doors.get('first')?.()
    // The first is not told, and its worker waits while it asks for the next.
    await until(async () => (await refusals()) === 2)
    doors.get('second')?.()
    await until(async () => (await refusals()) === 3)
    await sql`select pg_advisory_unlock(7)`.execute(holder)
    await sql`drop trigger refused on graphile_worker._private_jobs`.execute(holder)
  })
  await until(() => done.includes('later'))
  await until(() => done.length === 5)
  expect(done.slice(2).sort()).toEqual(['first', 'later', 'second'])
})
