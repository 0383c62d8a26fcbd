import { EventEmitter, once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type Runner, type TaskList, type WorkerEvents, run } from 'graphile-worker'
import { openPool } from '#db/connection.ts'
import { freeJobsOf } from '#db/queue.ts'
import { logError } from '../log.server.ts'

/** A worker that goes on by itself: one that loses the database ends, and another takes its place and its
 *  jobs as soon as the database answers. `stop` lets running jobs end. */
export async function keepWorking(
  tasks: TaskList,
  schedule = '',
): Promise<{ stop(): Promise<void> }> {
  const pool = openPool('worker', { max: 4 })
  const stopping = new AbortController()
  let runner = await startRunner(pool, tasks, schedule)
  const keepRunning = async () => {
    for (;;) {
      await runner.ended
      if (stopping.signal.aborted) return
      await letGo(runner)
      const next = await replace(pool, runner, () => startRunner(pool, tasks, schedule), stopping)
      if (!next) return
      runner = next
      if (stopping.signal.aborted) return letGo(runner)
    }
  }
  const ended = keepRunning()
  return {
    async stop() {
      stopping.abort()
      await letGo(runner)
      await ended
      await pool.end()
    },
  }
}

interface NamedRunner extends Runner {
  /** What its jobs are locked by. */
  poolId: string
  /** Once it takes no jobs any more and has none left. */
  ended: Promise<void>
}

type Pool = ReturnType<typeof openPool>

async function startRunner(pool: Pool, tasks: TaskList, schedule: string): Promise<NamedRunner> {
  const events: WorkerEvents = new EventEmitter()
  let poolId = ''
  events.on('pool:create', ({ workerPool }) => (poolId = workerPool.id))
  // One that could not tell of two jobs never says itself that it has ended.
  const over = ['gracefulShutdown:complete', 'forcefulShutdown:complete', 'forcefulShutdown:error']
  const signs = over.map((sign) => once(events, `pool:${sign}`))
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab: schedule,
    events,
    noHandleSignals: true,
    preset: {
      // Done and failed jobs are told in batches: told one by one, a failure to tell ends the process.
      worker: { concurrentJobs: 2, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
    logger: new Logger(() => (level, message) => {
      if (level === 'error') logError('worker', new Error(message))
    }),
  })
  const ended = Promise.race([runner.promise, ...signs]).then(
    () => undefined,
    (error: unknown) => logError('worker', error),
  )
  return Object.assign(runner, { poolId, ended })
}

/** Milliseconds for what a runner still has to tell the database once its jobs have ended. */
const patience = 5000

/** Ends a runner and its schedule. One that has ended by itself refuses, which is as well. */
async function letGo(runner: NamedRunner): Promise<void> {
  const stopped = runner.stop().catch(() => undefined)
  const late = runner.ended.then(() => pause(patience, undefined, { ref: false }))
  await Promise.race([stopped, late])
}

/** Tries until the database answers; null where the server stops first. */
async function replace(
  pool: Pool,
  { poolId }: NamedRunner,
  start: () => Promise<NamedRunner>,
  stopping: AbortController,
): Promise<NamedRunner | null> {
  while (!stopping.signal.aborted) {
    try {
      await freeJobsOf(pool, poolId)
      return await start()
    } catch (error) {
      logError('worker', error)
      await pause(1000, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  return null
}
