import { add, fraction, negate, toDecimal, type Fraction } from '../fraction.ts'
import { shareOf, type Share } from '../share.ts'
import { isAnswered, type Answers, type TemplateItem } from './template.ts'

/** What of an item says how its figure is made. */
export type FigureItem = Pick<
  TemplateItem,
  | 'itemCode'
  | 'valueType'
  | 'entry'
  | 'cumulation'
  | 'numerator'
  | 'numeratorCode'
  | 'denominatorCode'
  | 'nCode'
>

/** The answers together with every derived figure that can be computed from them, as exact decimals. */
export function withDerived(items: readonly FigureItem[], answers: Answers): Answers {
  const derived = items
    .filter(({ entry }) => entry === 'derived')
    .map((item) => [item.itemCode, valueOf(item.itemCode, items, answers)] as const)
  return { ...answers, ...Object.fromEntries(derived) }
}

/**
 * A rate with the two figures it is made of; null when one of them is missing. Its own value is
 * null when the denominator is zero.
 */
export function rateOf(
  item: FigureItem,
  items: readonly FigureItem[],
  answers: Answers,
): Share | null {
  if (item.numeratorCode === null || item.denominatorCode === null) return null
  const numerator = valueOf(item.numeratorCode, items, answers)
  const denominator = valueOf(item.denominatorCode, items, answers)
  return numerator === null || denominator === null ? null : shareOf(numerator, denominator)
}

/**
 * A figure by its code, entered or derived. Null when it is not answered, when any part of its
 * formula is missing, or when it divides by zero.
 */
export function valueOf(
  code: string,
  items: readonly FigureItem[],
  answers: Answers,
): string | null {
  const item = items.find(({ itemCode }) => itemCode === code)
  if (item?.entry !== 'derived') {
    const value = answers[code]
    return isAnswered(value) ? value : null
  }
  if (item.valueType === 'rate') return rateOf(item, items, answers)?.value ?? null
  let sum: Fraction = fraction('0')
  for (const { sign, code: part } of formulaOf(item)) {
    const value = valueOf(part, items, answers)
    if (value === null) return null
    sum = add(sum, sign === '-' ? negate(fraction(value)) : fraction(value))
  }
  return toDecimal(sum, item.valueType === 'count' ? 0 : 2)
}

/** 'A + B - C' as signed codes. Throws a RangeError on anything else. */
export function formulaOf({ itemCode, numerator }: Pick<FigureItem, 'itemCode' | 'numerator'>) {
  const text = (numerator ?? '').replaceAll(' ', '')
  if (!/^[A-Z]\w*(?:[+-][A-Z]\w*)*$/.test(text)) {
    throw new RangeError(`${itemCode} is derived but has no formula`)
  }
  return [...text.matchAll(/([+-]?)(\w+)/g)].map(([, sign, code = '']) => ({
    sign: sign === '-' ? ('-' as const) : ('+' as const),
    code,
  }))
}
