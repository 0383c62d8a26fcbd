import { canonicalJson } from '#app/domain/report/canonical.ts'
import { certificationStatement, nothingStatement } from '#app/domain/report/certification.ts'
import { withDerived } from '#app/domain/report/derived.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import { type TemplateItem, isAnswered } from '#app/domain/report/template.ts'
import { type Shape, reached, shapes } from './shapes.ts'
import { challengeWords, narrativeWords, progressWords } from './words.ts'

/** The award behind a report: people a quarter, and how well it does (0.72 to 0.98). */
export interface Volume {
  people: number
  quality: number
  /** How many quarters of the award the report lies in. */
  quarter: number
}

/** The answers of an invented report, its derived figures with them: by shape, and plain words. */
export function answersOf(
  draw: () => number,
  items: readonly TemplateItem[],
  template: string,
  { people, quality, quarter }: Volume,
): Record<string, string | null> {
  const inPeriod = people * (0.6 + 0.8 * draw())
  const answers: Record<string, string> = {}
  for (const item of items) {
    const { itemCode, itemKind, cumulation } = item
    const shape = shapes[template]?.[itemCode]
    if (itemKind === 'narrative') {
      if (item.required) answers[itemCode] = words(draw, itemCode)
    } else if (itemKind === 'attestation') {
      answers[itemCode] = 'yes'
    } else if (item.entry === 'entered' && (shape ?? item.required)) {
      const base = cumulation === 'cumulative' ? people * quarter : inPeriod
      answers[itemCode] = figure(draw, shape ?? { share: 0, depth: 0 }, base, quality)
    }
  }
  return withDerived(items, answers)
}

function figure(draw: () => number, shape: Shape, base: number, quality: number): string {
  if ('share' in shape) return String(reached(base, shape, quality))
  return (shape.low + draw() * (shape.high - shape.low)).toFixed(2)
}

function words(draw: () => number, code: string): string {
  const choice =
    code === 'N_PROGRESS'
      ? progressWords
      : code === 'N_CHALLENGES'
        ? challengeWords
        : narrativeWords
  return choice[Math.floor(draw() * choice.length)] ?? ''
}

/** The sealed content of a version, as the app would write it without what stood around the answers. */
export function sealedText(of: {
  report: SealedContent['report']
  award: SealedContent['award']
  template: SealedContent['template']
  items: readonly TemplateItem[]
  /** Null: nothing to report. */
  answers: Readonly<Record<string, string | null>> | null
  preparer: string
  certifier: string
  at: Date
}): string {
  const { report, award, template, items, answers, preparer, certifier, at } = of
  return canonicalJson({
    format: 'report-1',
    report,
    award,
    template,
    nothingToReport: answers === null,
    answers: items.flatMap(({ itemCode, sectionOrder, label, itemKind }) => {
      const value = answers?.[itemCode]
      if (!isAnswered(value)) return []
      return [
        { code: itemCode, section: sectionOrder, label, kind: itemKind, value, explanation: null },
      ]
    }),
    files: [],
    preparedBy: answers === null ? [] : [preparer],
    handedOverBy: answers === null ? null : preparer,
    certification: {
      person: certifier,
      name: certifier,
      title: 'Director',
      statement: answers === null ? nothingStatement : certificationStatement,
      solePerson: preparer === certifier,
      at: at.toISOString(),
    },
  } satisfies SealedContent)
}
