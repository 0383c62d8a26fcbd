import {
  designProblem,
  precision,
  precisionOf,
  sizeFields,
  type Design,
  type Precision,
  type SizeField,
} from './design.ts'
import { noncentralTTail, tQuantile } from './distributions.ts'
import { root, smallestWhole } from './root.ts'

/** How a hypothesis is tested: size α in (0, 0.5) over one or two tails. */
export interface HypothesisTest {
  alpha: number
  tails: 1 | 2
}

/** A test with the power asked of it, above 0.5 and at most 0.999. */
export interface PowerTarget extends HypothesisTest {
  power: number
}

/** The usual question: 5 percent over two tails, 80 percent power. */
export const usualTarget: PowerTarget = { alpha: 0.05, tails: 2, power: 0.8 }

/**
 * The smallest true effect a design finds with the power asked, in standard deviations of the outcome,
 * with what it rests on and the interval that an estimate of that size would have. Throws a RangeError
 * with the rule that an impossible design or target breaks.
 */
export function minimumDetectableEffect(design: Design, target: PowerTarget) {
  const { sse, df } = precisionOf(design)
  const { critical, multiplier } = multiplierOf(df, target)
  const mdes = multiplier * sse
  const margin = critical * sse
  return { sse, df, multiplier, mdes, low: mdes - margin, high: mdes + margin }
}

/**
 * M = t(1 − α/tails; df) + t(power; df), by which a standard error becomes a minimum detectable effect
 * (Bloom 1995; Dong & Maynard 2013). `df` ≥ 1.
 */
export function multiplierOf(df: number, target: PowerTarget) {
  mustBeTarget(target)
  if (!(df >= 1)) throw new RangeError('Fewer than 1 degree of freedom is left.')
  return multiplier(df, target)
}

function multiplier(df: number, { alpha, tails, power }: PowerTarget) {
  const critical = tQuantile(1 - alpha / tails, df)
  const reach = tQuantile(power, df)
  return { critical, reach, multiplier: critical + reach }
}

/**
 * The chance that a design finds a true effect, given in standard deviations, as significant: from the
 * non-central t. 0 to 1; of a two-tailed test either way counts.
 */
export function powerOf(design: Design, effect: number, test: HypothesisTest) {
  mustBeTest(test)
  const { sse, df } = precisionOf(design)
  const { power, noncentrality } = chance({ sse, df }, effect, test)
  return { sse, df, noncentrality, power }
}

function chance({ sse, df }: Precision, effect: number, { alpha, tails }: HypothesisTest) {
  const noncentrality = effect / sse
  const critical = tQuantile(1 - alpha / tails, df)
  const above = noncentralTTail(critical, df, noncentrality)
  const below = tails === 2 ? noncentralTTail(critical, df, -noncentrality) : 0
  return { noncentrality, power: above + below }
}

/**
 * How large one size of a design must be to find an effect (in standard deviations, above 0) with the
 * power asked, the other sizes as given: `iterative` solves the formula, `ceiling` is the next whole
 * number, `exact` the smallest whole number whose power by the non-central t reaches the target. Null
 * when no size does, as when only more clusters would help.
 */
export function sizeNeeded(design: Design, field: SizeField, effect: number, target: PowerTarget) {
  mustBeTarget(target)
  if (!(effect > 0)) throw new RangeError('The effect to find is above 0.')
  const has: readonly string[] = sizeFields[design.kind]
  if (!has.includes(field)) throw new RangeError(`This design has no ${field}.`)
  const sized = (size: number): Design => ({ ...design, [field]: size })
  const feasible = smallestWhole((size) => designProblem(sized(size)) === null, 1)
  if (feasible === null) return null
  const excess = (size: number) => {
    const { sse, df } = precision(sized(size))
    return multiplier(df, target).multiplier * sse - effect
  }
  const ceiling = smallestWhole((size) => excess(size) <= 0, feasible)
  const exact = smallestWhole(
    (size) => chance(precision(sized(size)), effect, target).power >= target.power,
    feasible,
  )
  if (ceiling === null || exact === null) return null
  const iterative = ceiling === feasible ? feasible : root(excess, ceiling - 1, ceiling)
  return { iterative, ceiling, exact }
}

/** A test or target out of range: the rule it breaks, with the value to change; null when sound. */
export function targetProblem({
  alpha,
  power,
}: {
  alpha: number
  power?: number
}): { field: string; rule: string } | null {
  if (!(alpha > 0 && alpha < 0.5)) {
    return { field: 'alpha', rule: 'The size of the test, α, lies between 0 and 0.5.' }
  }
  if (power !== undefined && !(power > 0.5 && power <= 0.999)) {
    return { field: 'power', rule: 'Power is above 0.5 and at most 0.999.' }
  }
  return null
}

function mustBeTest({ alpha }: HypothesisTest): void {
  const problem = targetProblem({ alpha })
  if (problem) throw new RangeError(problem.rule)
}

function mustBeTarget(target: PowerTarget): void {
  const problem = targetProblem(target)
  if (problem) throw new RangeError(problem.rule)
}
