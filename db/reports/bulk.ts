import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type BulkAction, type BulkFacts, exceptionTo } from '#app/domain/report/bulk.ts'
import { leftOpen } from '#app/domain/report/checklist.ts'
import { readinessOf } from '#app/domain/report/readiness.ts'
import { countThreads } from '#app/domain/report/threads.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import { caseloadOf, dueReportsSeenBy } from '../scope.ts'
import { type WriteKey, writeKey, writeOnce } from '../write.ts'
import { listChecks } from './checklist.ts'
import { readFiling } from './matter.ts'
import { acceptReport, pickUpReport } from './review.ts'
import { listThreads } from './threads.ts'

type Reviewer = Permitted<'report.review'>

/** Chosen reports of an officer's caseload, each with why the action leaves it out, if it does; in the
 *  order of their award and period. What is not of the caseload is not among them. */
export async function previewBulk(actor: Reviewer, action: BulkAction, numbers: readonly string[]) {
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .leftJoin('memberships as reviewers', 'reviewers.id', 'reports.reviewerMembershipId')
    .leftJoin('people as reviewer', 'reviewer.id', 'reviewers.personId')
    .where('reports.number', 'in', [...numbers])
    .where('reports.id', 'in', dueReportsSeenBy(actor))
    .where('reports.awardId', 'in', caseloadOf(actor.membershipId))
    .select((eb) => [
      'reports.id',
      'reports.number',
      'reports.version',
      'reports.awardId',
      'reports.templateCode',
      'reports.templateVersion',
      'reports.periodEnd',
      'reports.versionNo',
      'reports.authorState as author',
      'reports.agencyState as agency',
      'reports.endedAs',
      'reports.reviewerMembershipId',
      'reviewer.name as reviewerName',
      'awards.number as awardNumber',
      'awards.name as awardName',
      'awards.sample',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'organizations.name as organizationName',
      eb
        .selectFrom('events')
        .innerJoin('people', 'people.id', 'events.personId')
        .whereRef('events.reportId', '=', 'reports.id')
        .where('events.kind', '=', 'reminder.by_officer')
        .where('events.at', '>', new Date(now().getTime() - dayInMs))
        .select('people.name')
        .orderBy('events.id', 'desc')
        .limit(1)
        .as('remindedBy'),
    ])
    .orderBy('awards.number')
    .orderBy('reports.periodEnd')
    .execute()
  const previewed = []
  for (const row of rows) {
    const isYours = row.reviewerMembershipId === actor.membershipId
    const isDeciding = action === 'accept' && isYours && row.agency === 'in_review'
    const work = isDeciding ? await openWork(actor, row) : noWork
    const facts: BulkFacts = { ...row, ...work, isYours }
    previewed.push({
      number: row.number,
      version: row.version,
      versionNo: row.versionNo,
      label: reportLabel(row),
      awardNumber: row.awardNumber,
      awardName: row.awardName,
      sample: row.sample,
      organizationName: row.organizationName,
      exception: exceptionTo(action, facts),
    })
  }
  return previewed
}

export type Previewed = Awaited<ReturnType<typeof previewBulk>>[number]

/** Does an action to each chosen report by itself: one that changed since the preview becomes an exception
 *  and holds up no other. Sent twice, it does nothing twice. */
export async function moveBulk(
  actor: Reviewer,
  { key }: WriteKey,
  action: BulkAction,
  chosen: readonly { number: string; version: number }[],
) {
  const told = await previewBulk(
    actor,
    action,
    chosen.map(({ number }) => number),
  )
  const outcomes: Previewed[] = []
  for (const report of told) {
    const { version = 0 } = chosen.find(({ number }) => number === report.number) ?? {}
    const own = writeKey(createHash('sha256').update(`${key} ${report.number}`).digest('hex'), [
      action,
      report.number,
      version,
    ])
    outcomes.push({ ...report, exception: await move(actor, own, action, { ...report, version }) })
  }
  return outcomes
}

/** Null when it was done now or by the same form before; else why not. */
async function move(
  actor: Reviewer,
  key: WriteKey,
  action: BulkAction,
  { number, version, exception }: Pick<Previewed, 'number' | 'version' | 'exception'>,
): Promise<string | null> {
  if (exception && !(await wasDone(actor, key))) return exception
  try {
    switch (action) {
      case 'pick_up':
        await pickUpReport(actor, key, number, version, 'pick_up')
        return null
      case 'accept':
        await acceptReport(actor, key, number, version, { note: null, why: null })
        return null
      case 'remind':
        await remindGrantee(actor, key, number)
        return null
    }
  } catch (error) {
    if (error instanceof Conflict) {
      return error.who
        ? `${error.who} changed it after you chose it.`
        : 'It changed after you chose it.'
    }
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** Whether this very move is stored already: a form that is sent again is answered as the first time. */
async function wasDone(actor: Reviewer, { key, requestHash }: WriteKey): Promise<boolean> {
  const stored = await db
    .selectFrom('idempotencyKeys')
    .where('personId', '=', actor.personId)
    .where('key', '=', key)
    .where('requestHash', '=', requestHash)
    .select(sql<number>`1`.as('one'))
    .executeTakeFirst()
  return stored !== undefined
}

/** Tells a grantee's preparers and certifying officials that a report is waited for. */
async function remindGrantee(actor: Reviewer, key: WriteKey, number: string): Promise<void> {
  await writeOnce(actor, key, async (trx) => {
    const report = await trx
      .selectFrom('reports')
      .where('reports.number', '=', number)
      .where('reports.id', 'in', dueReportsSeenBy(actor))
      .where('reports.awardId', 'in', caseloadOf(actor.membershipId))
      .where('reports.authorState', '<>', 'submitted')
      .where('reports.endedAs', 'is', null)
      .select(['id', 'awardId'])
      .forUpdate()
      .executeTakeFirst()
    if (!report) throw new Conflict('It is no longer with the grantee.')
    await record(trx, actor, {
      kind: 'reminder.by_officer',
      awardId: report.awardId,
      reportId: report.id,
    })
    return null
  })
}

async function openWork(
  actor: Reviewer,
  report: Parameters<typeof readFiling>[0],
): Promise<Pick<BulkFacts, 'unresolved' | 'unticked' | 'unexplained'>> {
  const { warnings } = readinessOf(await readFiling(report))
  return {
    unresolved: countThreads(await listThreads(actor, report.id)).unresolved,
    unticked: leftOpen(await listChecks(actor, report.id)).length,
    unexplained: warnings.filter(({ explanation }) => explanation === null).length,
  }
}

const noWork = { unresolved: 0, unticked: 0, unexplained: 0 }

const dayInMs = 86_400_000
