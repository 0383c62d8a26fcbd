import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPool } from '#db/connection.ts'
import { freeJobsOf, freeLostJobs } from '#db/queue.ts'
import { testDatabase } from '#tests/setup/database.ts'

let worker: pg.Pool

beforeAll(async () => {
  await testDatabase()
  worker = openPool('worker', { max: 1 })
})

beforeEach(async () => {
  await worker.query('delete from graphile_worker._private_jobs')
  await hold('one', 'killed long ago', 60)
  await hold('two', 'at work', 1)
})

afterAll(() => worker.end())

/** A job that somebody took some minutes ago and has not ended. */
async function hold(key: string, by: string, minutesAgo: number): Promise<void> {
  await worker.query(
    `select graphile_worker.add_job('end_sessions', run_at => now() - interval '2 hours', job_key => $1)`,
    [key],
  )
  await worker.query(
    `update graphile_worker._private_jobs set locked_by = $2, locked_at = $3 where key = $1`,
    [key, by, new Date(Date.now() - minutesAgo * 60_000)],
  )
}

async function held(): Promise<string[]> {
  const { rows } = await worker.query<{ locked_by: string }>(
    'select locked_by from graphile_worker.jobs where locked_by is not null order by 1',
  )
  return rows.map((row) => row.locked_by)
}

test('jobs of a killed worker are freed, those of one at work stay its own', async () => {
  await freeLostJobs(worker, new Date(Date.now() - 5 * 60_000))
  expect(await held()).toEqual(['at work'])
})

test('nothing is freed where nobody was killed', async () => {
  await freeLostJobs(worker, new Date(Date.now() - 3 * 60 * 60_000))
  expect(await held()).toEqual(['at work', 'killed long ago'])
})

test('a worker that has ended by itself gives its jobs back at once', async () => {
  await freeJobsOf(worker, 'at work')
  expect(await held()).toEqual(['killed long ago'])
})
