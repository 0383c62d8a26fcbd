import { differs, formatFigure, isFigure } from './display.ts'
import type { NamedFile } from './files.ts'
import type { SealedWarning } from './sealed.ts'
import { type Answers, type TemplateItem, isAnswered, sectionsOf } from './template.ts'

/** What a version said: answers and notes by item code, the files behind them, and what stood out. */
export interface Said {
  answers: Answers
  explanations: Answers
  files: readonly Pick<NamedFile, 'itemCode' | 'name' | 'sha256'>[]
  warnings: readonly SealedWarning[]
}

/** What of a sealed version can be held against another. */
export function saidIn({ answers = [], files = [], warnings = [] }: Sealed): Said {
  return {
    answers: Object.fromEntries(answers.map(({ code, value }) => [code, value])),
    explanations: Object.fromEntries(answers.map(({ code, explanation }) => [code, explanation])),
    files: files.map(({ code, name, sha256 }) => ({ itemCode: code, name, sha256 })),
    warnings,
  }
}

interface Sealed {
  answers?: readonly { code: string; value: string | null; explanation: string | null }[]
  files?: readonly { code: string; name: string; sha256: string }[]
  warnings?: readonly SealedWarning[]
}

export interface Difference {
  itemCode: string
  /** The item, or what of it: its note, its files. */
  label: string
  isFigure: boolean
  /** As people read it; null: nothing was there. */
  before: string | null
  after: string | null
}

/** What two versions of a report say differently, section by section in the order of the form. */
export function differencesOf(items: readonly TemplateItem[], before: Said, after: Said) {
  const sections = sectionsOf(items).map(({ order, title, items: own }) => ({
    order,
    title,
    differences: own.flatMap((item) => [
      ...valueDifference(item, items, before, after),
      ...noteDifference(item, before, after),
      ...fileDifference(item, before, after),
    ]),
  }))
  const warnings = {
    order: Math.max(0, ...sections.map(({ order }) => order)) + 1,
    title: 'What stands out',
    differences: warningDifferences(before, after),
  }
  return [...sections, warnings].filter(({ differences }) => differences.length > 0)
}

function valueDifference(
  item: TemplateItem,
  items: readonly TemplateItem[],
  before: Said,
  after: Said,
): Difference[] {
  const { itemCode, label } = item
  if (item.itemKind === 'attestation' || item.itemKind === 'attachment') return []
  if (!differs(itemCode, items, before.answers, after.answers)) return []
  const read = ({ answers }: Said) =>
    isFigure(item) ? formatFigure(item, items, answers) : textOf(answers[itemCode])
  return [{ itemCode, label, isFigure: isFigure(item), before: read(before), after: read(after) }]
}

function noteDifference({ itemCode, label }: TemplateItem, before: Said, after: Said) {
  const [was, is] = [before, after].map(({ explanations }) => textOf(explanations[itemCode]))
  if (was === is) return []
  return [
    {
      itemCode,
      label: `${label}: note`,
      isFigure: false,
      before: was ?? null,
      after: is ?? null,
    },
  ]
}

function fileDifference({ itemCode, label }: TemplateItem, before: Said, after: Said) {
  const own = ({ files }: Said) => files.filter((file) => file.itemCode === itemCode)
  const hashes = (said: Said) =>
    own(said)
      .map(({ sha256 }) => sha256)
      .sort()
      .join()
  if (hashes(before) === hashes(after)) return []
  const names = (said: Said) =>
    own(said)
      .map(({ name }) => name)
      .join('; ') || null
  return [
    {
      itemCode,
      label: `${label}: files`,
      isFigure: false,
      before: names(before),
      after: names(after),
    },
  ]
}

/** What stands out in only one of the two, or is explained in other words. */
function warningDifferences(before: Said, after: Said): Difference[] {
  const explained = ({ warnings }: Said) =>
    new Map(
      warnings.map(({ message, explanation }) => [
        message,
        explanation ?? 'Nobody explained this.',
      ]),
    )
  const [was, is] = [explained(before), explained(after)]
  const items = new Map(
    [...before.warnings, ...after.warnings].map((warning) => [warning.message, warning.items[0]]),
  )
  return [...items]
    .filter(([message]) => was.get(message) !== is.get(message))
    .map(([message, itemCode]) => ({
      itemCode: itemCode ?? '',
      label: message,
      isFigure: false,
      before: was.get(message) ?? null,
      after: is.get(message) ?? null,
    }))
}

const textOf = (value: string | null | undefined) => (isAnswered(value) ? value : null)

/** The two versions an address asks to compare, the earlier first; the last two where it asks for none. */
export function readCompared(
  params: URLSearchParams,
  latest: number,
): { from: number; to: number } {
  const read = (name: string, otherwise: number) => {
    const text = params.get(name) ?? ''
    const no = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : otherwise
    return no > latest ? otherwise : no
  }
  const from = read('from', Math.max(latest - 1, 1))
  const to = read('to', latest)
  return from <= to ? { from, to } : { from: to, to: from }
}
