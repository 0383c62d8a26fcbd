import { setClockOffset } from './domain/clock.ts'
import { closeDatabase } from '#db/index.ts'
import { env } from './env.server.ts'
import { stopTakingWork } from './readiness.server.ts'
import { startWorker } from './jobs/worker.server.ts'

declare const __TEST_BUILD__: boolean

/** What runs beside the pages of this process; `stop` ends it in order. */
export async function boot() {
  if (__TEST_BUILD__) setClockOffset(env().clockOffset)
  const worker = await startWorker()
  return {
    stopTakingWork,
    async stop() {
      await worker.stop()
      await closeDatabase()
    },
  }
}
