import type { Actor, SystemActor, Visitor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import type { Trx } from './index.ts'
import { notify } from './notices.ts'

/** What happened, to what, and how it changed. The award or study decides whose chain it joins. */
export interface Happening {
  kind: string
  awardId?: number
  reportId?: number
  studyId?: number
  milestoneCode?: string
  subjectPersonId?: number
  /** The organization of an account event; otherwise the one the actor acts for. */
  organizationId?: number
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
}

/** Writes one event in the transaction of what it tells of, and the notices of those it concerns: audit
 *  trail, history and notices are readings of these rows. The database draws its number and hash from
 *  the chain's head. */
export async function record(
  trx: Trx,
  actor: Actor | SystemActor | Visitor,
  happening: Happening,
): Promise<void> {
  const { before, after, ...rest } = happening
  const at = now()
  const { id } = await trx
    .insertInto('events')
    .values({
      ...whoActs(actor),
      ...rest,
      before: before ? JSON.stringify(before) : null,
      after: after ? JSON.stringify(after) : null,
      at,
      requestId: actor.requestId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await notify(trx, actor, { id, at }, happening)
}

function whoActs(actor: Actor | SystemActor | Visitor) {
  switch (actor.kind) {
    case 'person':
      return {
        personId: actor.personId,
        membershipId: actor.membershipId,
        organizationId: actor.organizationId,
      }
    case 'visitor':
      return { personId: actor.personId }
    case 'system':
      return { systemActor: actor.name }
  }
}
