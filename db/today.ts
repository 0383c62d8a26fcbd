import { sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { addDays } from '#app/domain/dates.ts'
import { recordedBy } from '#app/domain/today.ts'
import { db } from './index.ts'
import { addedUp } from './kept_totals.ts'
import { dueOn, petitionKind, standsInFor } from './reports/due.ts'
import {
  awardsSeenBy,
  caseloadOf,
  desksOf,
  isAmong,
  portfolioCountedFor,
  reportsSeenBy,
  studiesSeenBy,
} from './scope.ts'

const longest = 60

/** Unfinished reports on an actor's desk, the earliest due first: an officer's caseload, a grants
 *  officer's agency, a grantee's own. Only what the award's page shows of them as well. */
export async function listReportsOnDesk(actor: Permitted<'session.use'>, day: string) {
  if (!hasReportsOnDesk(actor)) return []
  return db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', 'in', awardsSeenBy(actor))
    .$if(actor.role === 'officer', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .$if(actor.role === 'grants_officer', (query) =>
      query.where('awards.agencyCode', '=', actor.agencyCode),
    )
    .where('reports.endedAs', 'is', null)
    .where('reports.agencyState', '!=', 'accepted')
    .where((eb) =>
      eb.or([
        eb('reports.authorState', '=', 'submitted'),
        eb('reports.agencyState', 'in', ['returned', 'reopened']),
        eb('reports.workingDueOn', '<=', addDays(day, 60)),
      ]),
    )
    .select([
      'reports.number',
      'reports.periodEnd',
      'reports.statutoryDueOn',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      petitionKind.as('petition'),
      'reports.authorState as author',
      'reports.agencyState as agency',
      'reports.endedAs',
      'awards.number as awardNumber',
      'awards.name as awardName',
      'awards.sample',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'organizations.name as leadOrganization',
      (eb) => isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isOpen'),
      standsInFor(actor).as('standsInFor'),
    ])
    .orderBy(dueOn)
    .orderBy('reports.id')
    .limit(longest)
    .execute()
}

function hasReportsOnDesk(actor: Actor): boolean {
  return (
    actor.organizationKind === 'grantee' ||
    actor.role === 'officer' ||
    actor.role === 'grants_officer'
  )
}

/** Open milestones that an actor records and that are due by a day or were sent back, and those whose evidence
 *  the actor submitted or is to look at. */
export async function listMilestonesOnDesk(actor: Permitted<'session.use'>, until: string) {
  return db
    .selectFrom('milestones')
    .innerJoin('studies', 'studies.id', 'milestones.studyId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('milestoneEvidence')
          .whereRef('milestoneEvidence.milestoneId', '=', 'milestones.id')
          .select(['submittedBy', 'decision'])
          .orderBy('milestoneEvidence.id', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('milestones.state', 'in', ['planned', 'in_progress', 'evidence_submitted'])
    .where((eb) =>
      eb.or([
        sql<boolean>`milestones.role = any(${recordedBy(actor.role)}::text[])`,
        eb('latest.submittedBy', '=', actor.personId),
        ...(actor.role === 'evaluation_officer'
          ? [eb('milestones.state', '=', 'evidence_submitted')]
          : []),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('milestones.state', '=', 'evidence_submitted'),
        eb('latest.decision', '=', 'sent_back'),
        eb('milestones.forecastOn', '<=', until),
      ]),
    )
    .select([
      'milestones.code',
      'milestones.name',
      'milestones.state',
      'milestones.role',
      'milestones.forecastOn',
      'studies.slug',
      'studies.title',
      'studies.sample',
      (eb) => eb('latest.decision', '=', 'sent_back').as('sentBack'),
      (eb) => eb('latest.submittedBy', '=', actor.personId).as('submittedByYou'),
      standsInAtStudy(actor).as('standsInFor'),
    ])
    .orderBy('milestones.forecastOn')
    .orderBy('milestones.id')
    .limit(longest)
    .execute()
}

/** The member of a study's team whom an evaluator stands in for; null at an own study. */
function standsInAtStudy(actor: Permitted<'session.use'>) {
  return sql<string | null>`case when ${actor.organizationKind} = 'evaluator' then (
    select case when bool_or(study_team.membership_id = ${actor.membershipId}) then null
      else min(people.name) filter (where study_team.membership_id = any(${desksOf(actor.membershipId)})) end
    from study_team
    join memberships on memberships.id = study_team.membership_id
    join people on people.id = memberships.person_id
    where study_team.study_id = studies.id and study_team.ended_at is null) end`
}

/** Gates that were proposed and wait for the director. */
export async function listGatesOnDesk(actor: Permitted<'session.use'>) {
  return db
    .selectFrom('gateDecisions')
    .innerJoin('studies', 'studies.id', 'gateDecisions.studyId')
    .innerJoin('people', 'people.id', 'gateDecisions.proposedBy')
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('gateDecisions.decision', 'is', null)
    .select([
      'gateDecisions.stage',
      'gateDecisions.side',
      'gateDecisions.proposedAt',
      'people.name as proposer',
      'studies.slug',
      'studies.title',
      'studies.sample',
    ])
    .orderBy('gateDecisions.proposedAt')
    .limit(longest)
    .execute()
}

/** Active awards of a grants officer's agency that nobody looks after. */
export async function listAwardsWithoutOfficer(actor: Permitted<'session.use'>) {
  if (actor.role !== 'grants_officer') return []
  return db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', 'in', awardsSeenBy(actor))
    .where('awards.agencyCode', '=', actor.agencyCode)
    .where('awards.status', '=', 'active')
    .where('awards.id', 'not in', (eb) =>
      eb.selectFrom('caseloads').where('caseloads.endedAt', 'is', null).select('caseloads.awardId'),
    )
    .select([
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
    ])
    .orderBy('awards.number')
    .limit(longest)
    .execute()
}

/** Invitations nobody has taken yet, for who invites. */
export async function countOpenInvitations(actor: Permitted<'session.use'>): Promise<number> {
  if (actor.role !== 'admin') return 0
  const { count } = await db
    .selectFrom('invitations')
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The portfolio in one line each: from sources and sample, never mixed. Aggregates only. */
export async function portfolioAtAGlance(actor: Permitted<'session.use'>) {
  const counted = db
    .selectFrom('granteeCounts')
    .select((eb) => ['granteeCounts.sample', eb.fn.sum<number>('grantees').as('grantees')])
    .groupBy('granteeCounts.sample')
  return db
    .selectFrom('awardTotals')
    .innerJoin(counted.as('counted'), 'counted.sample', 'awardTotals.sample')
    .where(portfolioCountedFor(actor))
    .select((eb) => ['awardTotals.sample', 'counted.grantees', ...addedUp(eb)])
    .groupBy(['awardTotals.sample', 'counted.grantees'])
    .having((eb) => eb(eb.fn.sum('awards'), '>', 0))
    .orderBy('awardTotals.sample')
    .execute()
}
