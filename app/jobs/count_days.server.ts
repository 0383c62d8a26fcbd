import { permitSystem } from '#app/domain/access.ts'
import { keepMissingDays } from '#db/reports/clocks.ts'

/** Counts the days of reports that moved before days were kept; where none is missing it does nothing. */
export async function countDays(): Promise<void> {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'count_days' } as const
  await keepMissingDays(permitSystem(scheduler, 'report.open'))
}
