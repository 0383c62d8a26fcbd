import { checkRules, type Finding, type ReportRule, type RuleContext } from './rules.ts'
import {
  isAnswered,
  isPrepared,
  missingItems,
  type Answers,
  type TemplateItem,
} from './template.ts'

/** What a report is checked against, as its rules read it, with the words given for its answers, and for
 *  its warnings by their keys. */
export interface Filing extends Omit<RuleContext, 'explained' | 'items'> {
  items: readonly TemplateItem[]
  rules: readonly ReportRule[]
  explanations: Answers
}

export interface Readiness {
  /** Required items without an answer and without words that say why. */
  missing: TemplateItem[]
  errors: Finding[]
  warnings: Warning[]
  /** How many items stand in the way of handing over. */
  blocking: number
  /** How many warnings nobody has explained; they stand in the way as well. */
  unexplained: number
}

export interface Warning extends Finding {
  /** The line written for this very warning; it lapses when the warning becomes another. */
  explanation: string | null
  /** A note to one of its figures, which may say it already. */
  note: string | null
}

/** Whether a report can be handed over, and what its reviewer will ask about. */
export function readinessOf({ rules, explanations, ...filing }: Filing): Readiness {
  const items = filing.items.filter((item) => item.entry === 'derived' || isPrepared(item))
  const explained = new Set(
    items.map(({ itemCode }) => itemCode).filter((code) => isAnswered(explanations[code])),
  )
  const missing = missingItems(items, filing.answers, explained)
  const findings = checkRules(rules, { ...filing, items, explained })
  const asked = new Set(missing.map(({ itemCode }) => itemCode))
  const errors = findings.filter(
    ({ severity, items: codes }) => severity === 'error' && !codes.every((code) => asked.has(code)),
  )
  const warnings = findings
    .filter(({ severity }) => severity === 'warning')
    .map((finding) => ({
      ...finding,
      explanation: explanations[finding.key] ?? null,
      note: finding.items.map((code) => explanations[code]).find(isAnswered) ?? null,
    }))
  const blocking = new Set([...asked, ...errors.flatMap(({ items: codes }) => codes.slice(0, 1))])
  const unexplained = warnings.filter(({ explanation }) => explanation === null).length
  return { missing, errors, warnings, blocking: blocking.size, unexplained }
}

const fillStates = ['not_started', 'in_progress', 'complete', 'returned', 'sealed'] as const
export type FillState = (typeof fillStates)[number]

export const fillStateLabels = {
  not_started: 'Not started',
  in_progress: 'In progress',
  complete: 'Complete',
  returned: 'Returned: fix',
  sealed: 'Sealed',
} satisfies Record<FillState, string>

/** How far a section is. `changed`: somebody has worked on it since it came back. */
export function fillState(
  section: { order: number; items: readonly TemplateItem[] },
  {
    readiness,
    answers,
    explanations,
    editable,
    changed,
  }: {
    readiness: Readiness
    answers: Answers
    explanations: Answers
    editable: 'all' | readonly number[]
    changed: boolean
  },
): FillState {
  if (editable !== 'all' && !editable.includes(section.order)) return 'sealed'
  if (editable !== 'all' && !changed) return 'returned'
  const prepared = section.items.filter(isPrepared)
  const codes = new Set(prepared.map(({ itemCode }) => itemCode))
  const isTouched = (code: string) => isAnswered(answers[code]) || isAnswered(explanations[code])
  if (![...codes].some(isTouched)) return 'not_started'
  const isOpen =
    readiness.missing.some(({ itemCode }) => codes.has(itemCode)) ||
    readiness.errors.some(({ items }) => items.some((code) => codes.has(code)))
  return isOpen ? 'in_progress' : 'complete'
}
