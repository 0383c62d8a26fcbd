import type { Permitted } from '#app/domain/access.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'

/** Keeps that somebody took a list away: which, how many rows, and the hash of the file. */
export async function recordExport(
  actor: Permitted<
    'award.read' | 'clock.read' | 'portfolio.read' | 'replication.read' | 'agenda.read'
  >,
  kind:
    | 'awards.exported'
    | 'clocks.exported'
    | 'coverage.exported'
    | 'funds.exported'
    | 'money.exported'
    | 'replication.exported'
    | 'trend.exported'
    | 'solicitation.exported',
  /** `isCut`: the reader went away before the end, and the hash is of what was sent. */
  file: { address: string; rows: number; sha256: string; isCut?: true },
): Promise<void> {
  await db.transaction().execute((trx) => record(trx, actor, { kind, after: file }))
}
