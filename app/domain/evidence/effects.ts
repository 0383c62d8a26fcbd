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

/** A weighted fit at a between-sample variance: around the mean, or around a line. */
export interface Fit {
  weights: Float64Array
  /** Σw. */
  total: number
  /** The weighted mean; of a line, its height at the weighted mean `center` of the moderator. */
  mean: number
  slope: number
  center: number
  /** Σw(x − center)², 1 without a moderator. */
  spread: number
  residuals: Float64Array
  /** Σw·residual². */
  squares: number
}

/** Effects weighted by 1 / (v + τ²), around their mean or around a line over `moderator`. */
export function fitAt(
  effects: readonly Effect[],
  tau2: number,
  moderator?: readonly number[],
): Fit {
  const weights = new Float64Array(effects.length)
  let [total, mean, center, largest] = [0, 0, 0, 0]
  effects.forEach(({ estimate, variance }, i) => {
    const weight = 1 / (variance + tau2)
    weights[i] = weight
    total += weight
    mean += weight * estimate
    center += weight * (moderator?.[i] ?? 0)
    largest = Math.max(largest, Math.abs(estimate))
  })
  mean /= total
  center /= total
  let [spread, slope] = [1, 0]
  if (moderator) {
    spread = 0
    effects.forEach(({ estimate }, i) => {
      const offset = (moderator[i] ?? 0) - center
      spread += (weights[i] ?? 0) * offset * offset
      slope += (weights[i] ?? 0) * offset * estimate
    })
    slope /= spread
  }
  // What is left of equal effects is rounding, not difference.
  const rounding = 4 * Number.EPSILON * largest
  const residuals = new Float64Array(effects.length)
  let squares = 0
  effects.forEach(({ estimate }, i) => {
    const rest = estimate - mean - slope * ((moderator?.[i] ?? 0) - center)
    if (Math.abs(rest) <= rounding) return
    residuals[i] = rest
    squares += (weights[i] ?? 0) * rest * rest
  })
  return { weights, total, mean, slope, center, spread, residuals, squares }
}

/** Σw − Σw² / Σw, summed so that one weight that dwarfs the others does not cancel them. */
export function contrastOf({ weights, total }: Fit): number {
  return weights.reduce((sum, w) => sum + (w * (total - w)) / total, 0)
}
