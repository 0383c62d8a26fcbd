import { Worker } from 'node:worker_threads'
import { threadOf } from '#db/thread.ts'
import { kindOfSheet } from './kinds.ts'
import { Unreadable } from './unreadable.ts'
import type { SheetRead, SheetTask } from './reading.ts'

const threads = 2

/** What one file may take. */
const readingLimits = { seconds: 20, megabytes: 256 }

const tooHeavy = 'This file takes too much time or memory to read. Use the template.'

/** Reads a file of figures off the event loop, with bounded memory and time and no more than two at once.
 *  Its kind and size are known before any parser sees it. */
export async function readSheet(
  name: string,
  bytes: Uint8Array,
  limits = readingLimits,
): Promise<SheetRead> {
  try {
    const kind = kindOfSheet(name, bytes)
    return await inTurn(() => readInThread({ kind, bytes }, limits))
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, say: error.message }
    throw error
  }
}

async function readInThread(
  task: SheetTask,
  { seconds, megabytes }: typeof readingLimits,
): Promise<SheetRead> {
  const worker = new Worker(threadOf('app/sheets/worker.ts'), {
    eval: true,
    workerData: task,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
  })
  const limit = setTimeout(() => void worker.terminate(), seconds * 1000)
  try {
    return await new Promise<SheetRead>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (error) => {
        const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        if (isMemory) resolve({ ok: false, say: tooHeavy })
        else reject(error)
      })
      worker.once('exit', () => resolve({ ok: false, say: tooHeavy }))
    })
  } finally {
    clearTimeout(limit)
    void worker.terminate()
  }
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= threads) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
