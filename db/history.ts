import type { SelectQueryBuilder } from 'kysely'
import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import {
  aboutDueDates,
  authorsOwn,
  beforeApproval,
  ofDeliverables,
  toldToAgency,
  toldToAuthors,
} from '#app/domain/happenings.ts'
import { type HistoryPlace } from '#app/domain/history.ts'
import { db } from './index.ts'
import type { Database } from './schema.ts'
import {
  awardsSeenBy,
  fidelitySeenBy,
  isAmong,
  modifiedAwardsSeenBy,
  oversightSeenBy,
  readsDraftedFindings,
  reportsExpectedBy,
  reportsSeenBy,
  risksSeenBy,
  studiesSeenBy,
  tellsOfSeenInvitation,
} from './scope.ts'

export type HistorySubject = { awardId: number } | { reportId: number } | { studyId: number }

const pageSize = 50

/** What happened to an award, a report or a study, newest first, fifty at a time from `after` on.
 *  An event shows only to those who see everything it tells of: its award, its report, its study. */
export async function listEvents(
  actor: Permitted<'event.read'>,
  subject: HistorySubject,
  after: HistoryPlace | null = null,
) {
  const rows = await eventsSeenBy(actor, subject)
    .leftJoin('people', 'people.id', 'events.personId')
    .leftJoin('memberships', 'memberships.id', 'events.membershipId')
    .leftJoin('organizations', 'organizations.id', 'events.organizationId')
    .leftJoin('reports', 'reports.id', 'events.reportId')
    .leftJoin('studies', 'studies.id', 'events.studyId')
    .leftJoin('milestones', (join) =>
      join
        .onRef('milestones.studyId', '=', 'events.studyId')
        .onRef('milestones.code', '=', 'events.milestoneCode'),
    )
    .select((eb) => [
      'events.id',
      'events.kind',
      'events.at',
      'events.systemActor',
      'events.reason',
      'events.milestoneCode',
      eb.cast<string | null>('events.before', 'text').as('before'),
      eb.cast<string | null>('events.after', 'text').as('after'),
      'people.name as personName',
      'memberships.role',
      'organizations.name as organizationName',
      'reports.number as reportNumber',
      'reports.organizationId as reportOrganizationId',
      'studies.slug as studySlug',
      'studies.title as studyTitle',
      'milestones.name as milestoneName',
    ])
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('events.at', 'events.id'),
          '<',
          eb.tuple(after?.at ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy('events.at', 'desc')
    .orderBy('events.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    events: shown.map(({ reportOrganizationId, before, after: now, reason, ...event }) => {
      const isPrivate =
        authorsOwn.includes(event.kind) && reportOrganizationId !== actor.organizationId
      return {
        ...event,
        reason: isPrivate ? null : reason,
        before: isPrivate ? null : parsed(before),
        after: isPrivate ? null : parsed(now),
      }
    }),
    /** Where the next page begins; null on the last. */
    next: rows.length > pageSize && last ? { at: last.at, id: last.id } : null,
  }
}

export type HistoryEvent = Awaited<ReturnType<typeof listEvents>>['events'][number]

/** Events about a subject that an actor may know of. */
export function eventsSeenBy(actor: Actor, subject: HistorySubject) {
  const seen = aboutSubject(db.selectFrom('events'), subject).where((eb) =>
    eb.and([
      eb.or([
        eb('events.awardId', 'is', null),
        isAmong(awardsSeenBy(actor), eb.ref('events.awardId')),
        eb('events.kind', 'like', 'site_invitation.%'),
      ]),
      eb.or([
        eb('events.reportId', 'is', null),
        isAmong(reportsSeenBy(actor), eb.ref('events.reportId')),
        eb.and([
          eb('events.kind', 'in', [...aboutDueDates]),
          isAmong(reportsExpectedBy(actor), eb.ref('events.reportId')),
        ]),
      ]),
      eb.or([
        eb('events.studyId', 'is', null),
        isAmong(studiesSeenBy(actor), eb.ref('events.studyId')),
        eb('events.kind', 'like', 'site_invitation.%'),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'site_invitation.%'),
        tellsOfSeenInvitation(actor, {
          studyId: eb.ref('events.studyId'),
          awardId: eb.ref('events.awardId'),
        }),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'modification.%'),
        isAmong(modifiedAwardsSeenBy(actor), eb.ref('events.awardId')),
      ]),
      eb.or([
        eb.and([
          eb('events.kind', 'not like', 'visit.%'),
          eb('events.kind', 'not like', 'correction.%'),
          eb('events.kind', 'not like', 'assistance.%'),
        ]),
        eb('events.awardId', 'in', oversightSeenBy(actor)),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'practice.%'),
        eb.lit(may(actor.role, 'sent_practice.read')),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'deliverable.%'),
        eb.lit(may(actor.role, 'draft.read')),
        eb.and([
          eb('events.kind', 'in', [...ofDeliverables]),
          eb.lit(may(actor.role, 'deliverable.read')),
        ]),
      ]),
      eb.or([
        eb('events.kind', 'not in', [...beforeApproval]),
        eb.lit(readsDraftedFindings(actor)),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'risk.%'),
        eb('events.awardId', 'in', risksSeenBy(actor)),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'fidelity.%'),
        eb('events.awardId', 'in', fidelitySeenBy(actor)),
      ]),
      eb.or([
        eb('events.kind', 'not like', 'decision.%'),
        eb.lit(may(actor.role, 'decision.read')),
      ]),
      eb.or([
        eb('events.kind', 'not in', [...toldToAuthors]),
        eb('events.organizationId', '=', actor.organizationId),
      ]),
    ]),
  )
  if (actor.organizationKind === 'agency') return seen
  const shared = seen.where('events.kind', 'not in', [...toldToAgency])
  if (actor.organizationKind !== 'grantee') {
    return shared.where('events.kind', 'not like', 'closeout.%')
  }
  // A grantee sees of a study only its own obligations as a site.
  return shared.where((eb) =>
    eb.or([
      eb('events.studyId', 'is', null),
      eb('events.kind', 'like', 'study.%'),
      eb('events.kind', 'like', 'site_invitation.%'),
      eb.exists(
        eb
          .selectFrom('milestones as own')
          .whereRef('own.studyId', '=', 'events.studyId')
          .whereRef('own.code', '=', 'events.milestoneCode')
          .where('own.role', 'in', ['certifier', 'preparer'])
          .select('own.id'),
      ),
    ]),
  )
}

function aboutSubject<O>(
  events: SelectQueryBuilder<Database, 'events', O>,
  subject: HistorySubject,
) {
  if ('awardId' in subject) return events.where('events.awardId', '=', subject.awardId)
  if ('reportId' in subject) return events.where('events.reportId', '=', subject.reportId)
  return events.where('events.studyId', '=', subject.studyId)
}

function parsed(json: string | null): Record<string, unknown> | null {
  return json === null ? null : (JSON.parse(json) as Record<string, unknown>)
}
