import type { Task } from 'graphile-worker'
import { freeLostJobs } from '#db/queue.ts'

const minutes = 5

/** What a killed process was doing is done by another. The queue keeps its own time, the database's. */
export const freeJobs: Task = (_payload, { withPgClient }) =>
  withPgClient((client) => freeLostJobs(client, new Date(Date.now() - minutes * 60_000)))
