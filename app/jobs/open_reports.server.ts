import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { openReports } from '#db/reports/open.ts'

/** Opens what became due since yesterday; once a day is enough, and twice does no harm. */
export async function openDueReports(): Promise<void> {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'open_reports' } as const
  await openReports(permitSystem(scheduler, 'report.open'), today())
}
