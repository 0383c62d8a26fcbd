import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { threadOf } from '../thread.ts'
import type { Batch, MadeRows } from './report_rows.ts'

/** Makes the reports of a batch. */
export interface Maker {
  make(batch: Batch): Promise<MadeRows>
  close(): Promise<void>
}

/** So few awards are made sooner than a thread is started. */
const few = 1000

/** A thread of its own where there is much to make, so that both the making and the storing go on. */
export function openMaker(awards: number): Maker {
  if (awards <= few) {
    return {
      make: async (batch) => (await import('./report_rows.ts')).makeReports(batch),
      close: async () => undefined,
    }
  }
  const thread = new Worker(threadOf('db/fill/maker_thread.ts'), { eval: true })
  return {
    async make(batch) {
      thread.postMessage(batch)
      const [made] = (await once(thread, 'message')) as [MadeRows]
      return made
    },
    close: async () => void (await thread.terminate()),
  }
}
