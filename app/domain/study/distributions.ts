import { root } from './root.ts'
import { incompleteBeta, logBetaTerm, logGamma, upperGamma } from './special_functions.ts'

/**
 * The distributions that power, balance and synthesis stand on: relatively exact to about 1e-10,
 * checked against 40-digit arithmetic. The registry's libraries end at 1e-8, where the vectors begin.
 */

/** P(Z > z) of the standard normal. */
export function normalTail(z: number): number {
  const tail = 0.5 * upperGamma(0.5, (z * z) / 2)
  return z >= 0 ? tail : 1 - tail
}

/** The z that the standard normal stays below with probability `p`, 0 < p < 1. */
export function normalQuantile(p: number): number {
  mustBeShare(p)
  return symmetricQuantile(p, normalTail)
}

/** P(T > t) of Student's t with `df` > 0 degrees of freedom, whole or not. */
export function tTail(t: number, df: number): number {
  mustBePositive(df)
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1
  const sum = df + t * t
  const tail = 0.5 * incompleteBeta(df / sum, (t * t) / sum, df / 2, 0.5)
  return t >= 0 ? tail : 1 - tail
}

/** The t that Student's t stays below with probability `p`, 0 < p < 1. */
export function tQuantile(p: number, df: number): number {
  mustBeShare(p)
  mustBePositive(df)
  return symmetricQuantile(p, (t) => tTail(t, df))
}

/**
 * P(T > t) of the non-central t with `df` > 0 and non-centrality `shift`, which may be negative. The
 * series of Lenth (1989, Applied Statistics 38, algorithm AS 243), summed from where its weights
 * begin to count so that a large shift does not underflow. Absolute error below 1e-12.
 */
export function noncentralTTail(t: number, df: number, shift: number): number {
  mustBePositive(df)
  if (t < 0) return 1 - noncentralTTail(-t, df, -shift)
  // Forty standard errors away nothing is left to add up, and the series would be long.
  if (shift < -40) return 0
  if (shift > 40 + t * (1 + 40 / Math.sqrt(df))) return 1
  const half = (shift * shift) / 2
  const reach = 14 * Math.sqrt(half) + 60
  const first = Math.max(0, Math.floor(half - reach))
  const last = Math.ceil(half + reach)
  const [x, y] = [(t * t) / (df + t * t), df / (df + t * t)]
  const b = df / 2
  const logHalf = half === 0 ? 0 : Math.log(half)
  let even = weight(half, first, logHalf)
  let odd = (even * Math.exp(logGamma(first + 1) - logGamma(first + 1.5)) * shift) / Math.SQRT2
  let evenBeta = incompleteBeta(x, y, first + 0.5, b)
  let oddBeta = incompleteBeta(x, y, first + 1, b)
  let evenDrop = dropOf(x, y, first + 0.5, b)
  let oddDrop = dropOf(x, y, first + 1, b)
  let sum = 0
  for (let j = first; j <= last; j++) {
    sum += even * evenBeta + odd * oddBeta
    evenBeta -= evenDrop
    oddBeta -= oddDrop
    evenDrop *= (x * (j + 0.5 + b)) / (j + 1.5)
    oddDrop *= (x * (j + 1 + b)) / (j + 2)
    even *= half / (j + 1)
    odd *= half / (j + 1.5)
  }
  return Math.min(1, Math.max(0, normalTail(-shift) - sum / 2))
}

/** The Poisson weight e^−h hʲ / j!. */
function weight(half: number, j: number, logHalf: number): number {
  return Math.exp((j === 0 ? 0 : j * logHalf) - half - logGamma(j + 1))
}

/** I_x(a, b) − I_x(a + 1, b). */
function dropOf(x: number, y: number, a: number, b: number): number {
  return x <= 0 ? 0 : Math.exp(logBetaTerm(x, y, a, b)) / a
}

/** P(χ² > x) with `df` > 0 degrees of freedom. */
export function chiSquareTail(x: number, df: number): number {
  mustBePositive(df)
  return upperGamma(df / 2, x / 2)
}

/** The x that χ² with `df` degrees of freedom stays below with probability `p`, 0 < p < 1. */
export function chiSquareQuantile(p: number, df: number): number {
  mustBeShare(p)
  mustBePositive(df)
  let high = df + 10
  while (chiSquareTail(high, df) > 1 - p) high *= 2
  return root((x) => 1 - p - chiSquareTail(x, df), 0, high)
}

/** P(F > x) with `df1` and `df2` > 0 degrees of freedom. */
export function fTail(x: number, df1: number, df2: number): number {
  mustBePositive(df1)
  mustBePositive(df2)
  if (x <= 0) return 1
  const sum = df2 + df1 * x
  return incompleteBeta(df2 / sum, (df1 * x) / sum, df2 / 2, df1 / 2)
}

/**
 * Two-sided exact tests of `successes` among `trials` against the share `p`, 0 < p < 1. `exact` sums
 * the outcomes no more likely than the observed, as R's binom.test does; `doubled` doubles the smaller
 * tail. Whole counts, 0 ≤ successes ≤ trials.
 */
export function binomialTest(
  successes: number,
  trials: number,
  p: number,
): { exact: number; doubled: number } {
  mustBeShare(p)
  if (!Number.isInteger(successes) || !Number.isInteger(trials)) {
    throw new RangeError('Counts are whole numbers.')
  }
  if (successes < 0 || successes > trials) {
    throw new RangeError('The successes lie between none and all of the trials.')
  }
  const weights = binomialWeights(trials, p)
  const observed = (weights[successes] ?? 0) * (1 + 1e-7)
  const total = sumOf(weights)
  const [below, above] = [weights.slice(0, successes + 1), weights.slice(successes)]
  return {
    exact: Math.min(1, sumOf(weights.filter((one) => one <= observed)) / total),
    doubled: Math.min(1, (2 * Math.min(sumOf(below), sumOf(above))) / total),
  }
}

/** How likely each count is, as a multiple of the likeliest. */
function binomialWeights(trials: number, p: number): Float64Array {
  const weights = new Float64Array(trials + 1)
  const mode = Math.min(trials, Math.floor((trials + 1) * p))
  weights[mode] = 1
  for (let k = mode; k < trials; k++) {
    weights[k + 1] = ((weights[k] ?? 0) * (trials - k) * p) / ((k + 1) * (1 - p))
  }
  for (let k = mode; k > 0; k--) {
    weights[k - 1] = ((weights[k] ?? 0) * k * (1 - p)) / ((trials - k + 1) * p)
  }
  return weights
}

function sumOf(weights: Float64Array): number {
  return weights.reduce((sum, one) => sum + one, 0)
}

/** The quantile of a distribution around zero, from its upper tail. */
function symmetricQuantile(p: number, tail: (x: number) => number): number {
  if (p === 0.5) return 0
  const wanted = Math.min(p, 1 - p)
  let high = 2
  while (tail(high) > wanted) high *= 2
  const x = root((at) => Math.log(tail(at) / wanted), high === 2 ? 0 : high / 2, high)
  return p > 0.5 ? x : -x
}

function mustBeShare(p: number): void {
  if (!(p > 0 && p < 1))
    throw new RangeError('A probability here lies between 0 and 1, both excluded.')
}

function mustBePositive(df: number): void {
  if (!(df > 0 && Number.isFinite(df))) throw new RangeError('Degrees of freedom are above 0.')
}
