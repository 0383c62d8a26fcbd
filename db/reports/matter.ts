import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Filing } from '#app/domain/report/readiness.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import { type Answers, type TemplateItem, itemsFor } from '#app/domain/report/template.ts'
import { type Db, type Trx, db } from '../index.ts'

/** What identifies a report's questions: its form, its award and its period. */
export interface Asked {
  id: number
  awardId: number
  templateCode: string
  templateVersion: number
  periodEnd: string
}

/** A filing with the last accepted period beside which it is written. */
export interface ReadFiling extends Filing {
  last: { periodEnd: string; answers: Answers } | null
}

/** Everything a report is filled from and checked against, in two questions; the caller has already been
 *  found to see the report and its draft. */
export async function readFiling(report: Asked, within: Db | Trx = db): Promise<ReadFiling> {
  const { programCode, amount, periodStart, periodEnd, ...matter } = await within
    .selectFrom('awards')
    .where('id', '=', report.awardId)
    .select([
      'programCode',
      'amount',
      'periodStart',
      'periodEnd',
      jsonArrayFrom(targetsOf(report.awardId, within)).as('targets'),
      jsonArrayFrom(earlierOf(report, within)).as('earlier'),
      jsonArrayFrom(answersOf(report.id, within)).as('answers'),
    ])
    .executeTakeFirstOrThrow()
  const form = await within
    .selectNoFrom([
      jsonArrayFrom(itemsOf(report, within)).as('items'),
      jsonArrayFrom(rulesOf(report, within)).as('rules'),
    ])
    .executeTakeFirstOrThrow()
  const previous = matter.earlier.map(asEarlier)
  return {
    items: itemsFor(form.items, programCode),
    rules: form.rules,
    answers: Object.fromEntries(matter.answers.map(({ itemCode, value }) => [itemCode, value])),
    explanations: Object.fromEntries(
      matter.answers.map(({ itemCode, explanation }) => [itemCode, explanation]),
    ),
    previous: previous.map(({ answers: given }) => given),
    last: previous.at(-1) ?? null,
    award: { obligated: amount, periodStart, periodEnd, targets: asTargets(matter.targets) },
    periodEnd: report.periodEnd,
  }
}

/** The items of a report's form that its award's program is asked, with their indicators. */
export async function readItems(
  report: Pick<Asked, 'templateCode' | 'templateVersion'>,
  programCode: string,
  within: Db | Trx = db,
): Promise<TemplateItem[]> {
  return itemsFor(await itemsOf(report, within).execute(), programCode)
}

/** Every item of a form, in reading order, whatever the program. */
export function itemsOf(
  report: Pick<Asked, 'templateCode' | 'templateVersion'>,
  within: Db | Trx = db,
) {
  return within
    .selectFrom('templateItems')
    .leftJoin('indicators', 'indicators.code', 'templateItems.indicator')
    .where('templateItems.template', '=', report.templateCode)
    .where('templateItems.version', '=', report.templateVersion)
    .select([
      'sectionOrder',
      'section',
      'itemOrder',
      'itemKind',
      'itemCode',
      'label',
      'help',
      'templateItems.required',
      'appliesTo',
      'indicators.valueType',
      'indicators.entry',
      'indicators.cumulation',
      'indicators.numerator',
      'indicators.numeratorCode',
      'indicators.denominatorCode',
      'indicators.nCode',
    ])
    .orderBy('sectionOrder')
    .orderBy('itemOrder')
}

function rulesOf(report: Asked, within: Db | Trx) {
  return within
    .selectFrom('templateRules')
    .where('template', '=', report.templateCode)
    .where('version', '=', report.templateVersion)
    .select(['code', 'severity', 'leftSide', 'op', 'rightSide', 'message'])
    .orderBy('code')
}

/** What an award is held against. A target is text: JSON would make a number of it. */
export function targetsOf(awardId: number, within: Db | Trx = db) {
  return within
    .selectFrom('awardTargets')
    .where('awardId', '=', awardId)
    .select(['indicatorCode', (eb) => eb.cast<string>('target', 'text').as('target')])
}

export function asTargets(
  rows: readonly { indicatorCode: string; target: string }[],
): Record<string, string> {
  return Object.fromEntries(rows.map(({ indicatorCode, target }) => [indicatorCode, target]))
}

/** The accepted reports of the same award and form before this one, oldest first, as they were sealed. */
export function earlierOf(
  report: Pick<Asked, 'awardId' | 'templateCode' | 'periodEnd'>,
  within: Db | Trx = db,
) {
  return within
    .selectFrom('reports')
    .innerJoin('reportVersions', (join) =>
      join
        .onRef('reportVersions.reportId', '=', 'reports.id')
        .onRef('reportVersions.no', '=', 'reports.acceptedVersionNo'),
    )
    .where('reports.awardId', '=', report.awardId)
    .where('reports.templateCode', '=', report.templateCode)
    .where('reports.periodEnd', '<', report.periodEnd)
    .select(['reports.periodEnd', 'reportVersions.content'])
    .orderBy('reports.periodEnd')
}

export function asEarlier({ periodEnd, content }: { periodEnd: string; content: string }) {
  return { periodEnd, answers: sealedAnswers(content) }
}

/** The answers of a sealed version, by item code. */
export function sealedAnswers(content: string): Answers {
  const { answers = [] } = JSON.parse(content) as Partial<SealedContent>
  return Object.fromEntries(answers.map(({ code, value }) => [code, value]))
}

function answersOf(reportId: number, within: Db | Trx) {
  return within
    .selectFrom('reportAnswers')
    .where('reportId', '=', reportId)
    .select(['itemCode', 'value', 'explanation'])
}
