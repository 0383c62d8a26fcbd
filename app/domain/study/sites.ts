import { add, fraction, toDecimal } from '../fraction.ts'

/** What a site's accepted periods say about one target. */
export interface Accepted {
  value: string
  /** The ends of the periods it was made from, oldest first: all for a sum, else the latest. */
  from: string[]
}

/** Counts and dollars of periods are summed; running totals, balances, rates and medians are the
 *  latest accepted. `figures` come oldest first. Null before anything is accepted. */
export function acceptedToDate(
  indicator: { cumulation: string; valueType: string },
  figures: readonly { periodEnd: string; value: string }[],
): Accepted | null {
  const latest = figures.at(-1)
  if (!latest) return null
  const { cumulation, valueType } = indicator
  if (cumulation !== 'period' || (valueType !== 'count' && valueType !== 'usd')) {
    return { value: latest.value, from: [latest.periodEnd] }
  }
  const sum = figures.map(({ value }) => fraction(value)).reduce(add)
  return { value: toDecimal(sum, 2), from: figures.map(({ periodEnd }) => periodEnd) }
}
