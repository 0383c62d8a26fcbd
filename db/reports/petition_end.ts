import type { Actor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'

/** A report that is submitted or closed leaves nothing to decide: what was asked of it ends with it. */
export async function endPetition(
  trx: Trx,
  actor: Actor,
  report: { id: number; awardId: number },
): Promise<void> {
  const ended = await trx
    .updateTable('reportPetitions')
    .set((eb) => ({ outcome: 'overtaken', decidedAt: now(), version: eb('version', '+', 1) }))
    .where('reportId', '=', report.id)
    .where('outcome', 'is', null)
    .returning('kind')
    .executeTakeFirst()
  if (!ended) return
  await record(trx, actor, {
    kind: `${ended.kind}.overtaken`,
    awardId: report.awardId,
    reportId: report.id,
  })
}
