import { sql } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { Conflict } from '#app/domain/outcome.ts'
import type { Trx } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'

/** Takes an award of the actor's own agency for a change and moves its version on, so that of two people
 *  one is first; null when there is none. Someone else's change since the page answers who and when. */
export async function takeAward(trx: Trx, actor: Actor, number: string, version: number) {
  const award = await trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.agencyCode', '=', actor.agencyCode)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select([
      'awards.id',
      'awards.number',
      'awards.organizationId',
      'awards.status',
      'awards.version',
    ])
    .forUpdate()
    .executeTakeFirst()
  if (!award) return null
  if (award.version !== version) {
    throw new Conflict(
      'This award was changed after you opened the page.',
      await lastChange(trx, award.id),
    )
  }
  await trx
    .updateTable('awards')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', award.id)
    .execute()
  return award
}

/** The same for a change of the award itself, which one that is closed no longer has. */
export async function takeOpenAward(trx: Trx, actor: Actor, number: string, version: number) {
  const award = await takeAward(trx, actor, number, version)
  const closed = award && closedRefusal(award.status)
  if (closed) throw new Conflict(closed, await lastChange(trx, award.id))
  return award
}

/** Whether somebody looks after an award today. */
export async function hasOfficer(trx: Trx, awardId: number): Promise<boolean> {
  const officer = await trx
    .selectFrom('caseloads')
    .where('awardId', '=', awardId)
    .where('endedAt', 'is', null)
    .select('membershipId')
    .executeTakeFirst()
  return officer !== undefined
}

/** Who last changed an award, and when. */
export async function lastChange(trx: Trx, awardId: number) {
  // A named model has a version of its own.
  return lastOf(eventsOf(trx, awardId, 'award.%').where('events.kind', '<>', 'award.model_named'))
}

/** Who last did something to one numbered thing of an award, and when: `key` is where its events keep the
 *  number. */
export async function lastMove(
  trx: Trx,
  awardId: number,
  { kinds, key, no }: { kinds: `${string}.%`; key: string; no: number },
) {
  return lastOf(eventsOf(trx, awardId, kinds).where(sql`events.after ->> ${key}`, '=', String(no)))
}

function eventsOf(trx: Trx, awardId: number, kinds: string) {
  return trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.awardId', '=', awardId)
    .where('events.kind', 'like', kinds)
    .select(['people.name as who', 'events.at'])
    .orderBy('events.seq', 'desc')
}

async function lastOf(events: ReturnType<typeof eventsOf>) {
  const last = await events.executeTakeFirst()
  return { who: last?.who ?? null, at: last?.at.toISOString() ?? null }
}
