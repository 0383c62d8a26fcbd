import { isAnswered, isPrepared, type Answers, type TemplateItem } from './template.ts'
import { formatValue, isFigure } from './display.ts'

/** The report that a sheet of figures is for, with what its draft holds. */
export interface SheetSubject {
  number: string
  /** What people call the period: 'Q3 2026'. It heads the column that is read. */
  label: string
  template: { code: string; version: number }
  items: readonly TemplateItem[]
  answers: Answers
  explanations: Answers
  targets: Readonly<Record<string, string>>
  last: { label: string; answers: Answers } | null
  /** The sections that may change now; the figures of others stay as they were sealed. */
  editable: 'all' | readonly number[]
}

export const sheetColumns = [
  'code',
  'section',
  'figure',
  'unit',
  'target',
  'last',
  'value',
  'note',
  'asks',
  'report',
  'form',
] as const
export type SheetColumn = (typeof sheetColumns)[number]

/** The words over each column. What is read are code, value, note, report and form. */
export function sheetHeadings({
  label,
  last,
}: Pick<SheetSubject, 'label' | 'last'>): Record<SheetColumn, string> {
  return {
    code: 'Code',
    section: 'Section',
    figure: 'Figure',
    unit: 'Unit',
    target: 'Target',
    last: last ? `${last.label}, accepted` : 'Last period',
    value: label,
    note: 'Note',
    asks: 'What it asks',
    report: 'Report',
    form: 'Form',
  }
}

/** A line of the sheet that is offered for download. */
export interface SheetLine extends Record<
  Exclude<SheetColumn, 'value' | 'last' | 'target'>,
  string
> {
  /** Whether the figures of this line are numbers that a spreadsheet can add. */
  isNumber: boolean
  isMoney: boolean
  target: string
  last: string
  value: string
}

/** One line a figure that people enter, in the form's order, filled with what the draft holds. */
export function sheetLines(subject: SheetSubject): SheetLine[] {
  return figuresOf(subject.items).map((item) => ({
    code: item.itemCode,
    section: item.section,
    figure: item.label,
    unit: unitOf(item),
    target: subject.targets[item.itemCode] ?? '',
    last: subject.last?.answers[item.itemCode] ?? '',
    value: subject.answers[item.itemCode] ?? '',
    note: subject.explanations[item.itemCode] ?? '',
    asks: spellOut(item.help ?? '', subject.items),
    report: subject.number,
    form: formName(subject.template),
    isNumber: item.valueType !== null && item.valueType !== 'text',
    isMoney: item.valueType !== 'count' && item.valueType !== 'text' && item.valueType !== null,
  }))
}

/** The figures that people enter: what is computed, told in words or attested is not in a sheet. */
export function figuresOf(items: readonly TemplateItem[]): TemplateItem[] {
  return items.filter((item) => isFigure(item) && isPrepared(item))
}

export const formName = ({ code, version }: SheetSubject['template']) =>
  `${code} version ${version}`

function unitOf({ valueType }: TemplateItem): string {
  switch (valueType) {
    case 'count':
      return 'whole number'
    case 'usd':
      return 'dollars'
    case 'usd_per_hour':
      return 'dollars an hour'
    case 'median_usd':
      return 'dollars, median'
    default:
      return 'words'
  }
}

/** The codes in a help text, as the labels that people see. */
export function spellOut(help: string, items: readonly TemplateItem[]): string {
  return help.replace(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g, (code) => {
    const item = items.find(({ itemCode }) => itemCode === code)
    return item ? `“${item.label}”` : code
  })
}

/** A figure that a file would change, for the page that asks before anything is saved. */
export interface SheetChange {
  itemCode: string
  label: string
  section: string
  part: 'value' | 'explanation'
  before: string | null
  after: string
}

/** What of the entries read from a file differs from what the draft holds now. */
export function changesBy(
  entries: readonly { itemCode: string; part: 'value' | 'explanation'; value: string }[],
  subject: Pick<SheetSubject, 'items' | 'answers' | 'explanations'>,
): SheetChange[] {
  return entries.flatMap(({ itemCode, part, value }) => {
    const item = subject.items.find((one) => one.itemCode === itemCode)
    const stored = (part === 'value' ? subject.answers : subject.explanations)[itemCode]
    if (!item || stored === value) return []
    const shown = (text: string) => (part === 'value' ? formatValue(item.valueType, text) : text)
    return [
      {
        itemCode,
        label: item.label,
        section: item.section,
        part,
        before: isAnswered(stored) ? shown(stored) : null,
        after: shown(value),
      },
    ]
  })
}
