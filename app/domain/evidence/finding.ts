import { formatNumber } from '../share.ts'
import type { Direction } from './body_ratings.ts'
import { backSolvedError } from './effects.ts'
import type { ErrorOrigin, Scale } from './library.ts'
import type { FindingKind, PriceBasis } from './pool_rules.ts'

/** What a design makes of a finding: only a comparison with a control group is an effect. */
export function kindOfDesign(design: string): FindingKind {
  if (/^cost$/i.test(design)) return 'level'
  if (/^pre-post/i.test(design)) return 'before_after'
  if (/^(review|meta-analysis)\b/i.test(design)) return 'review'
  return 'effect'
}

/** The scale of an impact, from the words of its source. Throws a RangeError on a unit that has none. */
export function scaleOf(found: { unit: string; measure: string; followUp: string }): Scale {
  const { unit, measure, followUp } = found
  if (unit === 'percent of control mean') return 'percent_of_control'
  if (unit === 'percentage points') {
    if (/in year/.test(measure) || /^months 13-24/.test(followUp)) return 'points_in_year'
    if (/in quarter/.test(measure)) return 'points_in_quarter'
    return /^months 1-24/.test(followUp) ? 'points_in_two_years' : 'points'
  }
  if (!/\bUSD\b/.test(unit)) throw new RangeError(`No scale for the unit ${unit}`)
  if (/per participant/.test(unit) || /per participant/.test(measure)) return 'usd_per_participant'
  if (/per quarter/.test(unit) || /quarterly/.test(measure)) return 'usd_per_quarter'
  if (/per month/.test(unit)) return 'usd_per_month'
  const isTotal = /^total earnings/.test(measure) && !/^months 13-24/.test(followUp)
  return isTotal ? 'usd_two_years' : 'usd_per_year'
}

/** Whole months from assignment to the end of what a follow-up covers; null where its words give none. */
export function followUpMonths(followUp: string): number | null {
  const [, first, last] = /(\d+(?:\.\d+)?)(?:-(\d+))?/.exec(followUp) ?? []
  if (first === undefined || /through|data/.test(followUp)) return null
  const end = Number(last ?? first)
  if (/quarter/.test(followUp)) return 3 * end
  if (/month/.test(followUp)) return end
  return /year/.test(followUp) ? Math.round(12 * end) : null
}

/** Who worked out the standard error that the list of findings holds, by its note. */
export function errorOriginOf(notes: string | null): ErrorOrigin {
  return /back-solved/i.test(notes ?? '') ? 'back_solved' : 'reported'
}

/** A finding as far as judging it takes. Numbers are decimals as text. */
export interface Judged {
  kind: FindingKind
  outcomeDomain: string
  impact: string
  standardError: string | null
  errorOrigin: ErrorOrigin | null
  pRelation: string | null
  pValue: string | null
  notes: string | null
}

export interface KnownError {
  value: number
  origin: ErrorOrigin | 'worked_out'
}

/** The standard error of a finding: what the list holds, or what an exact p value implies; else null. A p
 *  value that is only an upper bound implies none. */
export function errorOf(finding: Judged): KnownError | null {
  if (finding.standardError !== null && finding.errorOrigin !== null) {
    return { value: Number(finding.standardError), origin: finding.errorOrigin }
  }
  if (finding.kind !== 'effect' || finding.pRelation !== '=' || finding.pValue === null) return null
  const value = backSolvedError(Number(finding.impact), Number(finding.pValue))
  return value === null ? null : { value, origin: 'worked_out' }
}

/** How many standard errors a 95 percent interval reaches to either side, by the normal distribution. */
export const normalReach = 1.959963984540054

/** The 95 percent interval around an impact; null where no standard error is known. */
export function intervalOf(finding: Judged): { low: number; high: number } | null {
  const error = errorOf(finding)
  if (error === null) return null
  const reach = normalReach * error.value
  return { low: Number(finding.impact) - reach, high: Number(finding.impact) + reach }
}

/** The significance that decides: 5 percent, two-sided. */
const significanceLevel = 0.05

/**
 * Whether an effect differs from none at 5 percent; null where the sources do not say. A published p
 * decides first, an upper bound only when it is low enough; then the standard error; then the words of
 * the source. Where a source marks significance by stars, a row without one is not significant.
 */
export function isSignificant(finding: Judged): boolean | null {
  if (finding.kind !== 'effect') return null
  if (finding.pValue !== null) {
    const p = Number(finding.pValue)
    if (finding.pRelation === '=') return p < significanceLevel
    if (p <= significanceLevel) return true
    return null
  }
  const interval = intervalOf(finding)
  if (interval !== null) return interval.low > 0 || interval.high < 0
  if (/not significant at 10%|not starred/.test(finding.notes ?? '')) return false
  return /^statistically significant/.test(finding.notes ?? '') ? true : null
}

/** Domains in which less is better. */
const lessIsBetter = new Set(['public benefits', 'cost'])

/** Which way a finding goes, for those it is about; null where significance is not in the sources. */
export function directionOf(finding: Judged): Direction {
  const significant = isSignificant(finding)
  if (significant === null) return null
  if (!significant || Number(finding.impact) === 0) return 'neither'
  const isUp = Number(finding.impact) > 0
  return isUp === lessIsBetter.has(finding.outcomeDomain) ? 'unfavorable' : 'favorable'
}

/** '+$3,744', '−5.3 points', '+32%': a decimal as text in the terms of its scale. */
export function formatImpact(impact: string, scale: Scale): string {
  const sign = impact.startsWith('-') ? '−' : Number(impact) === 0 ? '' : '+'
  return `${sign}${formatSize(impact.replace(/^-/, ''), scale)}`
}

/** The same without a sign in front of what is positive, for means and levels. */
export function formatLevel(level: string, scale: Scale): string {
  return `${level.startsWith('-') ? '−' : ''}${formatSize(level.replace(/^-/, ''), scale)}`
}

function formatSize(size: string, scale: Scale): string {
  const number = formatNumber(size)
  if (isMoney(scale)) return `$${number}`
  return scale === 'percent_of_control' ? `${number}%` : `${number} points`
}

export function isMoney(scale: Scale): boolean {
  return scale.startsWith('usd')
}

/** '2018 dollars', 'dollars of their own years', …: null for what is not money. */
export function priceWords(basis: PriceBasis, year: number | null): string | null {
  switch (basis) {
    case 'real':
      return year === null ? 'real dollars' : `${year} dollars`
    case 'nominal':
      return 'dollars of their own years (nominal)'
    case 'unknown':
      return 'price basis not in the sources'
    case 'none':
      return null
  }
}
