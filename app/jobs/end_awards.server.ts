import { permitSystem } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { endAwards } from '#db/awards/life.ts'

/** Records the end of awards whose last day was yesterday; a day that was missed is made up. */
export async function endPastAwards(): Promise<void> {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'end_awards' } as const
  await endAwards(permitSystem(scheduler, 'award.end'), today())
}
