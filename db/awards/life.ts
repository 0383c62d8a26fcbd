import type { Permitted, SystemPermitted } from '#app/domain/access.ts'
import { awardStatusLabels } from '#app/domain/award.ts'
import {
  type AwardMove,
  awardMoveEvents,
  awardMoveRefusal,
  awardMoves,
  isMoveFrom,
  terminationDayRefusal,
} from '#app/domain/award_life.ts'
import { today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lifeColumns } from './life_columns.ts'
import { lastChange, takeAward } from './take.ts'

/** Where an award stands in its life, with what its next moves depend on; null: none that the actor sees. */
export async function findLife(actor: Permitted<'award.read'>, number: string) {
  const award = await lives(db)
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select([
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.agencyCode',
      'awards.announcedOn',
      'organizations.name as leadOrganization',
    ])
    .executeTakeFirst()
  return award ?? null
}

export type Life = NonNullable<Awaited<ReturnType<typeof findLife>>>

/** When and why an award came to each of its states, the first first. */
export async function listLifeEvents(actor: Permitted<'award.read'>, awardId: number) {
  return db
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.awardId', '=', awardId)
    .where('events.awardId', 'in', awardsSeenBy(actor))
    .where('events.kind', 'in', Object.values(awardMoveEvents))
    .select(['events.kind', 'events.at', 'events.reason', 'people.name as who'])
    .orderBy('events.id')
    .execute()
}

export type LifeEvent = Awaited<ReturnType<typeof listLifeEvents>>[number]

/** Moves an award of the actor's agency on; `on` is the last day of the work where it is terminated. An
 *  illegal or repeated move is a conflict. Null: no such award. */
export async function moveAward(
  actor: Permitted<'award.move'>,
  key: WriteKey,
  at: { number: string; version: number },
  move: AwardMove,
  { reason, on = null }: { reason: string; on?: string | null },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeAward(trx, actor, at.number, at.version)
    if (!taken) return null
    const award = await lives(trx).where('awards.id', '=', taken.id).executeTakeFirstOrThrow()
    if (!isMoveFrom(move, award.status)) {
      throw new Conflict(
        `This award is ${awardStatusLabels[award.status].toLowerCase()}, so this cannot be done.`,
        await lastChange(trx, taken.id),
      )
    }
    const day = today()
    const refusal = awardMoveRefusal(move, award, day)
    if (refusal) throw new Refusal({ form: refusal })
    const endedOn = endOf(move, award, on, day)
    await trx
      .updateTable('awards')
      .set({
        status: awardMoves[move].to,
        ...(move === 'sign' && { signedOn: day }),
        ...(endedOn && { endedOn }),
      })
      .where('id', '=', taken.id)
      .execute()
    await record(trx, actor, {
      kind: awardMoveEvents[move],
      awardId: taken.id,
      before: { status: awardStatusLabels[award.status] },
      after: {
        status: awardStatusLabels[awardMoves[move].to],
        ...(endedOn && { lastDayOfTheWork: endedOn }),
      },
      reason,
    })
    return taken.number
  })
}

/** The last day of the work that a move sets; null where it sets none. */
function endOf(
  move: AwardMove,
  award: { periodStart: string | null; periodEnd: string | null },
  on: string | null,
  day: string,
): string | null {
  if (move === 'end') return award.periodEnd
  if (move !== 'terminate') return null
  const refusal = terminationDayRefusal(on ?? day, award, day)
  if (refusal) throw new Refusal({ 'on.month': refusal })
  return on ?? day
}

/** Records the end of every award whose period has passed, so many at a time. Answers how many. */
export async function endAwards(actor: SystemPermitted<'award.end'>, day: string): Promise<number> {
  let ended = 0
  for (;;) {
    const rows = await db.transaction().execute(async (trx) => {
      const over = await trx
        .selectFrom('awards')
        .where('status', 'in', ['active', 'suspended'])
        .where('periodEnd', '<', day)
        .select(['id', 'status', 'periodEnd'])
        .orderBy('id')
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const { id, status, periodEnd } of over) {
        await trx
          .updateTable('awards')
          .set((eb) => ({ status: 'ended', endedOn: periodEnd, version: eb('version', '+', 1) }))
          .where('id', '=', id)
          .execute()
        await record(trx, actor, {
          kind: awardMoveEvents.end,
          awardId: id,
          before: { status: awardStatusLabels[status] },
          after: { status: awardStatusLabels.ended, lastDayOfTheWork: periodEnd },
        })
      }
      return over.length
    })
    ended += rows
    if (rows < batch) return ended
  }
}

const batch = 200

function lives(within: Db | Trx) {
  return within.selectFrom('awards').select(['awards.id', 'awards.version', ...lifeColumns])
}
