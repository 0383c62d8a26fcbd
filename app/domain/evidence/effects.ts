import { normalQuantile } from '../study/distributions.ts'

/** An effect with its sampling variance, all of a pool in one unit and one price year. */
export interface Effect {
  estimate: number
  /** Above 0: the square of the standard error. */
  variance: number
}

/** Throws a RangeError, with the reason, on effects that cannot be pooled as numbers. */
export function mustBeEffects(effects: readonly Effect[]): void {
  if (effects.length === 0) throw new RangeError('There is no effect to pool.')
  for (const { estimate, variance } of effects) {
    if (!Number.isFinite(estimate)) throw new RangeError('An effect is a number.')
    if (!(variance > 0 && Number.isFinite(variance))) {
      throw new RangeError('The variance of an effect is above 0.')
    }
  }
}

/**
 * The standard error that a published two-sided p value implies, |effect| / z(1 − p/2); null where it
 * implies none (no effect, or a p of 0 or 1). Marked as back-solved wherever it is used; never from a
 * p that is only an upper bound.
 */
export function backSolvedError(estimate: number, p: number): number | null {
  if (!(p > 0 && p < 1) || estimate === 0) return null
  return Math.abs(estimate) / -normalQuantile(p / 2)
}

/** A weighted fit at a between-sample variance: the mean, or a line over a moderator. */
export interface Fit {
  weights: readonly number[]
  /** Σw. */
  total: number
  mean: number
  slope: number
  /** Σw(x − x̄)², 1 without a moderator. */
  spread: number
  residuals: readonly number[]
  /** Σw·residual². */
  squares: number
}

/**
 * Effects weighted by 1 / (v + τ²), around their mean or around a line over `moderator`. With a
 * moderator `mean` is the height of the line at the moderator's weighted mean `center`.
 */
export function fitAt(
  effects: readonly Effect[],
  tau2: number,
  moderator?: readonly number[],
): Fit & { center: number; offsets: readonly number[] } {
  const weights = effects.map(({ variance }) => 1 / (variance + tau2))
  const total = sum(weights)
  const weighted = (values: readonly number[]) => sum(values.map((x, i) => x * (weights[i] ?? 0)))
  const estimates = effects.map(({ estimate }) => estimate)
  const mean = weighted(estimates) / total
  const center = moderator ? weighted(moderator) / total : 0
  const offsets = moderator ? moderator.map((x) => x - center) : effects.map(() => 0)
  const spread = moderator ? weighted(offsets.map((x) => x * x)) : 1
  const slope = moderator ? weighted(offsets.map((x, i) => x * (estimates[i] ?? 0))) / spread : 0
  // What is left of equal effects is rounding, not difference.
  const rounding = 4 * Number.EPSILON * Math.max(...estimates.map(Math.abs))
  const residuals = estimates.map((y, i) => {
    const rest = y - mean - slope * (offsets[i] ?? 0)
    return Math.abs(rest) <= rounding ? 0 : rest
  })
  const squares = weighted(residuals.map((rest) => rest * rest))
  return { weights, total, mean, slope, spread, residuals, squares, center, offsets }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
