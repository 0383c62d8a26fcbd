import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { remindOfReports } from '#db/reports/remind.ts'
import { remindOfAgreements } from '#db/studies/agreement_reminders.ts'

/** Reminds of due and waiting reports and of agreements that expire once a day; twice does no harm, and a missed day is made up for. */
export async function sendReminders(): Promise<void> {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'send_reminders' } as const
  await remindOfReports(permitSystem(scheduler, 'report.remind'), today())
  await remindOfAgreements(permitSystem(scheduler, 'agreement.remind'), today())
}
