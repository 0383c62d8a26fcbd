import { permitSystem } from '#app/domain/access.ts'
import { judgeQueued } from '#db/overlap/judge.ts'

/** Judges the pairs of awards that changed since they were judged last; the list says how many still wait. */
export async function judgeOverlaps(): Promise<void> {
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'judge_overlaps' } as const
  await judgeQueued(permitSystem(scheduler, 'overlap.judge'))
}
