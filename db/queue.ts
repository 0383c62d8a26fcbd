import type pg from 'pg'

type Asked = Pick<pg.ClientBase, 'query'>

/** Frees the jobs that a worker of this name holds; it has ended. */
export async function freeJobsOf(queue: Asked, poolId: string): Promise<void> {
  await queue.query('select graphile_worker.force_unlock_workers(array[$1])', [poolId])
}

/** Frees the jobs of workers that were killed: no job takes longer than minutes, and the queue itself
 *  would wait for hours. */
export async function freeLostJobs(queue: Asked, heldSince: Date): Promise<void> {
  await queue.query(
    `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
     from graphile_worker.jobs where locked_at < $1`,
    [heldSince],
  )
}
