import { type Expression, type SqlBool, sql } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { db } from '../index.ts'

/** Whether an id is among those of a scope, looked up row by row: as a column, or as one condition of
 *  several that suffice, `in` would read the whole scope first, and so would an `exists` that the planner
 *  may turn into a hash; with an offset it may not. */
export function isAmong(scope: Expression<{ id: number }>, id: Expression<number | null>) {
  return sql<boolean>`exists (select from ${scope} as seen where seen.id = ${id} offset 0)`
}

/** The awards an officer looks after today: the own, and those of colleagues the officer stands in for. */
export function caseloadOf(membershipId: number) {
  return db
    .selectFrom('caseloads')
    .where(sql<SqlBool>`caseloads.membership_id = any(${desksOf(membershipId)})`)
    .where('caseloads.endedAt', 'is', null)
    .select('caseloads.awardId')
}

/** The awards of officers whose memberships name a person as supervisor. */
export function caseloadsUnder({ personId, organizationId }: Actor) {
  return db
    .selectFrom('caseloads')
    .innerJoin('memberships as under', 'under.id', 'caseloads.membershipId')
    .where('under.supervisorId', '=', personId)
    .where('under.organizationId', '=', organizationId)
    .where('caseloads.endedAt', 'is', null)
    .select('caseloads.awardId')
}

/** The memberships that one answers for today: its own, and those it stands in for. One step and no more:
 *  whoever stands in for somebody passes nothing of it on. */
export function desksOf(membershipId: number) {
  return sql<number[]>`array(
    select ${membershipId}::bigint union all
    select delegations.membership_id from delegations
    where delegations.delegate_membership_id = ${membershipId}::bigint and ${isAwayOn(today())}
  )`
}

/** Whether an absence holds on a day. */
export function isAwayOn(day: string) {
  return sql<SqlBool>`(delegations.ended_at is null
    and ${day}::date between delegations.begins_on and delegations.ends_on)`
}

/** The officers somebody is the supervisor of: who name the person, and, of those who name nobody, the
 *  grants officers of the same office. */
export function membershipsUnder({ personId, organizationId, role }: Actor) {
  return db
    .selectFrom('memberships as under')
    .where('under.organizationId', '=', organizationId)
    .where('under.role', '=', 'officer')
    .where('under.endedAt', 'is', null)
    .where((eb) =>
      role === 'grants_officer'
        ? eb.or([eb('under.supervisorId', '=', personId), eb('under.supervisorId', 'is', null)])
        : eb('under.supervisorId', '=', personId),
    )
    .select('under.id')
}

/** The reports a membership was asked for a second look at. */
export function looksAskedOf(membershipId: number) {
  return db
    .selectFrom('reportOpinions')
    .where('reportOpinions.colleagueMembershipId', '=', membershipId)
    .select('reportOpinions.reportId')
}

export function awardsOfAgency(agencyCode: string | null) {
  return db.selectFrom('awards').where('awards.agencyCode', '=', agencyCode).select('awards.id')
}

/** The studies a membership works on today. */
export function ownStudies(membershipId: number) {
  return db
    .selectFrom('studyTeam')
    .where('studyTeam.membershipId', '=', membershipId)
    .where('studyTeam.endedAt', 'is', null)
    .select('studyTeam.studyId')
}

/** The own studies, and those of colleagues one stands in for. */
export function studiesWorkedOn(membershipId: number) {
  return db
    .selectFrom('studyTeam')
    .where(sql<SqlBool>`study_team.membership_id = any(${desksOf(membershipId)})`)
    .where('studyTeam.endedAt', 'is', null)
    .select('studyTeam.studyId')
}

export function sitesOfOwnStudies(membershipId: number) {
  return db
    .selectFrom('studySites')
    .where('studySites.studyId', 'in', studiesWorkedOn(membershipId))
    .select('studySites.awardId')
}

export function unanswered(actor: never): never {
  throw new Error(`No scope for ${JSON.stringify(actor)}`)
}
