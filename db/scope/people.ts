import type { Actor } from '#app/domain/access.ts'
import { dueKinds, petitionNotices, siteInvitationNotices } from '#app/domain/notices.ts'
import { db } from '../index.ts'
import { awardsSeenBy } from './awards.ts'
import { reportsSeenBy, dueReportsSeenBy, reportsExpectedBy } from './reports.ts'
import { studiesSeenBy, tellsOfSeenInvitation, milestonesSeenBy } from './studies.ts'
import { membershipsUnder, ownStudies, isAmong, unanswered } from './own.ts'

/** Memberships an actor may list: an administrator and an auditor all, others those they answer for. */
export function membershipsSeenBy(actor: Actor) {
  const memberships = db.selectFrom('memberships').select('memberships.id')
  switch (actor.role) {
    case 'admin':
    case 'auditor':
      return memberships
    case 'certifier':
      return memberships.where('memberships.organizationId', '=', actor.organizationId)
    case 'lead':
      return memberships.where('memberships.id', 'in', (eb) =>
        eb
          .selectFrom('studyTeam')
          .where('studyTeam.studyId', 'in', ownStudies(actor.membershipId))
          .where('studyTeam.endedAt', 'is', null)
          .select('studyTeam.membershipId'),
      )
    case 'officer':
    case 'grants_officer':
    case 'evaluation_officer':
    case 'director':
    case 'task_force':
    case 'preparer':
    case 'viewer':
    case 'analyst':
      return memberships.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Invitations an actor may list: those into what they answer for. */
export function invitationsSeenBy(actor: Actor) {
  const invitations = db.selectFrom('invitations').select('invitations.id')
  switch (actor.role) {
    case 'admin':
    case 'auditor':
      return invitations
    case 'certifier':
      return invitations.where('invitations.organizationId', '=', actor.organizationId)
    case 'lead':
      return invitations.where('invitations.studyId', 'in', ownStudies(actor.membershipId))
    case 'officer':
    case 'grants_officer':
    case 'evaluation_officer':
    case 'director':
    case 'task_force':
    case 'preparer':
    case 'viewer':
    case 'analyst':
      return invitations.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Organizations an actor may invite people into. */
export function organizationsInvitedBy(actor: Actor) {
  const organizations = db.selectFrom('organizations').select('organizations.id')
  switch (actor.role) {
    case 'admin':
      return organizations
    case 'certifier':
    case 'lead':
      return organizations.where('organizations.id', '=', actor.organizationId)
    case 'officer':
    case 'grants_officer':
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
    case 'task_force':
    case 'preparer':
    case 'viewer':
    case 'analyst':
      return organizations.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Account events, for those who keep or audit the accounts. */
export function accountEventsSeenBy(actor: Actor) {
  const events = db.selectFrom('events').select('events.id')
  if (actor.role === 'admin' || actor.role === 'auditor') {
    return events.where('events.kind', 'like', 'account.%')
  }
  return events.where((eb) => eb.lit(false))
}

/** Every event's place in its chain, of which these two may know no more than kind and time. */
export function chainPlacesSeenBy(actor: Actor) {
  const events = db.selectFrom('events').select('events.id')
  return actor.role === 'admin' || actor.role === 'auditor'
    ? events
    : events.where((eb) => eb.lit(false))
}

/** Notices to the membership one acts in, as long as everything they tell of may still be seen. */
export function noticesSeenBy(actor: Actor) {
  return db
    .selectFrom('notices')
    .innerJoin('events as told', 'told.id', 'notices.eventId')
    .where('notices.membershipId', '=', actor.membershipId)
    .where((eb) => {
      const isSeenInvitation = eb.and([
        eb('notices.kind', 'in', siteInvitationNotices),
        tellsOfSeenInvitation(actor, {
          studyId: eb.ref('told.studyId'),
          awardId: eb.ref('told.awardId'),
        }),
      ])
      return eb.and([
        eb.or([
          eb('told.awardId', 'is', null),
          isAmong(awardsSeenBy(actor), eb.ref('told.awardId')),
          isSeenInvitation,
        ]),
        eb.or([
          eb('told.reportId', 'is', null),
          isAmong(reportsSeenBy(actor), eb.ref('told.reportId')),
          eb.and([
            eb('notices.kind', 'in', petitionNotices),
            isAmong(reportsExpectedBy(actor), eb.ref('told.reportId')),
          ]),
          eb.and([
            eb('notices.kind', 'in', dueKinds),
            isAmong(dueReportsSeenBy(actor), eb.ref('told.reportId')),
          ]),
        ]),
        eb.or([
          eb('told.studyId', 'is', null),
          isAmong(studiesSeenBy(actor), eb.ref('told.studyId')),
          isSeenInvitation,
        ]),
        eb.or([
          eb('told.milestoneCode', 'is', null),
          eb.exists(
            eb
              .selectFrom('milestones as named')
              .whereRef('named.studyId', '=', 'told.studyId')
              .whereRef('named.code', '=', 'told.milestoneCode')
              .where('named.id', 'in', milestonesSeenBy(actor))
              .select('named.id'),
          ),
        ]),
      ])
    })
    .select('notices.id')
}

/** The officers whose caseloads an actor may open: an officer the own and those of officers who name this
 *  one as supervisor, a grants officer those of the own agency. */
export function desksSeenBy(actor: Actor) {
  const officers = db
    .selectFrom('memberships')
    .where('memberships.role', '=', 'officer')
    .select('memberships.id')
  switch (actor.role) {
    case 'officer':
      return officers.where((eb) =>
        eb.or([
          eb('memberships.id', '=', actor.membershipId),
          eb('memberships.id', 'in', membershipsUnder(actor)),
        ]),
      )
    case 'grants_officer':
      return officers.where('memberships.organizationId', 'in', (eb) =>
        eb
          .selectFrom('organizations')
          .where('organizations.agencyCode', '=', actor.agencyCode)
          .select('organizations.id'),
      )
    case 'director':
    case 'auditor':
      return officers
    case 'evaluation_officer':
    case 'task_force':
    case 'admin':
    case 'certifier':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return officers.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Memberships whose absence an actor may set: the own, those the actor is the supervisor of, and for an
 *  administrator all. */
export function membershipsRelievedBy(actor: Actor) {
  const memberships = db
    .selectFrom('memberships')
    .where('memberships.endedAt', 'is', null)
    .select('memberships.id')
  switch (actor.role) {
    case 'admin':
      return memberships
    case 'officer':
    case 'grants_officer':
    case 'evaluation_officer':
    case 'director':
      return memberships.where((eb) =>
        eb.or([
          eb('memberships.id', '=', actor.membershipId),
          eb('memberships.id', 'in', membershipsUnder(actor)),
        ]),
      )
    case 'certifier':
    case 'preparer':
    case 'lead':
    case 'analyst':
    case 'viewer':
    case 'task_force':
    case 'auditor':
      return memberships.where('memberships.id', '=', actor.membershipId)
    default:
      return unanswered(actor)
  }
}
