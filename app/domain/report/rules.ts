import { daysBetween } from '../dates.ts'
import {
  add,
  compare,
  fraction,
  largest,
  multiply,
  negate,
  subtract,
  type Fraction,
} from '../fraction.ts'
import { withDerived } from './derived.ts'
import {
  codesIn,
  parseExpression,
  parseSide,
  type EachKind,
  type Expression,
} from './expression.ts'
import { isAnswered, isEntered, missingItems, type Answers, type TemplateItem } from './template.ts'

/** A validation rule of a template, as the reference data give it. */
export interface ReportRule {
  code: string
  severity: 'error' | 'warning'
  leftSide: string
  op: '<=' | '>=' | '=' | 'between' | 'present'
  /** Null for `present`; 'low;high' for `between`. */
  rightSide: string | null
  message: string
}

export interface RuleContext {
  items: readonly TemplateItem[]
  answers: Answers
  /** Items whose lack of an answer has been explained in words. */
  explained?: ReadonlySet<string>
  /** The answers of the award's accepted reports before this one, oldest first. */
  previous: readonly Answers[]
  award: {
    obligated: string | null
    periodStart: string | null
    periodEnd: string | null
    /** By item code. */
    targets: Readonly<Record<string, string>>
  }
  /** The last day of the period reported on. */
  periodEnd: string
}

/** An error blocks handing over; a warning takes one line of explanation. */
export interface Finding {
  code: string
  /** What it is told apart by: the rule, with the item or the side it fails on where there is more than one. */
  key: string
  severity: 'error' | 'warning'
  /** The codes of the items it is about. */
  items: string[]
  message: string
}

/** What the rules find. A rule that lacks an operand is not run: a blank is never taken for zero. */
export function checkRules(rules: readonly ReportRule[], context: RuleContext): Finding[] {
  const figures: Figures = {
    ...context,
    now: withDerived(context.items, context.answers),
    before: context.previous.map((answers) => withDerived(context.items, answers)),
  }
  return rules.flatMap((rule) => checkRule(rule, figures))
}

interface Figures extends RuleContext {
  now: Answers
  before: Answers[]
}

function checkRule(rule: ReportRule, figures: Figures): Finding[] {
  const left = parseSide(rule.leftSide)
  if (left.kind === 'n_of_each') return countsBehind(rule, left.of, figures)
  if (left.kind === 'each') return eachItem(rule, left.of, figures)
  const right = rightExpressions(rule)
  const codes = [...new Set([left.value, ...right].flatMap(codesIn))]
  const label = labelOf(codes[0], figures)
  if (rule.op === 'present') {
    const isMissing = codes.some((code) => !isAnswered(figures.now[code]))
    return isMissing ? [finding(rule, codes, label)] : []
  }
  const side = failingSide(rule, evaluate(left.value, figures), right, figures)
  if (side === null) return []
  const isOneSided = rule.op === '<=' || rule.op === '>='
  return [finding(rule, codes, label, isOneSided ? rule.code : `${rule.code}-${side}`)]
}

function eachItem(rule: ReportRule, kind: EachKind, figures: Figures): Finding[] {
  const { items, answers, explained } = figures
  if (rule.op === 'present') {
    return missingItems(itemsOfKind(kind, items), answers, explained).map((item) =>
      finding(rule, [item.itemCode], item.label, `${rule.code}-${item.itemCode}`),
    )
  }
  const right = rightExpressions(rule)
  return itemsOfKind(kind, items)
    .filter(({ itemCode }) => failingSide(rule, figure(answers, itemCode), right, figures))
    .map((item) => finding(rule, [item.itemCode], item.label, `${rule.code}-${item.itemCode}`))
}

/** A median without the count behind it is exactly what the rule is there to find. */
function countsBehind(rule: ReportRule, kind: EachKind, figures: Figures): Finding[] {
  const right = rightExpressions(rule)
  return itemsOfKind(kind, figures.items).flatMap(({ itemCode, nCode, label }) => {
    if (nCode === null || !isAnswered(figures.answers[itemCode])) return []
    const count = figure(figures.now, nCode)
    const failed = count === null || failingSide(rule, count, right, figures) !== null
    return failed ? [finding(rule, [itemCode, nCode], label, `${rule.code}-${itemCode}`)] : []
  })
}

function itemsOfKind(kind: EachKind, items: readonly TemplateItem[]) {
  return items.filter((item) => {
    if (!isEntered(item)) return false
    if (kind === 'required') return item.required
    if (kind === 'count') return item.valueType === 'count'
    const isMedian = item.valueType === 'usd_per_hour' || item.valueType === 'median_usd'
    return isMedian || (kind === 'usd' && item.valueType === 'usd')
  })
}

function rightExpressions({ op, rightSide }: ReportRule): Expression[] {
  if (op === 'present') return []
  const sides = (rightSide ?? '').split(';')
  if (sides.length !== (op === 'between' ? 2 : 1)) {
    throw new RangeError(`Not the right side of a rule with ${op}: ${rightSide}`)
  }
  return sides.map(parseExpression)
}

/** On which side of its bounds a value lies; null where it lies within, or where an operand is missing. */
function failingSide(
  { op }: ReportRule,
  value: Fraction | null,
  right: Expression[],
  figures: Figures,
): 'under' | 'over' | null {
  const [first, second] = right.map((side) => evaluate(side, figures))
  if (value === null || !first || (op === 'between' && !second)) return null
  if (op !== '<=' && compare(value, first) < 0) return 'under'
  const highest = op === 'between' ? second : first
  return op !== '>=' && highest && compare(value, highest) > 0 ? 'over' : null
}

/** The exact value of an expression; null when any operand is missing. */
function evaluate(expression: Expression, figures: Figures): Fraction | null {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'figure':
      return figure(figures.now, expression.code)
    case 'of':
      return evaluateOf(expression, figures)
    case 'elapsed':
      return elapsed(figures)
    case 'obligated':
      return figures.award.obligated === null ? null : fraction(figures.award.obligated)
    case 'product':
      return combine(expression.factors, figures, multiply)
    case 'sum':
      return combine(
        expression.terms.map(({ value }) => value),
        figures,
        add,
        expression.terms.map(({ negative }) => negative),
      )
  }
}

function evaluateOf({ name, code }: { name: string; code: string }, figures: Figures) {
  const { now, before, award, items } = figures
  switch (name) {
    case 'life':
      return allOf([...before, now].map((answers) => figure(answers, code)))?.reduce(add) ?? null
    case 'prev':
      return figure(before.at(-1) ?? {}, code)
    case 'max4':
      return highest(before.slice(-4).map((answers) => figure(answers, code)))
    case 'max4step':
      return highest(before.map((_, index) => step(before, index, code)).slice(-4))
    case 'n':
      return figure(now, items.find(({ itemCode }) => itemCode === code)?.nCode ?? '')
    default: {
      const [target, share] = [award.targets[code], elapsed(figures)]
      return target === undefined || share === null ? null : multiply(fraction(target), share)
    }
  }
}

/** How much a running total grew in one period; before the first it was nothing. */
function step(periods: readonly Answers[], index: number, code: string) {
  const value = figure(periods[index] ?? {}, code)
  if (index === 0 || value === null) return value
  const earlier = figure(periods[index - 1] ?? {}, code)
  return earlier === null ? null : subtract(value, earlier)
}

/** The share of the award's period that has passed when the reported period ends, from 0 to 1. */
function elapsed({ award, periodEnd }: Figures): Fraction | null {
  if (award.periodStart === null || award.periodEnd === null) return null
  const whole = daysBetween(award.periodStart, award.periodEnd) + 1
  const passed = Math.min(Math.max(daysBetween(award.periodStart, periodEnd) + 1, 0), whole)
  return whole <= 0 ? null : { top: BigInt(passed), bottom: BigInt(whole) }
}

function combine(
  parts: Expression[],
  figures: Figures,
  join: (a: Fraction, b: Fraction) => Fraction,
  negative: boolean[] = [],
) {
  const values = allOf(parts.map((part) => evaluate(part, figures)))
  return (
    values?.map((value, index) => (negative[index] ? negate(value) : value)).reduce(join) ?? null
  )
}

function allOf(values: (Fraction | null)[]): Fraction[] | null {
  const present = values.filter((value) => value !== null)
  return present.length === values.length ? present : null
}

function highest(values: (Fraction | null)[]) {
  const [first, ...others] = values.filter((value) => value !== null)
  return first ? largest(first, ...others) : null
}

function figure(answers: Answers, code: string): Fraction | null {
  const value = answers[code]
  return isAnswered(value) ? fraction(value) : null
}

function labelOf(code: string | undefined, { items }: Figures) {
  return items.find(({ itemCode }) => itemCode === code)?.label ?? code ?? ''
}

function finding(
  { code, severity, message }: ReportRule,
  items: string[],
  label: string,
  key = code,
): Finding {
  return { code, key, severity, items, message: message.replaceAll('{field}', () => label) }
}
