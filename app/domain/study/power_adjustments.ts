import { designProblem } from './design.ts'
import { multiplierOf, type PowerTarget } from './power.ts'
import { root } from './root.ts'

/** People with an outcome, of those randomized, at a response or match rate in (0, 1]. */
export function analyticSize(randomized: number, responseRate: number): number {
  mustBeRate(responseRate)
  return Math.round(randomized * responseRate)
}

/** People to randomize so that `analytic` have an outcome, at a response or match rate in (0, 1]. */
export function randomizeFor(analytic: number, responseRate: number): number {
  mustBeRate(responseRate)
  return Math.ceil(analytic / responseRate - 1e-9)
}

/** By how much a share other than one half raises the minimum detectable effect: 1 or more. */
export function allocationPenalty(share: number): number {
  if (!(share > 0 && share < 1)) {
    throw new RangeError('The share assigned to the program lies between 0 and 1, both excluded.')
  }
  return Math.sqrt(0.25 / (share * (1 - share)))
}

/** α for each of several confirmatory outcomes, so that all together keep it (Bonferroni). */
export function sharedAlpha(alpha: number, outcomes: number): number {
  if (!(Number.isInteger(outcomes) && outcomes >= 1)) {
    throw new RangeError('A study has at least one confirmatory outcome.')
  }
  return alpha / outcomes
}

/** By how much clusters of `size` people inflate the variance of a mean: 1 + (size − 1)ρ. */
export function designEffect(size: number, icc: number): number {
  if (!(icc >= 0 && icc < 1)) {
    throw new RangeError('An intraclass correlation is at least 0 and below 1.')
  }
  return 1 + (size - 1) * icc
}

/**
 * An effect of the offer, or its standard error or minimum detectable effect, as the effect on those
 * who took part (Bloom 1984): divided by how much the offer raised take-up. Take-ups are fractions.
 * Valid only if assignment acts through taking part; never pooled with effects of the offer.
 */
export function perParticipant(
  value: number,
  takeUp: { program: number; control: number },
): number {
  const { program, control } = takeUp
  if (!(control >= 0 && program <= 1 && program > control)) {
    throw new RangeError('Take-up lies between 0 and 1, and is higher in the program arm.')
  }
  return value / (program - control)
}

/** An effect in standard deviations in the outcome's own units and in percent of the control mean. */
export function inUnits(
  effect: number,
  { sd, controlMean }: { sd: number; controlMean: number | null },
): { units: number; percent: number | null } {
  if (!(sd > 0)) throw new RangeError('A standard deviation is above 0.')
  const units = effect * sd
  return { units, percent: controlMean ? (100 * units) / controlMean : null }
}

export interface BinaryDesign {
  people: number
  /** The share of the control group with the outcome, in (0, 1). */
  controlRate: number
  share: number
  r2: number
  covariates: number
}

/**
 * The minimum detectable effect on a yes-or-no outcome, in percentage points: `mde` with the control
 * rate's variance in both arms, `upward` with each arm's own variance for a rise (null when even a
 * rise to 100 percent would not be found). `df` = people − covariates − 2. Throws a RangeError with
 * the rule that is broken.
 */
export function binaryMinimumDetectableEffect(design: BinaryDesign, target: PowerTarget) {
  const { people, controlRate, share, r2, covariates } = design
  const problem = designProblem({ kind: 'individual', people, share, r2, covariates })
  if (problem) throw new RangeError(problem.rule)
  if (!(controlRate > 0 && controlRate < 1)) {
    throw new RangeError('The control rate lies between 0 and 1, both excluded.')
  }
  const df = people - covariates - 2
  const { multiplier } = multiplierOf(df, target)
  const control = controlRate * (1 - controlRate)
  const se = 100 * Math.sqrt((control * (1 - r2)) / (share * (1 - share) * people))
  const excess = (rise: number) => {
    const program = (controlRate + rise) * (1 - controlRate - rise)
    const variance = program / (people * share) + control / (people * (1 - share))
    return rise - multiplier * Math.sqrt((1 - r2) * variance)
  }
  const most = 1 - controlRate
  const upward = excess(most) < 0 ? null : 100 * root(excess, 0, most)
  return { df, multiplier, se, mde: multiplier * se, upward }
}

function mustBeRate(rate: number): void {
  if (!(rate > 0 && rate <= 1)) throw new RangeError('A rate is above 0 and at most 1.')
}
