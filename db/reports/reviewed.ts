import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { originsIn } from '#app/domain/report/crosswalk.ts'
import { type SealedContent, sealedItems } from '#app/domain/report/sealed.ts'
import { saidIn } from '#app/domain/report/differences.ts'
import { itemsFor } from '#app/domain/report/template.ts'
import { monthEnd } from '#app/domain/dates.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type ReportReader, findReport } from './find.ts'
import { asEarlier, asTargets, earlierOf, itemsOf, sealedAnswers, targetsOf } from './matter.ts'

/** The latest sealed version beside the last accepted period, the target, and what was sealed before
 *  it came back. What its authors are writing now is not in it. Null before the first submission. */
export async function findReviewed(actor: ReportReader, number: string) {
  const report = await findReport(actor, number)
  if (!report) return null
  const sealed = await db
    .selectNoFrom([
      jsonArrayFrom(lastTwoOf(actor, report.id)).as('versions'),
      jsonArrayFrom(earlierOf(report)).as('earlier'),
      jsonArrayFrom(itemsOf(report)).as('items'),
      jsonArrayFrom(targetsOf(report.awardId)).as('targets'),
    ])
    .executeTakeFirstOrThrow()
  const [latest, before] = sealed.versions
  if (!latest) return null
  const content = JSON.parse(latest.content) as SealedContent
  const earlier = sealed.earlier.map(asEarlier)
  const last = earlier.at(-1)
  const yearBefore = earlier.find(({ periodEnd }) => periodEnd === monthEnd(report.periodEnd, -12))
  const named = (one: (typeof earlier)[number] | undefined) =>
    one ? { ...one, label: reportLabel({ ...report, periodEnd: one.periodEnd }) } : null
  return {
    report,
    items: sealedItems(content, itemsFor(sealed.items, report.programCode)),
    targets: asTargets(sealed.targets),
    latest: {
      no: latest.no,
      sha256: latest.sha256,
      submittedAt: new Date(latest.submittedAt),
      solePerson: latest.solePerson,
      nothingToReport: latest.nothingToReport,
      sealed: content,
      answers: sealedAnswers(latest.content),
      origins: originsIn(content.answers),
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

function lastTwoOf(actor: ReportReader, reportId: number) {
  return db
    .selectFrom('reportVersions')
    .where('reportId', '=', reportId)
    .where('reportId', 'in', reportsSeenBy(actor))
    .select(['no', 'content', 'sha256', 'submittedAt', 'solePerson', 'nothingToReport'])
    .orderBy('no', 'desc')
    .limit(2)
}
