import type { Actor } from '#app/domain/access.ts'
import { db } from '../index.ts'
import {
  caseloadOf,
  caseloadsUnder,
  looksAskedOf,
  awardsOfAgency,
  sitesOfOwnStudies,
  unanswered,
} from './own.ts'

/** Reports whose page an actor may open. A draft is its grantee's alone: agency people see a
 *  report from its first submission on, and an officer those of the own caseload, those of officers who
 *  name this one as supervisor, and those a colleague asked for a second look at. */
export function reportsSeenBy(actor: Actor) {
  const reports = db.selectFrom('reports').select('reports.id')
  const submitted = reports.where('reports.versionNo', '>', 0)
  switch (actor.role) {
    case 'officer':
      return submitted.where((eb) =>
        eb.or([
          eb('reports.awardId', 'in', caseloadOf(actor.membershipId)),
          eb('reports.awardId', 'in', caseloadsUnder(actor)),
          eb('reports.id', 'in', looksAskedOf(actor.membershipId)),
        ]),
      )
    case 'grants_officer':
      return submitted.where('reports.awardId', 'in', awardsOfAgency(actor.agencyCode))
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
      return submitted
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return reports.where('reports.organizationId', '=', actor.organizationId)
    case 'lead':
    case 'analyst':
    case 'task_force':
    case 'admin':
      return reports.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Reports an actor may move, if the right and the report's state allow it: an officer who was asked for a
 *  second look, or who is the supervisor, reads the report and no more. */
export function reportsMovedBy(actor: Actor) {
  const reports = reportsSeenBy(actor)
  return actor.role === 'officer'
    ? reports.where('reports.awardId', 'in', caseloadOf(actor.membershipId))
    : reports
}

/** Reports whose row, period, due date and state, shows beside an award; not what they say. Evaluators
 *  learn of a site's report when it is accepted. */
export function dueReportsSeenBy(actor: Actor) {
  const reports = db.selectFrom('reports').select('reports.id')
  switch (actor.role) {
    case 'officer':
    case 'grants_officer':
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
      return reports
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return reports.where('reports.organizationId', '=', actor.organizationId)
    case 'lead':
    case 'analyst':
      return reports
        .where('reports.acceptedVersionNo', 'is not', null)
        .where('reports.awardId', 'in', sitesOfOwnStudies(actor.membershipId))
    case 'task_force':
    case 'admin':
      return reports.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Reports whose due date an actor follows, with what was asked and decided about it, whether or not
 *  they were ever submitted: who reviews or decides them, who reads everything, and their grantee. */
export function reportsExpectedBy(actor: Actor) {
  const reports = db.selectFrom('reports').select('reports.id')
  switch (actor.role) {
    case 'officer':
      return reports.where('reports.awardId', 'in', caseloadOf(actor.membershipId))
    case 'grants_officer':
      return reports.where('reports.awardId', 'in', awardsOfAgency(actor.agencyCode))
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
      return reports
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return reports.where('reports.organizationId', '=', actor.organizationId)
    case 'lead':
    case 'analyst':
    case 'task_force':
    case 'admin':
      return reports.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}
