import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { caseloadOf, caseloadsUnder, sitesOfOwnStudies, unanswered } from './own.ts'

/** Awards an actor sees: agency people all, a grantee the own, a study's people its sites. */
export function awardsSeenBy(actor: Actor) {
  return db.selectFrom('awards').where(isAwardSeenBy(actor)).select('awards.id')
}

/** The same as a condition on awards themselves: whoever sees all of them compares them with nothing. */
export function isAwardSeenBy(actor: Actor): RawBuilder<SqlBool> {
  switch (actor.role) {
    case 'officer':
    case 'grants_officer':
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
      return sql`true`
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return sql`awards.organization_id = ${actor.organizationId}`
    case 'lead':
    case 'analyst':
      return sql`awards.id in ${sitesOfOwnStudies(actor.membershipId)}`
    case 'task_force':
    case 'admin':
      return sql`false`
    default:
      return unanswered(actor)
  }
}

/** Awards whose modifications an actor follows: who recommends and decides them, who reads everything, the
 *  grantee's own people, and of a study's sites those who run or oversee the study. */
export function modifiedAwardsSeenBy(actor: Actor) {
  const awards = awardsSeenBy(actor)
  switch (actor.role) {
    case 'officer':
    case 'auditor':
    case 'certifier':
    case 'preparer':
    case 'lead':
      return awards
    case 'grants_officer':
      return awards.where('awards.agencyCode', '=', actor.agencyCode)
    case 'evaluation_officer':
      return awards.where('awards.id', 'in', (eb) =>
        eb.selectFrom('studySites').select('studySites.awardId'),
      )
    case 'director':
    case 'task_force':
    case 'admin':
    case 'viewer':
    case 'analyst':
      return awards.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Modifications an actor sees; what was never asked for is its grantee's alone. */
export function modificationsSeenBy(actor: Actor) {
  return db
    .selectFrom('modifications')
    .where('modifications.awardId', 'in', modifiedAwardsSeenBy(actor))
    .where((eb) =>
      eb.or([
        eb('modifications.askedAt', 'is not', null),
        eb('modifications.organizationId', '=', actor.organizationId),
      ]),
    )
    .select('modifications.id')
}

/** Awards whose risk an actor follows: the own caseload and those under it, the own agency, or all. */
export function risksSeenBy(actor: Actor) {
  const awards = db.selectFrom('awards').select('awards.id')
  switch (actor.role) {
    case 'officer':
      return awards.where((eb) =>
        eb.or([
          eb('awards.id', 'in', caseloadOf(actor.membershipId)),
          eb('awards.id', 'in', caseloadsUnder(actor)),
        ]),
      )
    case 'grants_officer':
      return awards.where('awards.agencyCode', '=', actor.agencyCode)
    case 'director':
    case 'auditor':
      return awards
    case 'evaluation_officer':
    case 'task_force':
    case 'admin':
    case 'certifier':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return awards.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Awards whose visits, letters and corrective actions an actor follows: whoever follows their risk, and the
 *  grantee's own people. */
export function oversightSeenBy(actor: Actor) {
  if (actor.organizationKind === 'grantee') return awardsSeenBy(actor)
  return risksSeenBy(actor)
}

/** Awards whose fidelity to the components an actor follows: who looks after them, who reads everything, and
 *  of the grantee those who report. */
export function fidelitySeenBy(actor: Actor) {
  const awards = db.selectFrom('awards').select('awards.id')
  switch (actor.role) {
    case 'officer':
      return risksSeenBy(actor)
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
      return awards
    case 'certifier':
    case 'preparer':
      return awardsSeenBy(actor)
    case 'grants_officer':
    case 'task_force':
    case 'admin':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return awards.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Organizations that take part in an award in sight. */
export function partnersSeenBy(actor: Actor) {
  return db
    .selectFrom('partnerships as part')
    .where('part.awardId', 'in', awardsSeenBy(actor))
    .select('part.partnerId as id')
}

/** Findings of overlap that an actor reads: who comments on or decides them, who reads everything, and a
 *  certifying official those of own awards that were shared. */
export function overlapsSeenBy(actor: Actor) {
  const overlaps = db.selectFrom('overlapFindings').select('overlapFindings.id')
  switch (actor.role) {
    case 'officer':
    case 'director':
    case 'auditor':
      return overlaps
    case 'certifier':
      return overlaps
        .where('overlapFindings.sharedAt', 'is not', null)
        .where((eb) =>
          eb.or([
            eb('overlapFindings.lowAwardId', 'in', awardsSeenBy(actor)),
            eb('overlapFindings.highAwardId', 'in', awardsSeenBy(actor)),
          ]),
        )
    case 'grants_officer':
    case 'evaluation_officer':
    case 'task_force':
    case 'admin':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return overlaps.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Awards whose closeout an actor follows: who reads every award, and the grantee's own people. */
export function closeoutsSeenBy(actor: Actor) {
  const awards = awardsSeenBy(actor)
  switch (actor.role) {
    case 'grants_officer':
      return awards.where('awards.agencyCode', '=', actor.agencyCode)
    case 'officer':
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return awards
    case 'task_force':
    case 'admin':
    case 'lead':
    case 'analyst':
      return awards.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** The awards that nobody looks after, of the agency whose officers an actor oversees. */
export function awardsWithoutOfficer(actor: Actor) {
  const overseen =
    actor.role === 'officer' ? awardsSeenBy(actor).where((eb) => eb.lit(false)) : risksSeenBy(actor)
  return overseen.where((eb) =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('caseloads')
          .whereRef('caseloads.awardId', '=', 'awards.id')
          .where('caseloads.endedAt', 'is', null)
          .select('caseloads.awardId'),
      ),
    ),
  )
}
