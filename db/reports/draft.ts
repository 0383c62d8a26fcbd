import { readinessOf } from '#app/domain/report/readiness.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { db } from '../index.ts'
import { type FoundReport, type ReportReader, readReport } from './find.ts'
import { readFiling } from './matter.ts'

/** A report as its own organization works on it: questions, answers, what still stands in the way.
 *  Null for everybody else, who see sealed versions only. */
export async function findDraft(actor: ReportReader, number: string) {
  const found = await readReport(actor, number)
  if (!found || found.report.organizationId !== actor.organizationId) return null
  const { report, events } = found
  const { last, ...filing } = await readFiling(report)
  const reason = events.filter(({ kind }) => cameBack.includes(kind)).at(-1)
  return {
    report,
    filing,
    readiness: readinessOf(filing),
    last: last ? { ...last, label: reportLabel({ ...report, periodEnd: last.periodEnd }) } : null,
    /** Why it came back, if that is what happened to it last. */
    reason: reason
      ? { kind: reason.kind, reason: reason.reason, who: reason.actorName, at: reason.at }
      : null,
    ...(await readRevisions(report)),
  }
}

/** A submission in between answers what came before it, so its words are no longer shown. */
const cameBack: readonly string[] = [
  'report.declined',
  'report.withdrawn',
  'report.reopened',
  'report.submitted',
  'report.returned',
]

export type Draft = NonNullable<Awaited<ReturnType<typeof findDraft>>>

/** The last revision a page has seen, and the items changed since the latest version was sealed. */
async function readRevisions(report: FoundReport) {
  const rows = await db
    .selectFrom('reportRevisions')
    .where('reportId', '=', report.id)
    .select((eb) => [
      'itemCode',
      eb.fn.max('id').as('last'),
      eb.fn.max('versionNo').as('versionNo'),
    ])
    .groupBy('itemCode')
    .execute()
  return {
    seen: Math.max(0, ...rows.map(({ last }) => last)),
    changedItems: rows
      .filter(({ versionNo }) => versionNo === report.state.versionNo + 1)
      .map(({ itemCode }) => itemCode),
  }
}
