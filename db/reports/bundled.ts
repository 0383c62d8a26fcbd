import { authorsOwn, happeningOf } from '#app/domain/happenings.ts'
import { noticeLine } from '#app/domain/notices.ts'
import type { BundleReader } from '../awards/bundle.ts'
import { eventsSeenBy } from '../history.ts'
import { db } from '../index.ts'
import { reportsExpectedBy, reportsSeenBy } from '../scope.ts'
import { listPetitions } from './expected.ts'
import { returnsOf } from './find.ts'
import { listOpinions } from './opinions.ts'
import { listThreads } from './threads.ts'
import { listVersions } from './versions.ts'

/** What a bundle says of a report: when it was due and where it stands, for all who follow its due date;
 *  its sealed versions for those who may open it. */
export async function readBundledReport(actor: BundleReader, reportId: number) {
  const report = await db
    .selectFrom('reports')
    .innerJoin('templates', (join) =>
      join
        .onRef('templates.code', '=', 'reports.templateCode')
        .onRef('templates.version', '=', 'reports.templateVersion'),
    )
    .where('reports.id', '=', reportId)
    .where((eb) =>
      eb.or([
        eb('reports.id', 'in', reportsSeenBy(actor)),
        eb('reports.id', 'in', reportsExpectedBy(actor)),
      ]),
    )
    .select([
      'reports.number',
      'templates.title as form',
      'reports.templateCode as formCode',
      'reports.templateVersion as formVersion',
      'reports.periodStart',
      'reports.periodEnd',
      'reports.statutoryDueOn',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      'reports.authorState',
      'reports.agencyState',
      'reports.endedAs',
      'reports.acceptedVersionNo as acceptedVersion',
    ])
    .executeTakeFirstOrThrow()
  return { ...report, versions: await listVersions(actor, reportId) }
}

/** What was written about a report from one side to the other, and what people were told of it. */
export async function readCorrespondence(actor: BundleReader, reportId: number) {
  const returns = await returnsOf(reportId).where('reportId', 'in', reportsSeenBy(actor)).execute()
  return {
    returned: returns.reverse(),
    words: await readWords(actor, reportId),
    questions: await listThreads(actor, reportId),
    notices: await readNotices(actor, reportId),
  }
}

/** What the agency keeps to itself of a review; null for everybody else. */
export async function readReviews(actor: BundleReader, reportId: number) {
  if (actor.organizationKind !== 'agency') return null
  const ticked = await db
    .selectFrom('reportChecks')
    .innerJoin('reports', 'reports.id', 'reportChecks.reportId')
    .innerJoin('checklistItems as items', (join) =>
      join
        .onRef('items.template', '=', 'reports.templateCode')
        .onRef('items.version', '=', 'reports.templateVersion')
        .onRef('items.code', '=', 'reportChecks.code'),
    )
    .innerJoin('people', 'people.id', 'reportChecks.checkedBy')
    .where('reportChecks.reportId', '=', reportId)
    .where('reportChecks.reportId', 'in', reportsSeenBy(actor))
    .select([
      'reportChecks.versionNo as version',
      'items.label',
      'items.citation',
      'people.name as checkedBy',
      'reportChecks.checkedAt',
    ])
    .orderBy('reportChecks.versionNo')
    .orderBy('items.position')
    .execute()
  const looks = await listOpinions(actor, reportId)
  return {
    checklist: ticked,
    secondLooks: looks.map(({ colleagueMembershipId: _id, versionNo, ...look }) => ({
      version: versionNo,
      ...look,
    })),
  }
}

/** What was asked about its due date and what became of it, oldest first. */
export async function readPetitions(actor: BundleReader, reportId: number) {
  const petitions = await listPetitions(actor, reportId)
  return petitions.reverse().map((one) => ({
    kind: one.kind,
    reason: one.reason,
    wantedOn: one.wantedOn,
    previousDueOn: one.previousDueOn,
    askedBy: one.askerName,
    askedAt: one.askedAt,
    recommendation: one.recommendation,
    recommendationWords: one.recommendationWords,
    recommendedBy: one.recommenderName,
    recommendedAt: one.recommendedAt,
    outcome: one.outcome,
    grantedOn: one.grantedOn,
    decisionWords: one.decisionWords,
    decidedBy: one.deciderName,
    decidedAt: one.decidedAt,
  }))
}

/** Every event of the report that came with words, as far as they are the actor's to read. */
async function readWords(actor: BundleReader, reportId: number) {
  const rows = await eventsSeenBy(actor, { reportId })
    .leftJoin('people', 'people.id', 'events.personId')
    .leftJoin('memberships', 'memberships.id', 'events.membershipId')
    .leftJoin('organizations', 'organizations.id', 'events.organizationId')
    .where('events.reportId', 'in', reportsSeenBy(actor))
    .where('events.reason', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('events.kind', 'not in', [...authorsOwn]),
        eb('events.organizationId', '=', actor.organizationId),
      ]),
    )
    .select([
      'events.kind',
      'events.at',
      'people.name as who',
      'memberships.role',
      'organizations.name as organization',
      'events.reason as words',
    ])
    .orderBy('events.id')
    .execute()
  return rows.map(({ kind, ...said }) => ({ what: happeningOf(kind), ...said }))
}

/** Who was told what, by role: the agency of everybody, a grantee of its own people. */
async function readNotices(actor: BundleReader, reportId: number) {
  const rows = await db
    .selectFrom('notices')
    .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
    .innerJoin('organizations', 'organizations.id', 'notices.organizationId')
    .where('notices.eventId', 'in', eventsSeenBy(actor, { reportId }).select('events.id'))
    .$if(actor.organizationKind !== 'agency', (query) =>
      query.where('notices.organizationId', '=', actor.organizationId),
    )
    .select([
      'notices.kind',
      'notices.at',
      'memberships.role',
      'organizations.name as organization',
      'notices.mailedAt',
    ])
    .orderBy('notices.id')
    .execute()
  return rows.map(({ kind, at, ...told }) => ({ says: noticeLine(kind).says, at, ...told }))
}
