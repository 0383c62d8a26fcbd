import { isMoney } from './finding.ts'
import type { Scale } from './library.ts'
import type { PriceBasis } from './pool_rules.ts'

/** Averages of a price index by calendar year, of one series; every year between the first and the last. */
export type PriceIndex = ReadonlyMap<number, number>

/**
 * An amount in the dollars of a year whose price index is `index`, in those of a year whose index is
 * `base`. Indices of one series, above 0.
 */
export function atPrices(amount: number, { index, base }: { index: number; base: number }): number {
  if (!(index > 0 && base > 0)) throw new RangeError('A price index is above 0.')
  return (amount * base) / index
}

/** An amount of one calendar year in the dollars of another. Throws a RangeError that names the years of the
 *  index for one outside of them. */
export function inDollarsOf(
  amount: number,
  { from, to }: { from: number; to: number },
  prices: PriceIndex,
): number {
  const [index, base] = [prices.get(from), prices.get(to)]
  if (index === undefined || base === undefined) throw new RangeError(yearRule(prices))
  return atPrices(amount, { index, base })
}

export type AskedYear = { ok: true; year: number | null } | { ok: false; error: string }

/** The price year that somebody typed; null where nothing was. */
export function readPriceYear(typed: string, prices: PriceIndex): AskedYear {
  const text = typed.trim()
  if (text === '') return { ok: true, year: null }
  const year = /^\d{4}$/.test(text) ? Number(text) : null
  return year !== null && prices.has(year)
    ? { ok: true, year }
    : { ok: false, error: yearRule(prices) }
}

function yearRule(prices: PriceIndex): string {
  const years = [...prices.keys()].sort((one, other) => one - other)
  return `Enter a year from ${years[0]} to ${years.at(-1)}: the price index covers these.`
}

/** Why an amount cannot be put into the dollars of another year; null when it can. */
export function restatementProblem(
  amount: { scale: Scale; priceBasis: PriceBasis; priceYear: number | null },
  prices: PriceIndex,
): string | null {
  if (!isMoney(amount.scale)) return 'It is not an amount of money.'
  if (amount.priceBasis === 'nominal') {
    return 'It is in the dollars of its own years, and the source does not give them year by year.'
  }
  if (amount.priceBasis !== 'real' || amount.priceYear === null) {
    return 'The sources do not say in which year’s dollars it is.'
  }
  if (!prices.has(amount.priceYear)) {
    return `It is in ${amount.priceYear} dollars, a year that the price index does not cover.`
  }
  return null
}
