import { parentPort, workerData } from 'node:worker_threads'
import { type SheetTask, readBytes } from './reading.ts'

// Runs in a thread of its own: reads one file, answers, and is gone.
parentPort?.postMessage(await readBytes(workerData as SheetTask))
