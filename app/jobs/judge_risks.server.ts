import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { judgeRisks } from '#db/oversight/risk.ts'

/** Judges the risk of awards again: of all once a day, and in between of those of which something happened. */
export async function judgeAllRisks(): Promise<void> {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'judge_risks' } as const
  await judgeRisks(permitSystem(scheduler, 'risk.judge'), today())
}
