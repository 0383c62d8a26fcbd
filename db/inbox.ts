import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import type { HistoryPlace } from '#app/domain/history.ts'
import { db } from './index.ts'
import { dueOn } from './reports/due.ts'
import { isAmong, noticesSeenBy, reportsSeenBy } from './scope.ts'

export const inboxPageSize = 25

/** More unread notices than this are not counted. */
export const unreadCounted = 99

/** What an actor was told, newest first, a page at a time from `after` on. */
export async function listNotices(
  actor: Permitted<'session.use'>,
  { unread, after }: { unread: boolean; after: HistoryPlace | null },
) {
  const rows = await told(actor)
    .$if(unread, (query) => query.where('notices.readAt', 'is', null))
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('notices.at', 'notices.id'),
          '<',
          eb.tuple(after?.at ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy('notices.at', 'desc')
    .orderBy('notices.id', 'desc')
    .limit(inboxPageSize + 1)
    .execute()
  const notices = rows.slice(0, inboxPageSize)
  const last = notices.at(-1)
  return {
    notices,
    next: rows.length > inboxPageSize && last ? { at: last.at, id: last.id } : null,
  }
}

export type Notice = Awaited<ReturnType<typeof listNotices>>['notices'][number]

/** One notice to the actor; null where there is none, or where its subject is out of sight. */
export async function findNotice(
  actor: Permitted<'session.use'>,
  id: number,
): Promise<Notice | null> {
  return (await told(actor).where('notices.id', '=', id).executeTakeFirst()) ?? null
}

/** The membership of the same person that a notice went to; null for anybody else's. */
export async function findNoticeMembership(
  actor: Permitted<'session.use'>,
  id: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('notices')
    .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
    .where('notices.id', '=', id)
    .where('memberships.personId', '=', actor.personId)
    .where('memberships.endedAt', 'is', null)
    .select('memberships.id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Unread notices for the digest that no digest has told yet, as of a moment, oldest first. */
export async function listUndigested(
  actor: Permitted<'session.use'>,
  until: Date,
): Promise<Notice[]> {
  return told(actor)
    .where('notices.mail', '=', 'daily')
    .where('notices.mailedAt', 'is', null)
    .where('notices.readAt', 'is', null)
    .where('notices.at', '<', until)
    .orderBy('notices.at')
    .orderBy('notices.id')
    .execute()
}

/** Unread notices, counted up to one more than `unreadCounted`. */
export async function countUnread(actor: Permitted<'session.use'>): Promise<number> {
  const { count } = await db
    .selectFrom(
      noticesSeenBy(actor)
        .where('notices.readAt', 'is', null)
        .limit(unreadCounted + 1)
        .as('unread'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Marks own notices as read or unread: one, or all up to the newest that was shown. Doing it again
 *  changes nothing, and nobody else ever learns of it, so it is no event. */
export async function markNotices(
  actor: Permitted<'session.use'>,
  which: { id: number } | { until: number },
  to: 'read' | 'unread',
): Promise<void> {
  await db
    .updateTable('notices')
    .set({ readAt: to === 'read' ? now() : null })
    .where('notices.membershipId', '=', actor.membershipId)
    .where('notices.readAt', to === 'read' ? 'is' : 'is not', null)
    .$if('id' in which, (query) => query.where('notices.id', '=', 'id' in which ? which.id : 0))
    .$if('until' in which, (query) =>
      query.where('notices.id', '<=', 'until' in which ? which.until : 0),
    )
    .execute()
}

/** Own notices with what their words need: the subject, who acted and when. */
function told(actor: Permitted<'session.use'>) {
  return db
    .selectFrom('notices')
    .where('notices.membershipId', '=', actor.membershipId)
    .where('notices.id', 'in', noticesSeenBy(actor))
    .innerJoin('events', 'events.id', 'notices.eventId')
    .leftJoin('people', 'people.id', 'events.personId')
    .leftJoin('memberships', 'memberships.id', 'events.membershipId')
    .leftJoin('people as subjects', 'subjects.id', 'events.subjectPersonId')
    .leftJoin('memberships as desks', 'desks.id', 'notices.forMembershipId')
    .leftJoin('people as absentees', 'absentees.id', 'desks.personId')
    .leftJoin('reports', 'reports.id', 'events.reportId')
    .leftJoin('awards', 'awards.id', 'events.awardId')
    .leftJoin('organizations', 'organizations.id', 'awards.organizationId')
    .leftJoin('studies', 'studies.id', 'events.studyId')
    .leftJoin('milestones', (join) =>
      join
        .onRef('milestones.studyId', '=', 'events.studyId')
        .onRef('milestones.code', '=', 'events.milestoneCode'),
    )
    .select((eb) => [
      'notices.id',
      'notices.kind',
      'notices.at',
      'notices.readAt',
      'people.name as who',
      'events.systemActor',
      'memberships.role as whoseRole',
      'subjects.name as subjectName',
      'absentees.name as absentee',
      'reports.number as reportNumber',
      'reports.periodEnd',
      dueOn.as('dueOn'),
      isAmong(reportsSeenBy(actor), eb.ref('reports.id')).as('isReportOpen'),
      'awards.number as awardNumber',
      'awards.name as awardName',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'organizations.name as leadOrganization',
      'studies.slug',
      'studies.title as studyTitle',
      'milestones.code as milestoneCode',
      'milestones.name as milestoneName',
      sql<string | null>`events.after ->> 'stage'`.as('stage'),
      sql<string | null>`events.after ->> 'side'`.as('side'),
      sql<string | null>`events.after ->> 'invitationId'`.as('invitationId'),
      sql<string | null>`events.after ->> 'decision'`.as('decisionNo'),
      sql<string | null>`events.after ->> 'deliverable'`.as('deliverableNo'),
      sql<string | null>`events.after ->> 'finding'`.as('findingNo'),
      sql<string | null>`events.after ->> 'note'`.as('noteId'),
      sql<string | null>`events.after ->> 'about'`.as('decisionAbout'),
      sql<string | null>`events.after ->> 'beginsOn'`.as('beginsOn'),
      sql<string | null>`events.after ->> 'endsOn'`.as('endsOn'),
      eb.fn.coalesce('awards.sample', 'studies.sample').as('sample'),
    ])
}
