import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { comparabilities } from '#app/domain/report/crosswalk.ts'
import {
  cumulations,
  directions,
  entries,
  indicatorUnits,
  itemKinds,
  ruleOperators,
  severities,
  valueTypes,
} from '../schema/reference.ts'
import type { Trx } from '../index.ts'
import { blank, hours, list, oneOf, text, url, whole, yesNo } from './cells.ts'
import type { ReferenceFolder } from './read.ts'
import { type Loaded, replaceLinks, upsert } from './upsert.ts'

/** What a report asks: indicators, the templates made of them, their rules, and what filing costs.
 *  Rules, checklists and forms name a template without a version and go with the newest; those of an
 *  earlier version stay as they were, with the reports that were opened under it. */
export async function loadReportingLists(trx: Trx, folder: ReferenceFolder): Promise<Loaded[]> {
  const indicators = folder
    .read('indicators.csv', indicator, ['code'])
    .map(({ order, ...rest }) => ({ ...rest, position: order }))
  const pairs = folder.read('crosswalk.csv', pair, ['fromIndicator', 'toIndicator'])
  const asked = folder.read('templates.csv', templateItem, ['template', 'version', 'itemCode'])
  const items = asked.map(({ program: _, ...item }) => item)
  const newest = new Map<string, number>()
  for (const { template, version } of items) {
    newest.set(template, Math.max(version, newest.get(template) ?? 0))
  }
  const rules = folder.read('rules.csv', rule, ['code']).map(({ left, right, ...rest }) => ({
    ...rest,
    version: newest.get(rest.template) ?? 1,
    leftSide: left,
    rightSide: right,
  }))
  const checks = folder
    .read('checklists.csv', check, ['template', 'code'])
    .map((row) => ({ ...row, version: newest.get(row.template) ?? 1 }))
  const forms = folder.read('burden.csv', form, ['form']).map((row) => ({
    ...row,
    version: row.template === null ? null : (newest.get(row.template) ?? 1),
  }))

  return [
    await upsert(trx, 'indicators', ['code'], indicators),
    await upsert(trx, 'crosswalk', ['fromIndicator', 'toIndicator'], pairs),
    await upsert(trx, 'templates', ['code', 'version'], listTemplates(items)),
    await replaceLinks(
      trx,
      'templatePrograms',
      ['template', 'version', 'program'],
      listTemplatePrograms(asked),
    ),
    await upsert(trx, 'templateItems', ['template', 'version', 'itemCode'], items),
    await upsert(trx, 'templateRules', ['template', 'version', 'code'], rules),
    await upsert(trx, 'checklistItems', ['template', 'version', 'code'], checks),
    await upsert(trx, 'burden', ['form'], forms),
  ]
}

/** The sources give the templates codes and no titles; these are the tracker's own. */
const templateTitles = new Map([
  ['GJC-Q', 'Good Jobs Challenge quarterly report'],
  ['SSEEP-Q', 'SSEEP quarterly performance and narrative report'],
  ['WIOA-Q', 'WIOA Title I quarterly report of a state'],
  ['FIN-Q', 'Quarterly financial report'],
])

interface Versioned {
  template: string
  version: number
}

function listTemplates(items: Versioned[]) {
  const contents = new Map<string, Versioned[]>()
  for (const item of items) {
    const name = `${item.template} ${item.version}`
    contents.set(name, [...(contents.get(name) ?? []), item])
  }
  return [...contents.values()].flatMap((content) => {
    const [first] = content
    if (!first) return []
    return {
      code: first.template,
      version: first.version,
      title: templateTitles.get(first.template) ?? first.template,
      contentSha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    }
  })
}

function listTemplatePrograms(asked: (Versioned & { program: string[] })[]) {
  const links = new Map<string, Versioned & { program: string }>()
  for (const { template, version, program: programs } of asked) {
    for (const program of programs) {
      links.set(`${template} ${version} ${program}`, { template, version, program })
    }
  }
  return [...links.values()]
}

const indicator = z.object({
  code: text,
  name: text,
  stream: text,
  unit: oneOf(indicatorUnits),
  numerator: blank(text),
  denominator: blank(text),
  direction: oneOf(directions),
  exclusions: blank(text),
  reportingLag: blank(text),
  definition: text,
  sourceUrl: blank(url),
  canonicalUrl: blank(url),
  confidence: text,
  valueType: oneOf(valueTypes),
  entry: oneOf(entries),
  cumulation: oneOf(cumulations),
  numeratorCode: blank(text),
  denominatorCode: blank(text),
  nCode: blank(text),
  order: whole,
  required: yesNo,
})

const pair = z.object({
  fromIndicator: text,
  toIndicator: text,
  comparability: oneOf(comparabilities),
  reason: text,
})

const templateItem = z.object({
  template: text,
  program: list,
  version: whole,
  sectionOrder: whole,
  section: text,
  itemOrder: whole,
  itemKind: oneOf(itemKinds),
  itemCode: text,
  label: text,
  help: blank(text),
  required: yesNo,
  appliesTo: blank(list),
  citation: text,
})

const rule = z.object({
  code: text,
  template: text,
  severity: oneOf(severities),
  expression: text,
  left: text,
  op: oneOf(ruleOperators),
  right: blank(text),
  message: text,
  citation: text,
})

const check = z.object({
  template: text,
  code: text,
  position: whole,
  label: text,
  help: blank(text),
  appliesTo: blank(list),
  citation: text,
})

const form = z.object({
  form: text,
  title: text,
  ombControlNumber: text,
  template: blank(text),
  agency: blank(text),
  hoursPerResponse: blank(hours),
  basis: blank(text),
  sourceUrl: blank(url),
  notes: blank(text),
})
