import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { dayIn, now } from '#app/domain/clock.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { financialForm } from '#app/domain/report/period_name.ts'
import { earliestDisposal } from '#app/domain/retention.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { takeAward } from './take.ts'

/** How long an award's records are kept: until three years after its final financial report was
 *  submitted, which is null before that, and beyond it while a hold is in force. */
export async function findRetention(actor: Permitted<'award.read'>, awardId: number) {
  const award = await db
    .selectFrom('awards')
    .where('awards.id', '=', awardId)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      eb
        .selectFrom('reports')
        .innerJoin('reportVersions', 'reportVersions.reportId', 'reports.id')
        .whereRef('reports.awardId', '=', 'awards.id')
        .where('reports.templateCode', '=', financialForm)
        .whereRef('reports.periodEnd', '>=', 'awards.periodEnd')
        .select(({ fn }) => fn.max('reportVersions.submittedAt').as('at'))
        .as('finalAt'),
      jsonObjectFrom(standingHold(db, awardId)).as('hold'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const finalOn = award.finalAt && dayIn(award.finalAt)
  const { hold } = award
  return {
    finalOn,
    disposableOn: finalOn && earliestDisposal(finalOn),
    hold: hold && { ...hold, placedAt: new Date(hold.placedAt) },
  }
}

export type Retention = NonNullable<Awaited<ReturnType<typeof findRetention>>>

/** Places a hold on the records of an award of the actor's agency. Null: no such award. */
export async function placeHold(
  actor: Permitted<'award.hold'>,
  key: WriteKey,
  number: string,
  version: number,
  { reason }: { reason: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeAward(trx, actor, number, version)
    if (!award) return null
    if (await standingHold(trx, award.id).executeTakeFirst())
      throw new Conflict('The records of this award are under a hold already.')
    await trx
      .insertInto('awardHolds')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        reason,
        placedBy: actor.personId,
        placedAt: now(),
      })
      .execute()
    await record(trx, actor, { kind: 'award.hold_placed', awardId: award.id, reason })
    return award.number
  })
}

/** Lifts the hold on an award of the actor's agency. Null: no such award. */
export async function liftHold(
  actor: Permitted<'award.hold'>,
  key: WriteKey,
  number: string,
  version: number,
  { reason }: { reason: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeAward(trx, actor, number, version)
    if (!award) return null
    if (!(await standingHold(trx, award.id).executeTakeFirst()))
      throw new Conflict('There is no hold on the records of this award.')
    await trx
      .updateTable('awardHolds')
      .set({ liftedBy: actor.personId, liftedAt: now(), liftedReason: reason })
      .where('awardId', '=', award.id)
      .where('liftedAt', 'is', null)
      .execute()
    await record(trx, actor, { kind: 'award.hold_lifted', awardId: award.id, reason })
    return award.number
  })
}

/** The hold in force on an award that was found through its scope, if there is one. */
function standingHold(within: Db | Trx, awardId: number) {
  return within
    .selectFrom('awardHolds')
    .innerJoin('people', 'people.id', 'awardHolds.placedBy')
    .where('awardId', '=', awardId)
    .where('liftedAt', 'is', null)
    .select(['reason', 'placedAt', 'people.name as placedBy'])
}
