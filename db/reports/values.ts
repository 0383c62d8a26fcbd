import { formulaOf } from '#app/domain/report/derived.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import { type TemplateItem, isExplainable } from '#app/domain/report/template.ts'
import { type ValueMove, valueHistory } from '#app/domain/report/values.ts'
import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type FoundReport, type ReportReader, readReport, returnsOf } from './find.ts'
import { readItems } from './matter.ts'

/** One answer of a report with everything that happened to it, as far as the actor may know it: what its
 *  own organization has written so far, what the latest sealed version says for everybody else. */
export async function findValue(actor: ReportReader, number: string, code: string) {
  const found = await readReport(actor, number)
  if (!found) return null
  const { report } = found
  const items = await readItems(report, report.programCode)
  const item = items.find((one) => one.itemCode === code && isExplainable(one))
  if (!item) return null
  const isOwn = report.organizationId === actor.organizationId
  const versions = await readVersions(actor, report)
  const history = valueHistory(
    {
      revisions: await readRevisions(actor, report, code, isOwn),
      versions: versions.map(({ answers, ...version }) => {
        const said = answers.find((answer) => answer.code === code)
        return { ...version, value: said?.value ?? null, note: said?.explanation ?? null }
      }),
      moves: await readMoves(found, item),
    },
    isOwn,
  )
  const answers = isOwn
    ? await readDraft(actor, report)
    : (versions.at(-1)?.answers ?? []).map(({ code: itemCode, value, explanation }) => ({
        itemCode,
        value,
        explanation,
      }))
  return {
    report,
    item,
    items,
    isOwn,
    answers: Object.fromEntries(answers.map(({ itemCode, value }) => [itemCode, value])),
    note: answers.find(({ itemCode }) => itemCode === code)?.explanation ?? null,
    parts: partsOf(item).flatMap((part) => items.filter(({ itemCode }) => itemCode === part)),
    history,
  }
}

export type FoundValue = NonNullable<Awaited<ReturnType<typeof findValue>>>

/** The figures that a computed one is made of. */
function partsOf(item: TemplateItem): string[] {
  if (item.entry !== 'derived') return []
  if (item.valueType !== 'rate') return formulaOf(item).map(({ code }) => code)
  return [item.numeratorCode, item.denominatorCode].filter((code) => code !== null)
}

/** Of a draft nobody else reads anything: only what went into sealed versions is asked for. */
async function readRevisions(
  actor: ReportReader,
  report: FoundReport,
  code: string,
  isOwn: boolean,
) {
  return db
    .selectFrom('reportRevisions')
    .innerJoin('people', 'people.id', 'reportRevisions.changedBy')
    .leftJoin('reportUploads', 'reportUploads.id', 'reportRevisions.uploadId')
    .where('reportRevisions.reportId', '=', report.id)
    .where('reportRevisions.reportId', 'in', reportsSeenBy(actor))
    .where('reportRevisions.itemCode', '=', code)
    .$if(!isOwn, (query) => query.where('reportRevisions.versionNo', '<=', report.state.versionNo))
    .select([
      'reportRevisions.part',
      'reportRevisions.oldValue as before',
      'reportRevisions.newValue as after',
      'reportRevisions.versionNo',
      'people.name as who',
      'reportRevisions.changedAt as at',
      'reportUploads.fileName as file',
    ])
    .orderBy('reportRevisions.id')
    .execute()
}

async function readVersions(actor: ReportReader, { id }: FoundReport) {
  const rows = await db
    .selectFrom('reportVersions')
    .innerJoin('people', 'people.id', 'reportVersions.certifiedBy')
    .where('reportVersions.reportId', '=', id)
    .where('reportVersions.reportId', 'in', reportsSeenBy(actor))
    .select(['no', 'people.name as signer', 'submittedAt as at', 'content'])
    .orderBy('no')
    .execute()
  return rows.map(({ content, ...version }) => ({
    ...version,
    answers: (JSON.parse(content) as Partial<SealedContent>).answers ?? [],
  }))
}

/** When the answer's section came back, in the words it came back with, and what was accepted. */
async function readMoves(
  { report, events }: NonNullable<Awaited<ReturnType<typeof readReport>>>,
  item: TemplateItem,
): Promise<ValueMove[]> {
  const returns = await returnsOf(report.id).where('sectionOrder', '=', item.sectionOrder).execute()
  let versionNo = 0
  return events.flatMap(({ kind, at, actorName: who, reason, sections }): ValueMove[] => {
    if (kind === 'report.submitted' || kind === 'report.nothing_submitted') versionNo += 1
    const move = { versionNo, who, at }
    switch (kind) {
      case 'report.returned':
        return returns
          .filter((one) => one.versionNo === versionNo)
          .map(({ words }) => ({ ...move, kind: 'returned', words }))
      case 'report.reopened':
        return sections.includes(item.sectionOrder)
          ? [{ ...move, kind: 'reopened', words: reason }]
          : []
      case 'report.accepted':
        return [{ ...move, kind: 'accepted', words: null }]
      case 'report.withdrawn':
        return [{ ...move, kind: 'withdrawn', words: reason }]
      default:
        return []
    }
  })
}

async function readDraft(actor: ReportReader, { id }: FoundReport) {
  return db
    .selectFrom('reportAnswers')
    .where('reportId', '=', id)
    .where('reportId', 'in', reportsSeenBy(actor))
    .where('organizationId', '=', actor.organizationId)
    .select(['itemCode', 'value', 'explanation'])
    .execute()
}
