import { type RawBuilder, sql } from 'kysely'
import type { Actor, SystemActor, Visitor } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import type { Trx } from './index.ts'
import { notify } from './notices.ts'
import { desksOf } from './scope.ts'

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
  const { before, after: _, ...rest } = happening
  const at = now()
  const { id } = await trx
    .insertInto('events')
    .values({
      ...whoActs(actor),
      ...rest,
      before: before ? JSON.stringify(before) : null,
      after: withAbsent(actor, happening),
      at,
      requestId: actor.requestId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await notify(trx, actor, { id, at }, happening)
}

/** Writes the events of many awards at once, of a kind that nobody is told of. */
export async function recordMany(
  trx: Trx,
  actor: Actor,
  kind: string,
  happenings: readonly (Pick<Happening, 'before' | 'after'> & { awardId: number })[],
): Promise<void> {
  const rows = happenings.map(({ awardId, before = null, after = null }) => ({
    award_id: awardId,
    before,
    after,
  }))
  await sql`
    insert into events (kind, at, person_id, membership_id, organization_id, award_id, before, after,
      request_id)
    select ${kind}, ${now()}::timestamptz, ${actor.personId}::bigint, ${actor.membershipId}::bigint,
      ${actor.organizationId}::bigint, award_id, before, after, ${actor.requestId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as one (award_id bigint, before jsonb, after jsonb)
    order by award_id
  `.execute(trx)
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

/** What is now, and for whom it was done, where somebody stands in for the award's officer or for a member of
 *  the study's team. */
function withAbsent(
  actor: Actor | SystemActor | Visitor,
  happening: Happening,
): string | null | RawBuilder<string | null> {
  const after = happening.after ? JSON.stringify(happening.after) : null
  const absent = actor.kind === 'person' ? absentAt(actor, happening) : null
  if (!absent) return after
  return sql`nullif(coalesce(${after}::jsonb, '{}') || coalesce((
    select jsonb_build_object('standingInFor', people.name)
    from (${absent}) desk
    join memberships on memberships.id = desk.membership_id
    join people on people.id = memberships.person_id
  ), '{}'), '{}')`
}

/** The desk at which a person acts for a colleague; no row where it is the own. */
function absentAt(
  { role, organizationKind, membershipId }: Actor,
  { awardId, studyId }: Happening,
): RawBuilder<unknown> | null {
  if (role === 'officer' && awardId !== undefined) {
    return sql`select membership_id from caseloads
      where award_id = ${awardId} and ended_at is null and membership_id <> ${membershipId}
        and membership_id = any(${desksOf(membershipId)})`
  }
  if (organizationKind === 'evaluator' && studyId !== undefined) {
    return sql`select min(membership_id) as membership_id from study_team
      where study_id = ${studyId} and ended_at is null
        and membership_id = any(${desksOf(membershipId)})
      having not bool_or(membership_id = ${membershipId})`
  }
  return null
}
