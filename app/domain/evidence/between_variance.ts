import { chiSquareQuantile } from '../study/distributions.ts'
import { root } from '../study/root.ts'
import { contrastOf, fitAt, type Effect } from './effects.ts'

/** How the variance between samples is estimated; fixed effect supposes that there is none. */
export const poolMethods = ['fixed', 'dersimonian_laird', 'paule_mandel', 'reml'] as const
export type PoolMethod = (typeof poolMethods)[number]

export const poolMethodLabels = {
  fixed: 'Fixed effect',
  dersimonian_laird: 'DerSimonian–Laird',
  paule_mandel: 'Paule–Mandel',
  reml: 'REML',
} satisfies Record<PoolMethod, string>

/** τ², the variance of true effects between samples, in squared units of the effects; 0 or more. */
export function betweenVariance(effects: readonly Effect[], method: PoolMethod): number {
  if (effects.length < 2) return 0
  switch (method) {
    case 'fixed':
      return 0
    case 'dersimonian_laird':
      return derSimonianLaird(effects)
    case 'paule_mandel':
      return varianceAt(effects, effects.length - 1) ?? 0
    case 'reml':
      return restrictedMaximum(effects)
  }
}

/** DerSimonian & Laird 1986 (Controlled Clinical Trials 7, 177–188). */
function derSimonianLaird(effects: readonly Effect[]): number {
  const fit = fitAt(effects, 0)
  return Math.max(0, (fit.squares - (effects.length - 1)) / contrastOf(fit))
}

/**
 * The τ² at which Q comes down to a value: Paule & Mandel 1982 at its degrees of freedom, and the
 * Q-profile at quantiles of χ². Null where Q is no more than the value even at τ² = 0.
 */
function varianceAt(effects: readonly Effect[], q: number): number | null {
  const excess = (tau2: number) => fitAt(effects, tau2).squares - q
  if (excess(0) <= 0) return null
  let high = scaleOf(effects)
  while (excess(high) > 0) high *= 4
  return root(excess, 0, high)
}

/** The 95 percent interval of τ² by the Q-profile (Viechtbauer 2007, Statistics in Medicine 26, 37–52). */
export function qProfile(effects: readonly Effect[]): { low: number; high: number } | null {
  const df = effects.length - 1
  if (df < 1) return null
  return {
    low: varianceAt(effects, chiSquareQuantile(0.975, df)) ?? 0,
    high: varianceAt(effects, chiSquareQuantile(0.025, df)) ?? 0,
  }
}

/**
 * The τ² of highest restricted likelihood, around the mean or around a line over a moderator
 * (Viechtbauer 2005, Journal of Educational and Behavioral Statistics 30, 261–293). The likelihood can
 * be flat or have two tops, so a grid over all scales finds every top and 0 competes with them.
 */
export function restrictedMaximum(
  effects: readonly Effect[],
  moderator?: readonly number[],
): number {
  const slopeOf = (tau2: number) => score(effects, tau2, moderator)
  let high = scaleOf(effects)
  while (slopeOf(high) > 0) high *= 4
  const grid = Array.from({ length: gridPoints + 1 }, (_, i) =>
    i === 0 ? 0 : high * 10 ** (gridDecades * (i / gridPoints - 1)),
  )
  const slopes = grid.map(slopeOf)
  const tops = grid.slice(1).flatMap((right, i) => {
    const [left, before, after] = [grid[i] ?? 0, slopes[i] ?? 0, slopes[i + 1] ?? 0]
    return before > 0 && after <= 0 ? [root(slopeOf, left, right)] : []
  })
  const heights = new Map([0, ...tops].map((tau2) => [tau2, likelihood(effects, tau2, moderator)]))
  return [...heights].reduce((best, top) => (top[1] > best[1] ? top : best))[0]
}

const gridPoints = 40
const gridDecades = 8

/** The restricted log likelihood up to a constant. */
function likelihood(
  effects: readonly Effect[],
  tau2: number,
  moderator?: readonly number[],
): number {
  const { total, spread, squares } = fitAt(effects, tau2, moderator)
  const logs = effects.reduce((sum, { variance }) => sum + Math.log(variance + tau2), 0)
  return -0.5 * (logs + Math.log(total) + Math.log(spread) + squares)
}

/** The slope of that likelihood: −½(tr P − yᵀPPy). */
function score(effects: readonly Effect[], tau2: number, moderator?: readonly number[]): number {
  const fit = fitAt(effects, tau2, moderator)
  const { weights, center, spread, residuals } = fit
  let [leaned, left] = [0, 0]
  weights.forEach((weight, i) => {
    const offset = (moderator?.[i] ?? center) - center
    leaned += (weight * offset) ** 2
    left += (weight * (residuals[i] ?? 0)) ** 2
  })
  return -0.5 * (contrastOf(fit) - leaned / spread - left)
}

/** The standard error of the REML estimate of τ², from the expected information. */
export function errorOfRestrictedMaximum(effects: readonly Effect[], tau2: number): number {
  const { weights, total } = fitAt(effects, tau2)
  const squares = weights.reduce((sum, w) => sum + w * w, 0)
  const trace = weights.reduce((sum, w) => {
    const others = Math.max(0, squares - w * w)
    return sum + (w * w * ((total - w) ** 2 + others)) / (total * total)
  }, 0)
  return Math.sqrt(2 / trace)
}

/** A variance that the effects could have between them, to begin a search from. */
function scaleOf(effects: readonly Effect[]): number {
  const estimates = effects.map(({ estimate }) => estimate)
  const range = Math.max(...estimates) - Math.min(...estimates)
  return range * range + Math.max(...effects.map(({ variance }) => variance))
}
