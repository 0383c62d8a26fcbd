import { type SealedContent, sealedItems } from '#app/domain/report/sealed.ts'
import { originsIn } from '#app/domain/report/crosswalk.ts'
import { saidIn } from '#app/domain/report/differences.ts'
import { monthEnd } from '#app/domain/dates.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type ReportReader, findReport } from './find.ts'
import { readEarlierAccepted, readItems, readTargets, sealedAnswers } from './matter.ts'

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
  const sealed = JSON.parse(latest.content) as SealedContent
  const earlier = await readEarlierAccepted(report)
  const last = earlier.at(-1)
  const yearBefore = earlier.find(({ periodEnd }) => periodEnd === monthEnd(report.periodEnd, -12))
  const named = (one: (typeof earlier)[number] | undefined) =>
    one ? { ...one, label: reportLabel({ ...report, periodEnd: one.periodEnd }) } : null
  return {
    report,
    items: sealedItems(sealed, await readItems(report, report.programCode)),
    targets: await readTargets(report.awardId),
    latest: {
      no: latest.no,
      sha256: latest.sha256,
      submittedAt: latest.submittedAt,
      solePerson: latest.solePerson,
      nothingToReport: latest.nothingToReport,
      sealed,
      answers: sealedAnswers(latest.content),
      origins: originsIn(sealed.answers),
      /** What the rules asked about, each with its explanation. */
      warnings: (sealed.warnings ?? []).map(({ code, message, explanation }) => ({
        label: `${message} Rule ${code}.`,
        value: explanation ?? 'Nobody explained this.',
      })),
    },
    before: before
      ? { no: before.no, ...saidIn(JSON.parse(before.content) as Partial<SealedContent>) }
      : null,
    last: named(last),
    /** The same period a year ago, unless that is the last one, as of an annual report. */
    yearBefore: yearBefore === last ? null : named(yearBefore),
  }
}

export type Reviewed = NonNullable<Awaited<ReturnType<typeof findReviewed>>>
