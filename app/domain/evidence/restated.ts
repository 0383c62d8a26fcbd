import { type Judged, intervalOf } from './finding.ts'
import type { Scale } from './library.ts'
import type { PriceBasis } from './pool_rules.ts'
import { type PriceIndex, inDollarsOf, readPriceYear, restatementProblem } from './prices.ts'

/** An amount in the dollars of the year that somebody asked for. */
export interface Restated {
  /** As typed. */
  typed: string
  /** Why it stays as it is whatever is asked; null when it may be restated. */
  problem: string | null
  /** What is wrong with what was asked. */
  error: string | null
  /** Null where no other year was asked for. */
  amount: { year: number; impact: number; interval: { low: number; high: number } | null } | null
}

/** A finding in the dollars of another year: its impact and its interval grow alike. */
export function restate(
  finding: Judged & { scale: Scale; priceBasis: PriceBasis; priceYear: number | null },
  typed: string,
  prices: PriceIndex,
): Restated {
  const problem = restatementProblem(finding, prices)
  const asked = readPriceYear(typed, prices)
  const stays = { typed: typed.slice(0, 40), problem, amount: null }
  if (problem !== null || finding.priceYear === null) {
    return { ...stays, error: typed.trim() === '' ? null : problem }
  }
  if (!asked.ok) return { ...stays, error: asked.error }
  if (asked.year === null) return { ...stays, error: null }
  const years = { from: finding.priceYear, to: asked.year }
  const interval = intervalOf(finding)
  return {
    ...stays,
    error: null,
    amount: {
      year: asked.year,
      impact: inDollarsOf(Number(finding.impact), years, prices),
      interval: interval && {
        low: inDollarsOf(interval.low, years, prices),
        high: inDollarsOf(interval.high, years, prices),
      },
    },
  }
}
