import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, may } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { dueKinds, petitionNotices, siteInvitationNotices } from '#app/domain/notices.ts'
import { siteStatuses } from '#app/domain/study/site_invitations.ts'
import { db } from './index.ts'

/** Who sees what: the only statement of it. Each answers a subquery of ids to be used as
 *  `where('awards.id', 'in', awardsSeenBy(actor))`; a role without an answer does not compile. */
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

/** Awards that count in the totals an actor may see: whoever reads the portfolio counts all of it, the
 *  task force too, which sees no single award. */
export function awardsCountedFor(actor: Actor) {
  const awards = db.selectFrom('awards').select('awards.id')
  return may(actor.role, 'portfolio.read') ? awards : awards.where((eb) => eb.lit(false))
}

/** Lists that an actor keeps, and those that colleagues of the same organization share. */
export function viewsSeenBy(actor: Actor) {
  return db
    .selectFrom('savedViews')
    .where((eb) =>
      eb.or([
        eb('savedViews.membershipId', '=', actor.membershipId),
        eb.and([
          eb('savedViews.shared', '=', true),
          eb('savedViews.organizationId', '=', actor.organizationId),
        ]),
      ]),
    )
    .select('savedViews.id')
}

/** Files of awards that an actor imports: those of the own agency's grants officers. */
export function importsSeenBy(actor: Actor) {
  return db
    .selectFrom('awardImports')
    .where('awardImports.organizationId', '=', actor.organizationId)
    .select('awardImports.id')
}

/** Whether an id is among those of a scope, looked up row by row: as a column, or as one condition of
 *  several that suffice, `in` would read the whole scope first, and so would an `exists` that the planner
 *  may turn into a hash; with an offset it may not. */
export function isAmong(scope: Expression<{ id: number }>, id: Expression<number | null>) {
  return sql<boolean>`exists (select from ${scope} as seen where seen.id = ${id} offset 0)`
}

/** Whether the totals kept of the whole portfolio are for an actor: a condition on their tables. */
export function portfolioCountedFor(actor: Actor) {
  return sql<SqlBool>`${sql.lit(may(actor.role, 'portfolio.read'))}`
}

/** Organizations that hold or may hold awards, for whoever reads the portfolio. */
export function granteesSeenBy(actor: Actor) {
  const grantees = db
    .selectFrom('organizations')
    .where('organizations.kind', '=', 'grantee')
    .select('organizations.id')
  return may(actor.role, 'portfolio.read') ? grantees : grantees.where((eb) => eb.lit(false))
}

/** Decisions an actor reads: a draft is the director's and whoever reads everything; a grantee reads what was
 *  shared about its own award, and the task force nothing that is about a single award or study. */
export function decisionsSeenBy(actor: Actor) {
  const decisions = db.selectFrom('decisions').select('decisions.id')
  const published = decisions.where('decisions.state', '=', 'published')
  switch (actor.role) {
    case 'director':
    case 'auditor':
      return decisions
    case 'officer':
    case 'evaluation_officer':
      return published
    case 'task_force':
      return published.where('decisions.about', 'not in', ['award', 'study'])
    case 'certifier':
      return published
        .where('decisions.awardOrganizationId', '=', actor.organizationId)
        .where('decisions.id', 'in', (eb) =>
          eb.selectFrom('decisionShares').select('decisionShares.decisionId'),
        )
    case 'grants_officer':
    case 'admin':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return decisions.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** What an evaluation office rates: its own, and for whoever reads everything every one. */
export function bodyRatingsSeenBy(actor: Actor) {
  const ratings = db.selectFrom('bodyRatings').select('bodyRatings.id')
  switch (actor.role) {
    case 'director':
    case 'auditor':
      return ratings
    case 'evaluation_officer':
      return ratings.where('bodyRatings.organizationId', '=', actor.organizationId)
    case 'officer':
    case 'grants_officer':
    case 'task_force':
    case 'admin':
    case 'certifier':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return ratings.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Published decisions an actor may comment on: an officer's are about an award of the own caseload, or what
 *  it belongs to; an evaluation officer's about models and studies. */
export function decisionsCommentedBy(actor: Actor) {
  const published = decisionsSeenBy(actor).where('decisions.state', '=', 'published')
  if (actor.role === 'evaluation_officer') {
    return published.where('decisions.about', 'in', ['model', 'study'])
  }
  if (actor.role !== 'officer') return published.where((eb) => eb.lit(false))
  return published.where((eb) =>
    eb.exists(
      eb
        .selectFrom('awards')
        .where('awards.id', 'in', caseloadOf(actor.membershipId))
        .where((own) =>
          own.or([
            own('awards.id', '=', own.ref('decisions.awardId')),
            own('awards.programCode', '=', own.ref('decisions.programCode')),
            own('awards.streamCode', '=', own.ref('decisions.streamCode')),
            own.exists(
              own
                .selectFrom('awardModels')
                .whereRef('awardModels.awardId', '=', 'awards.id')
                .whereRef('awardModels.model', '=', 'decisions.modelCode')
                .select('awardModels.id'),
            ),
          ]),
        )
        .select('awards.id'),
    ),
  )
}

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

/** The awards an officer looks after today: the own, and those of colleagues the officer stands in for. */
export function caseloadOf(membershipId: number) {
  return db
    .selectFrom('caseloads')
    .where(sql<SqlBool>`caseloads.membership_id = any(${desksOf(membershipId)})`)
    .where('caseloads.endedAt', 'is', null)
    .select('caseloads.awardId')
}

/** The awards of officers whose memberships name a person as supervisor. */
function caseloadsUnder({ personId, organizationId }: Actor) {
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
function looksAskedOf(membershipId: number) {
  return db
    .selectFrom('reportOpinions')
    .where('reportOpinions.colleagueMembershipId', '=', membershipId)
    .select('reportOpinions.reportId')
}

function awardsOfAgency(agencyCode: string | null) {
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
function studiesWorkedOn(membershipId: number) {
  return db
    .selectFrom('studyTeam')
    .where(sql<SqlBool>`study_team.membership_id = any(${desksOf(membershipId)})`)
    .where('studyTeam.endedAt', 'is', null)
    .select('studyTeam.studyId')
}

function sitesOfOwnStudies(membershipId: number) {
  return db
    .selectFrom('studySites')
    .where('studySites.studyId', 'in', studiesWorkedOn(membershipId))
    .select('studySites.awardId')
}

function unanswered(actor: never): never {
  throw new Error(`No scope for ${JSON.stringify(actor)}`)
}
