import { type Expression, type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { dayIn } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { type DatedMove, clocksOf } from '#app/domain/report/clocks.ts'
import {
  type QueueList,
  type QueueShow,
  type QueueSort,
  expectedDaysAhead,
} from '#app/domain/report/queue.ts'
import { reportStatus } from '#app/domain/report/states.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { caseloadOf, dueReportsSeenBy } from '../scope.ts'
import { dueOn, lastDay, petitionKind } from './due.ts'
import { lastMovedAt } from './list.ts'
import { isReviewerGone } from './reviewer.ts'

const pageSize = 25

type Reviewer = Permitted<'report.review'>

/** The unfinished reports of an officer's caseload, a page at a time: what was sent, what went back, and
 *  what has still to come. Of a report that was never sent only what shows beside its award. */
export async function listQueue(actor: Reviewer, list: QueueList, day: string) {
  const place = list.after === null ? null : await findQueuePlace(actor, list, day)
  const key = sortKeys[list.sort]
  const direction = list.descending ? 'desc' : 'asc'
  const rows = await queued(actor, day)
    .where(shown[list.show](actor, day))
    .$if(place !== null, (query) =>
      query.where(
        sql<SqlBool>`(${key}, reports.id) ${sql.raw(list.descending ? '<' : '>')} (${place?.key ?? ''}, ${place?.id ?? 0})`,
      ),
    )
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .leftJoin('memberships as reviewers', 'reviewers.id', 'reports.reviewerMembershipId')
    .leftJoin('people as reviewer', 'reviewer.id', 'reviewers.personId')
    .innerJoin('caseloads as desk', (join) =>
      join.onRef('desk.awardId', '=', 'reports.awardId').on('desk.endedAt', 'is', null),
    )
    .innerJoin('memberships as owners', 'owners.id', 'desk.membershipId')
    .innerJoin('people as owner', 'owner.id', 'owners.personId')
    .select([
      'reports.id',
      'reports.number',
      'reports.periodStart',
      'reports.periodEnd',
      'reports.statutoryDueOn',
      'reports.workingDueOn',
      'reports.extendedDueOn',
      petitionKind.as('petition'),
      'reports.authorState',
      'reports.agencyState',
      'reports.endedAs',
      'reports.versionNo',
      'awards.number as awardNumber',
      'awards.name as awardName',
      'awards.sample',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'organizations.name as organizationName',
      'reviewer.name as reviewerName',
      'reports.reviewerMembershipId',
      'desk.membershipId as deskMembershipId',
      'owner.name as ownerName',
      isReviewerGone(day).as('isReviewerGone'),
      sinceDay.as('since'),
    ])
    .orderBy(key, direction)
    .orderBy('reports.id', direction)
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const moves = await readMoves(page.map(({ id }) => id))
  return {
    reports: page.map(({ authorState: author, agencyState: agency, endedAs, ...row }) => ({
      ...row,
      /** Whom the officer stands in for at this award; null at an own one. */
      standsInFor: row.deskMembershipId === actor.membershipId ? null : row.ownerName,
      author,
      agency,
      label: reportLabel(row),
      status: reportStatus({ author, agency, endedAs }),
      isYours: row.reviewerMembershipId === actor.membershipId,
      clocks: clocksOf(moves.get(row.id) ?? [], row.periodEnd, day),
    })),
    /** The report after which the next page begins; null on the last. */
    next: rows.length > pageSize ? (page.at(-1)?.number ?? null) : null,
  }
}

export type QueuedReport = Awaited<ReturnType<typeof listQueue>>['reports'][number]

/** How many reports each part of the queue holds. */
export async function countQueue(actor: Reviewer, day: string): Promise<Record<QueueShow, number>> {
  const count = (show: QueueShow) =>
    sql<number>`count(*) filter (where ${shown[show](actor, day)})`.as(show)
  return queued(actor, day)
    .select([count('mine'), count('grantee'), count('late'), count('all')])
    .executeTakeFirstOrThrow()
}

async function findQueuePlace(actor: Reviewer, list: QueueList, day: string) {
  const place = await queued(actor, day)
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .where('reports.number', '=', list.after)
    .select([sortKeys[list.sort].as('key'), 'reports.id'])
    .executeTakeFirst()
  return place ?? null
}

function queued(actor: Reviewer, day: string) {
  return (
    db
      .selectFrom('reports')
      .innerJoin('awards', 'awards.id', 'reports.awardId')
      .where('reports.id', 'in', dueReportsSeenBy(actor))
      // A list, so that a caseload is where the search begins.
      .where(sql<SqlBool>`reports.award_id = any(array(${caseloadOf(actor.membershipId)}))`)
      .where('reports.endedAs', 'is', null)
      .where('reports.agencyState', '<>', 'accepted')
      .where((eb) =>
        eb.or([eb('reports.versionNo', '>', 0), eb(dueOn, '<=', addDays(day, expectedDaysAhead))]),
      )
  )
}

/** A review that a colleague has begun is not one's turn, unless the colleague is away. */
const shown: Record<QueueShow, (actor: Reviewer, day: string) => Expression<SqlBool>> = {
  mine: ({ membershipId }, day) =>
    sql<SqlBool>`(reports.author_state = 'submitted' and (reports.agency_state <> 'in_review'
      or reports.reviewer_membership_id = ${membershipId} or ${isReviewerGone(day)}))`,
  grantee: () => sql<SqlBool>`reports.author_state <> 'submitted'`,
  late: (_actor, day) => sql<SqlBool>`(reports.version_no = 0 and ${lastDay} < ${day}::date)`,
  all: () => sql<SqlBool>`true`,
}

/** The day from which it waits where it is: before the first submission, from the end of its period. */
const sinceDay = sql<string>`case when reports.version_no = 0 then reports.period_end
  else coalesce((${lastMovedAt} at time zone 'America/New_York')::date, reports.period_end) end`

const sortKeys: Record<QueueSort, ReturnType<typeof sql<string>>> = {
  waiting: sql<string>`(${sinceDay})::text`,
  due: sql<string>`(${dueOn})::text`,
  grantee: sql<string>`lower(organizations.name) collate "C"`,
  period: sql<string>`reports.period_end::text`,
}

/** The moves of reports that have been found to be seen, oldest first. */
async function readMoves(reportIds: readonly number[]) {
  const moves = new Map(reportIds.map((id) => [id, [] as DatedMove[]]))
  if (reportIds.length === 0) return moves
  const events = await db
    .selectFrom('events')
    .where('reportId', 'in', [...reportIds])
    .where('kind', 'like', 'report.%')
    .where('kind', 'not in', ['report.saved', 'report.opened'])
    .select(['reportId', 'kind', 'at'])
    .orderBy('id')
    .execute()
  for (const { reportId, kind, at } of events) {
    moves.get(reportId ?? 0)?.push({ kind, on: dayIn(at) })
  }
  return moves
}
