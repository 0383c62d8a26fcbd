import { type Expression, type SqlBool, sql } from 'kysely'
import { type Actor, may } from '#app/domain/access.ts'
import { siteStatuses } from '#app/domain/study/site_invitations.ts'
import { db } from '../index.ts'
import { awardsSeenBy } from './awards.ts'
import { studiesWorkedOn, unanswered } from './own.ts'

export function studiesSeenBy(actor: Actor) {
  const studies = db.selectFrom('studies').select('studies.id')
  switch (actor.role) {
    case 'officer':
    case 'evaluation_officer':
    case 'director':
    case 'auditor':
      return studies
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return studies.where('studies.id', 'in', (eb) =>
        eb
          .selectFrom('studySites')
          .innerJoin('awards', 'awards.id', 'studySites.awardId')
          .where('awards.organizationId', '=', actor.organizationId)
          .select('studySites.studyId'),
      )
    case 'lead':
    case 'analyst':
      return studies.where('studies.id', 'in', studiesWorkedOn(actor.membershipId))
    case 'grants_officer':
    case 'task_force':
    case 'admin':
      return studies.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Awards an actor may name as a possible site by their exact number. A lead reads nothing of them but the
 *  number, the name and the grantee that public sources give, and only on an invitation. */
export function awardsInvitedBy(actor: Actor) {
  const awards = db
    .selectFrom('awards')
    .where('awards.status', 'in', siteStatuses)
    .select('awards.id')
  return may(actor.role, 'site_invitation.send') ? awards : awards.where((eb) => eb.lit(false))
}

/** Studies whose people an actor reads arm by arm: a team its own, and once the lead locked the database also
 *  who accepts its evidence and who decides its gates. */
export function armsSeenBy(actor: Actor) {
  const studies = db.selectFrom('studies').select('studies.id')
  switch (actor.role) {
    case 'lead':
    case 'analyst':
      return studies.where('studies.id', 'in', studiesWorkedOn(actor.membershipId))
    case 'evaluation_officer':
    case 'director':
      return studies.where('studies.id', 'in', (eb) =>
        eb.selectFrom('databaseLocks').select('databaseLocks.studyId'),
      )
    case 'officer':
    case 'grants_officer':
    case 'task_force':
    case 'auditor':
    case 'admin':
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return studies.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Findings of studies that an actor sees: a team those of its own, who approves and who audits them what was
 *  handed over, a certifying official what was shared with the site, and everyone who reads the study what is
 *  approved. */
export function studyFindingsSeenBy(actor: Actor) {
  const findings = db
    .selectFrom('studyFindings')
    .where('studyFindings.studyId', 'in', studiesSeenBy(actor))
    .select('studyFindings.id')
  switch (actor.role) {
    case 'lead':
    case 'analyst':
      return findings
    case 'evaluation_officer':
    case 'auditor':
      return findings.where('studyFindings.state', '<>', 'draft')
    case 'certifier':
      return findings.where((eb) =>
        eb.or([
          eb('studyFindings.state', '=', 'approved'),
          eb.and([
            eb('studyFindings.state', '=', 'submitted'),
            eb('studyFindings.sharedAt', 'is not', null),
          ]),
        ]),
      )
    case 'officer':
    case 'director':
    case 'preparer':
    case 'viewer':
      return findings.where('studyFindings.state', '=', 'approved')
    case 'grants_officer':
    case 'task_force':
    case 'admin':
      return findings.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Practice notes an actor reads: every one that is approved, the own drafts, and once handed over those that
 *  wait for who approves them. */
export function practiceNotesSeenBy(actor: Actor) {
  const notes = db.selectFrom('practiceNotes').select('practiceNotes.id')
  if (!may(actor.role, 'practice.read')) return notes.where((eb) => eb.lit(false))
  const isOut = may(actor.role, 'practice.approve') || actor.role === 'auditor'
  return notes.where((eb) =>
    eb.or([
      eb('practiceNotes.state', '=', 'approved'),
      eb('practiceNotes.draftedBy', '=', actor.personId),
      ...(isOut ? [eb('practiceNotes.state', '<>', 'draft')] : []),
    ]),
  )
}

/** What studies hand in, for whoever reads their plans; a site's grantee reads what is released, as anybody does. */
export function deliverablesSeenBy(actor: Actor) {
  const deliverables = db
    .selectFrom('studyDeliverables')
    .where('studyDeliverables.studyId', 'in', studiesSeenBy(actor))
    .select('studyDeliverables.id')
  return may(actor.role, 'deliverable.read')
    ? deliverables
    : deliverables.where((eb) => eb.lit(false))
}

/** Whether an actor may know what happens to a finding before it is approved. */
export function readsDraftedFindings(actor: Actor): boolean {
  return ['lead', 'analyst', 'evaluation_officer', 'auditor'].includes(actor.role)
}

/** Awards an actor sees on the evaluability board: every one, or for a lead the sites of the own studies. */
export function candidatesSeenBy(actor: Actor) {
  const awards = awardsSeenBy(actor)
  return may(actor.role, 'board.read') ? awards : awards.where((eb) => eb.lit(false))
}

/** Site invitations an actor sees: of the own studies, or to the own organization, whether or not the study
 *  itself is in sight. */
export function siteInvitationsSeenBy(actor: Actor) {
  const invitations = db.selectFrom('siteInvitations').select('siteInvitations.id')
  switch (actor.role) {
    case 'evaluation_officer':
    case 'auditor':
      return invitations
    case 'lead':
      return invitations.where('siteInvitations.studyId', 'in', studiesWorkedOn(actor.membershipId))
    case 'certifier':
    case 'preparer':
    case 'viewer':
      return invitations.where('siteInvitations.organizationId', '=', actor.organizationId)
    case 'officer':
    case 'grants_officer':
    case 'director':
    case 'task_force':
    case 'admin':
    case 'analyst':
      return invitations.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Whether an event tells of a site invitation that an actor sees. */
export function tellsOfSeenInvitation(
  actor: Actor,
  told: { studyId: Expression<number | null>; awardId: Expression<number | null> },
) {
  return sql<SqlBool>`exists (
    select from site_invitations
    where site_invitations.study_id = ${told.studyId}
      and site_invitations.award_id = ${told.awardId}
      and site_invitations.id in ${siteInvitationsSeenBy(actor)} offset 0
  )`
}

/** Milestones an actor may open: of the studies one sees, all; a grantee only its own obligations
 *  as a site. */
export function milestonesSeenBy(actor: Actor) {
  return db
    .selectFrom('milestones')
    .where('milestones.studyId', 'in', studiesSeenBy(actor))
    .where(milestonesWithinSeenStudy(actor))
    .select('milestones.id')
}

/** The same of a study that was found to be seen, as a condition. */
export function milestonesWithinSeenStudy(actor: Actor) {
  switch (actor.organizationKind) {
    case 'agency':
    case 'evaluator':
      return sql<SqlBool>`true`
    case 'grantee':
      return sql<SqlBool>`milestones.role in ('preparer', 'certifier')`
    default:
      return unanswered(actor)
  }
}
