import type { Origin } from './crosswalk.ts'
import type { FigureItem } from './derived.ts'
import type { FileKind } from './files.ts'
import type { TemplateItem } from './template.ts'

/** What a sealed version says, as its canonical JSON holds it. */
export interface SealedContent {
  format: 'report-1'
  report: { number: string; version: number; periodStart: string; periodEnd: string }
  award: { number: string; program: string; organization: string }
  template: { code: string; version: number; sha256: string }
  nothingToReport: boolean
  answers: SealedAnswer[]
  /** What backs them, each with the hash its bytes lie under; absent in versions sealed before there
   *  were files. */
  files?: { code: string; name: string; kind: FileKind; size: number; sha256: string }[]
  /** What the form's rules asked about, each with the line that explains it; absent in versions sealed
   *  before warnings were explained one by one. */
  warnings?: SealedWarning[]
  /** What stood around the answers when they were signed, so that a version reads the same whatever
   *  changes later; absent in versions sealed before it was kept. */
  shown?: SealedSurroundings
  preparedBy: string[]
  handedOverBy: string | null
  certification: {
    person: string
    name: string
    title: string
    statement: string
    solePerson: boolean
    at: string
  }
}

export interface SealedAnswer {
  code: string
  section: number
  label: string
  kind: TemplateItem['itemKind']
  /** Derived figures are computed and sealed with the rest; null: not answered. */
  value: string | null
  explanation: string | null
  /** Where it was taken over from, if it was. */
  origin?: Origin
}

export interface SealedWarning {
  /** The rule's number. */
  code: string
  items: string[]
  message: string
  explanation: string | null
}

export interface SealedSurroundings {
  /** The name of the form. */
  form: string
  /** What people call the period: 'Q3 2026'. */
  label: string
  awardName: string | null
  sections: { order: number; title: string }[]
  /** How each figure is made and reads. */
  figures: FigureItem[]
  /** What each item that asks for files is called. */
  attachments: { code: string; label: string }[]
  targets: { code: string; value: string }[]
  /** The figures of the last accepted period. */
  last: { label: string; answers: { code: string; value: string }[] } | null
}

/**
 * The items of a sealed version as it was signed: sections, labels, and how each figure is made, whatever
 * its form or an indicator says by now. A version sealed before its surroundings were kept takes them from
 * its form, as `items`.
 */
export function sealedItems(
  { answers = [], shown }: Partial<Pick<SealedContent, 'answers' | 'shown'>>,
  items: readonly TemplateItem[],
): TemplateItem[] {
  if (!shown) {
    const given = new Set(answers.map(({ code }) => code))
    return items.filter(
      ({ itemCode, itemKind }) => itemKind === 'attachment' || given.has(itemCode),
    )
  }
  const titles = new Map(shown.sections.map(({ order, title }) => [order, title]))
  const figures = new Map(shown.figures.map((figure) => [figure.itemCode, figure]))
  const last = shown.sections.at(-1)?.order ?? 1
  const lines = [
    ...answers,
    ...shown.attachments.map((line) => ({ ...line, section: last, kind: 'attachment' as const })),
  ]
  return lines.map(({ code, section, label, kind }, index) => ({
    ...noFigure,
    ...figures.get(code),
    sectionOrder: section,
    section: titles.get(section) ?? '',
    itemOrder: index + 1,
    itemKind: kind,
    itemCode: code,
    label,
    help: null,
    required: false,
    appliesTo: null,
  }))
}

const noFigure = {
  valueType: null,
  entry: null,
  cumulation: null,
  numerator: null,
  numeratorCode: null,
  denominatorCode: null,
  nCode: null,
}
