import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { permitSystem } from '#app/domain/access.ts'
import { keepPdf } from '../documents/keep.server.ts'
import { readUnprinted } from '#db/reports/documents.ts'

const payload = z.object({ reportId: z.number(), no: z.number() })

/** Makes the PDF of what was just submitted; run again, it finds it made. */
export const keepSubmittedPdf: Task = async (given) => {
  const { reportId, no } = payload.parse(given)
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'keep_pdf' } as const
  const keeper = permitSystem(scheduler, 'report.print')
  const version = await readUnprinted(keeper, reportId, no)
  if (version) await keepPdf(keeper, version)
}
