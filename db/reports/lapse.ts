import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { isDelinquent } from '#app/domain/report/due.ts'
import { reportsExpectedBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { missedBefore } from './expected.ts'
import { moveReport, takeReportAt } from './state.ts'

/** Closes a delinquent report that never came, with a reason. */
export async function lapseReport(
  actor: Permitted<'extension.decide'>,
  key: WriteKey,
  number: string,
  version: number,
  { reason }: { reason: string },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version, reportsExpectedBy)
    if (!report) return null
    const day = today()
    const before = await trx
      .selectFrom('reports')
      .where('reports.id', '=', report.id)
      .select(missedBefore(day).as('missedBefore'))
      .executeTakeFirstOrThrow()
    const delinquent = report.state.versionNo === 0 && isDelinquent({ ...report, ...before }, day)
    await moveReport(trx, actor, report, 'lapse', {
      facts: { isDelinquent: delinquent },
      reason,
    })
    return { number }
  })
}
