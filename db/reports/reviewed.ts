import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type ReportReader, findReport, labelOf } from './find.ts'
import {
  type SealedContent,
  readEarlierAccepted,
  readItems,
  readTargets,
  sealedAnswers,
} from './matter.ts'

/** The latest sealed version beside the last accepted period, the target, and what was sealed before
 *  it came back. What its authors are writing now is not in it. Null before the first submission. */
export async function findReviewed(actor: ReportReader, number: string) {
  const report = await findReport(actor, number)
  if (!report) return null
  const [latest, before] = await db
    .selectFrom('reportVersions')
    .where('reportId', '=', report.id)
    .where('reportId', 'in', reportsSeenBy(actor))
    .select(['no', 'content', 'sha256', 'submittedAt', 'solePerson', 'nothingToReport'])
    .orderBy('no', 'desc')
    .limit(2)
    .execute()
  if (!latest) return null
  const earlier = await readEarlierAccepted(report)
  const last = earlier.at(-1)
  return {
    report,
    items: await readItems(report, report.programCode),
    targets: await readTargets(report.awardId),
    latest: {
      no: latest.no,
      sha256: latest.sha256,
      submittedAt: latest.submittedAt,
      solePerson: latest.solePerson,
      nothingToReport: latest.nothingToReport,
      sealed: JSON.parse(latest.content) as SealedContent,
      answers: sealedAnswers(latest.content),
    },
    before: before ? { no: before.no, answers: sealedAnswers(before.content) } : null,
    last: last ? { ...last, label: labelOf({ ...report, periodEnd: last.periodEnd }) } : null,
  }
}

export type Reviewed = NonNullable<Awaited<ReturnType<typeof findReviewed>>>
