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

/** Everything a report is filled from and checked against, read in few questions; the caller has
 *  already been found to see the report and its draft. */
export async function readFiling(report: Asked, within: Db | Trx = db): Promise<ReadFiling> {
  const award = await within
    .selectFrom('awards')
    .where('id', '=', report.awardId)
    .select(['programCode', 'amount', 'periodStart', 'periodEnd'])
    .executeTakeFirstOrThrow()
  const [items, rules, targets, previous, answers] = [
    await readItems(report, award.programCode, within),
    await listRules(report, within),
    await readTargets(report.awardId, within),
    await readEarlierAccepted(report, within),
    await readAnswers(report.id, within),
  ]
  return {
    items,
    rules,
    ...answers,
    previous: previous.map(({ answers: given }) => given),
    last: previous.at(-1) ?? null,
    award: {
      obligated: award.amount,
      periodStart: award.periodStart,
      periodEnd: award.periodEnd,
      targets,
    },
    periodEnd: report.periodEnd,
  }
}

/** The items of a report's form that its award's program is asked, with their indicators. */
export async function readItems(
  report: Pick<Asked, 'templateCode' | 'templateVersion'>,
  programCode: string,
  within: Db | Trx = db,
): Promise<TemplateItem[]> {
  const items = await within
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
    .execute()
  return itemsFor(items, programCode)
}

async function listRules(report: Asked, within: Db | Trx) {
  return within
    .selectFrom('templateRules')
    .where('template', '=', report.templateCode)
    .where('version', '=', report.templateVersion)
    .select(['code', 'severity', 'leftSide', 'op', 'rightSide', 'message'])
    .orderBy('code')
    .execute()
}

export async function readTargets(
  awardId: number,
  within: Db | Trx = db,
): Promise<Record<string, string>> {
  const rows = await within
    .selectFrom('awardTargets')
    .where('awardId', '=', awardId)
    .select(['indicatorCode', 'target'])
    .execute()
  return Object.fromEntries(rows.map(({ indicatorCode, target }) => [indicatorCode, target]))
}

/** The accepted reports of the same award and form before this one, oldest first, as they were sealed. */
export async function readEarlierAccepted(
  report: Pick<Asked, 'awardId' | 'templateCode' | 'periodEnd'>,
  within: Db | Trx = db,
): Promise<{ periodEnd: string; answers: Answers }[]> {
  const rows = await within
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
    .execute()
  return rows.map(({ periodEnd, content }) => ({ periodEnd, answers: sealedAnswers(content) }))
}

/** The answers of a sealed version, by item code. */
export function sealedAnswers(content: string): Answers {
  const { answers = [] } = JSON.parse(content) as Partial<SealedContent>
  return Object.fromEntries(answers.map(({ code, value }) => [code, value]))
}

export async function readAnswers(
  reportId: number,
  within: Db | Trx = db,
): Promise<{ answers: Answers; explanations: Answers }> {
  const rows = await within
    .selectFrom('reportAnswers')
    .where('reportId', '=', reportId)
    .select(['itemCode', 'value', 'explanation'])
    .execute()
  return {
    answers: Object.fromEntries(rows.map(({ itemCode, value }) => [itemCode, value])),
    explanations: Object.fromEntries(
      rows.map(({ itemCode, explanation }) => [itemCode, explanation]),
    ),
  }
}
