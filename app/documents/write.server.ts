import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ReportDocument } from '#app/domain/report/document.ts'
import { threadOf } from '#db/thread.ts'

/** What one report may take, and how long the thread stays for another. */
const limits = { seconds: 60, megabytes: 256, idleSeconds: 60 }

let thread: Worker | null = null
let lastTurn: Promise<unknown> = Promise.resolve()
let leaving: NodeJS.Timeout | undefined

/** A report as the bytes of a PDF, written off the event loop: a page of figures takes a tenth of a
 *  second of a processor. Reports are written one at a time, in the order they were asked for. */
export function writePdf(report: ReportDocument): Promise<Uint8Array> {
  const written = lastTurn.then(() => writeInThread(report))
  lastTurn = written.catch(() => undefined)
  return written
}

async function writeInThread(report: ReportDocument): Promise<Uint8Array> {
  clearTimeout(leaving)
  const worker = (thread ??= openThread())
  const limit = setTimeout(() => void worker.terminate(), limits.seconds * 1000)
  const done = new AbortController()
  try {
    worker.postMessage(report)
    const [bytes] = await Promise.race([
      once(worker, 'message', { signal: done.signal }),
      endOf(worker, done.signal),
    ])
    return bytes as Uint8Array
  } catch (error) {
    if (thread === worker) closeThread()
    throw error
  } finally {
    done.abort()
    clearTimeout(limit)
    leaving = setTimeout(closeThread, limits.idleSeconds * 1000).unref()
  }
}

async function endOf(worker: Worker, signal: AbortSignal): Promise<never> {
  await once(worker, 'exit', { signal })
  throw new Error('The thread that writes PDFs ended before it answered')
}

function openThread(): Worker {
  const worker = new Worker(threadOf('app/documents/worker.ts'), {
    eval: true,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 },
  })
  // A server that stops does not wait for it.
  worker.unref()
  return worker
}

function closeThread(): void {
  void thread?.terminate()
  thread = null
}
