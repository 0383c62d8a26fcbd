import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import {
  type OverlapAction,
  type OverlapHappening,
  type OverlapMove,
  overlapActionLabels,
  overlapMoves,
  overlapStateLabels,
} from '#app/domain/overlap/life.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { caseloadOf, overlapsSeenBy } from '../scope.ts'
import { mustBeSettled } from '../studies/alerts.ts'
import { type WriteKey, writeOnce } from '../write.ts'

/** A director moves a finding on, in the state and version that the page showed. Both awards keep it in their
 *  history. Null: no such finding. */
export async function moveOverlap(
  actor: Permitted<'overlap.decide'>,
  key: WriteKey,
  at: { id: number; version: number },
  move: OverlapMove,
  { action, words }: { action: OverlapAction | null; words: string },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, at.id)
    if (!taken) return null
    const { from, to } = overlapMoves[move]
    const isOpen = (from as readonly string[]).includes(taken.state)
    if (taken.version !== at.version || !isOpen) await overtaken(trx, at.id)
    // Taking it up decides nothing, nor does opening it again.
    if (move !== 'triage' && move !== 'reopen') await mustBeSettled(trx, at.id)
    await trx
      .updateTable('overlapFindings')
      .set((eb) => ({
        state: to,
        ...(move === 'plan' && { action }),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', at.id)
      .execute()
    await tell(trx, actor, at.id, move, words)
    for (const [awardId, other] of taken.sides) {
      await record(trx, actor, {
        kind: kinds[move],
        awardId,
        before: { state: overlapStateLabels[taken.state] },
        after: {
          overlap: at.id,
          with: other,
          state: overlapStateLabels[to],
          ...(action && { action: overlapActionLabels[action] }),
        },
        reason: words,
      })
    }
    return at.id
  })
}

/** A director lets the grantees of both awards read a finding; once, and for good. */
export async function shareOverlap(
  actor: Permitted<'overlap.decide'>,
  key: WriteKey,
  at: { id: number; version: number },
  words: string,
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, at.id)
    if (!taken) return null
    if (taken.version !== at.version || taken.sharedAt !== null) await overtaken(trx, at.id)
    await trx
      .updateTable('overlapFindings')
      .set((eb) => ({ sharedAt: now(), version: eb('version', '+', 1) }))
      .where('id', '=', at.id)
      .execute()
    await tell(trx, actor, at.id, 'share', words)
    for (const [awardId, other] of taken.sides) {
      await record(trx, actor, {
        kind: 'overlap.shared',
        awardId,
        after: { overlap: at.id, with: other },
        reason: words,
      })
    }
    return at.id
  })
}

/** The officer of either award says what the record does not hold. Null: no finding of an own award. */
export async function commentOnOverlap(
  actor: Permitted<'overlap.comment'>,
  key: WriteKey,
  id: number,
  words: string,
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, id)
    if (!taken) return null
    const own = await trx
      .selectFrom('awards')
      .where('awards.id', 'in', [taken.lowAwardId, taken.highAwardId])
      .where('awards.id', 'in', caseloadOf(actor.membershipId))
      .select('awards.id')
      .orderBy('awards.id')
      .executeTakeFirst()
    if (!own) return null
    await tell(trx, actor, id, 'comment', words)
    await record(trx, actor, {
      kind: 'overlap.commented',
      awardId: own.id,
      after: { overlap: id, with: taken.sides.find(([side]) => side === own.id)?.[1] },
      reason: words,
    })
    return id
  })
}

const kinds = {
  triage: 'overlap.taken_up',
  confirm: 'overlap.confirmed',
  dismiss: 'overlap.dismissed',
  plan: 'overlap.planned',
  resolve: 'overlap.resolved',
  accept_risk: 'overlap.accepted',
  reopen: 'overlap.reopened',
} as const satisfies Record<OverlapMove, string>

async function take(trx: Trx, actor: Permitted<'overlap.decide' | 'overlap.comment'>, id: number) {
  const row = await trx
    .selectFrom('overlapFindings')
    .innerJoin('awards as low', 'low.id', 'overlapFindings.lowAwardId')
    .innerJoin('awards as high', 'high.id', 'overlapFindings.highAwardId')
    .where('overlapFindings.id', '=', id)
    .where('overlapFindings.id', 'in', overlapsSeenBy(actor))
    .select([
      'overlapFindings.state',
      'overlapFindings.version',
      'overlapFindings.sharedAt',
      'overlapFindings.lowAwardId',
      'overlapFindings.highAwardId',
      'low.number as lowNumber',
      'high.number as highNumber',
    ])
    .forUpdate('overlapFindings')
    .executeTakeFirst()
  if (!row) return null
  const sides: [awardId: number, other: string][] = [
    [row.lowAwardId, row.highNumber],
    [row.highAwardId, row.lowNumber],
  ]
  return { ...row, sides }
}

async function tell(
  trx: Trx,
  actor: Permitted<'overlap.decide' | 'overlap.comment'>,
  overlapId: number,
  move: OverlapHappening,
  words: string,
): Promise<void> {
  await trx
    .insertInto('overlapMoves')
    .values({ overlapId, move, words, movedBy: actor.personId, movedAt: now() })
    .execute()
}

/** Somebody was faster, or the rule judged an award that changed. */
async function overtaken(trx: Trx, id: number): Promise<never> {
  const last = await trx
    .selectFrom('overlapMoves')
    .leftJoin('people', 'people.id', 'overlapMoves.movedBy')
    .where('overlapId', '=', id)
    .where('move', '<>', 'comment')
    .select(['people.name', sql<Date>`moved_at`.as('at')])
    .orderBy('overlapMoves.id', 'desc')
    .executeTakeFirst()
  throw new Conflict('This finding is no longer as the page you used showed it.', {
    who: last?.name ?? null,
    at: last?.at.toISOString() ?? null,
  })
}
