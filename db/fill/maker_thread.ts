import { parentPort } from 'node:worker_threads'
import { type Batch, makeReports } from './report_rows.ts'

// The other side of maker.ts.
parentPort?.on('message', (batch: Batch) => {
  const made = makeReports(batch)
  parentPort?.postMessage(
    made,
    Object.values(made).map(({ buffer }) => buffer),
  )
})
