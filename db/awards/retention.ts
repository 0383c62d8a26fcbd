import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { dayIn, now } from '#app/domain/clock.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { earliestDisposal } from '#app/domain/retention.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

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
        .where('reports.templateCode', '=', financialReport)
        .whereRef('reports.periodEnd', '>=', 'awards.periodEnd')
        .select(({ fn }) => fn.max('reportVersions.submittedAt').as('at'))
        .as('finalAt'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const hold = await db
    .selectFrom('awardHolds')
    .innerJoin('people', 'people.id', 'awardHolds.placedBy')
    .where('awardId', '=', awardId)
    .where('awardId', 'in', awardsSeenBy(actor))
    .where('liftedAt', 'is', null)
    .select(['reason', 'placedAt', 'people.name as placedBy'])
    .executeTakeFirst()
  const finalOn = award.finalAt && dayIn(award.finalAt)
  return { finalOn, disposableOn: finalOn && earliestDisposal(finalOn), hold: hold ?? null }
}

export type Retention = NonNullable<Awaited<ReturnType<typeof findRetention>>>

const financialReport = 'FIN-Q'

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
    if (award.heldSince) throw new Conflict('The records of this award are under a hold already.')
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
    if (!award.heldSince) throw new Conflict('There is no hold on the records of this award.')
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

/** Holds the award for a change and moves its version on, so that of two people one is first. */
async function takeAward(
  trx: Trx,
  actor: Permitted<'award.hold'>,
  number: string,
  version: number,
) {
  const award = await trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.agencyCode', '=', actor.agencyCode)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.organizationId',
      'awards.version',
      eb
        .selectFrom('awardHolds')
        .whereRef('awardHolds.awardId', '=', 'awards.id')
        .where('liftedAt', 'is', null)
        .select('placedAt')
        .as('heldSince'),
    ])
    .forUpdate()
    .executeTakeFirst()
  if (!award) return null
  if (award.version !== version) {
    throw new Conflict(
      'This award was changed after you opened the page.',
      await lastOf(trx, award.id),
    )
  }
  await trx
    .updateTable('awards')
    .set({ version: sql`version + 1` })
    .where('id', '=', award.id)
    .execute()
  return award
}

/** Who changed an award last, and when. */
async function lastOf(trx: Trx, awardId: number) {
  const last = await trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.awardId', '=', awardId)
    .where('events.kind', 'like', 'award.%')
    .select(['people.name as who', 'events.at'])
    .orderBy('events.seq', 'desc')
    .executeTakeFirst()
  return { who: last?.who ?? null, at: last?.at.toISOString() ?? null }
}
