import { add, fraction, toDecimal } from '../fraction.ts'
import { shareOf, type Share } from '../share.ts'
import { rateOf, valueOf, type FigureItem } from './derived.ts'
import type { Answers } from './template.ts'

/** The answers of one accepted report. */
export interface ReportedPeriod {
  periodEnd: string
  answers: Answers
}

/** One indicator of an award over its accepted periods. */
export interface Figure {
  code: string
  value: string
  /** For a rate, what it was made of. */
  share: Share | null
  /** For a median, the people behind it. */
  n: string | null
  /** The ends of the periods it was made from, oldest first: all that had it, or the latest one. */
  from: string[]
}

/**
 * What an award's accepted periods add up to, for each indicator that any of them answered. Figures
 * of a period are summed; running totals and balances are the latest; medians are never combined but
 * shown as the latest with the people behind it; rates are made anew from numerators and
 * denominators, over the periods that have both.
 */
export function combineFigures(
  items: readonly FigureItem[],
  periods: readonly ReportedPeriod[],
): Figure[] {
  const inOrder = [...periods].sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1))
  return items.flatMap((item) => {
    if (item.valueType === null || item.valueType === 'text') return []
    const combined =
      item.valueType === 'rate' ? rate(item, items, inOrder) : amount(item, items, inOrder)
    return combined ? [combined] : []
  })
}

function amount(
  item: FigureItem,
  items: readonly FigureItem[],
  periods: readonly ReportedPeriod[],
): Figure | null {
  const code = item.itemCode
  const known = periods.flatMap(({ periodEnd, answers }) => {
    const value = valueOf(code, items, answers)
    return value === null ? [] : [{ periodEnd, value, answers }]
  })
  const latest = known.at(-1)
  if (!latest) return null
  if (isSummed(item)) {
    const sum = known.map(({ value }) => fraction(value)).reduce(add)
    const value = toDecimal(sum, item.valueType === 'count' ? 0 : 2)
    return { code, value, share: null, n: null, from: known.map(({ periodEnd }) => periodEnd) }
  }
  const n = item.nCode === null ? null : valueOf(item.nCode, items, latest.answers)
  return { code, value: latest.value, share: null, n, from: [latest.periodEnd] }
}

function rate(
  item: FigureItem,
  items: readonly FigureItem[],
  periods: readonly ReportedPeriod[],
): Figure | null {
  const known = periods.flatMap(({ periodEnd, answers }) => {
    const share = rateOf(item, items, answers)
    return share === null ? [] : [{ periodEnd, share }]
  })
  const used = item.cumulation === 'period' ? known : known.slice(-1)
  const total = (part: 'numerator' | 'denominator') =>
    used.map(({ share }) => fraction(share[part])).reduce(add, fraction('0'))
  const places = used.some(({ share }) => `${share.numerator}${share.denominator}`.includes('.'))
    ? 2
    : 0
  const share = shareOf(
    toDecimal(total('numerator'), places),
    toDecimal(total('denominator'), places),
  )
  if (share.value === null) return null
  const from = used.map(({ periodEnd }) => periodEnd)
  return { code: item.itemCode, value: share.value, share, n: null, from }
}

function isSummed({ cumulation, valueType }: FigureItem) {
  return cumulation === 'period' && (valueType === 'count' || valueType === 'usd')
}
