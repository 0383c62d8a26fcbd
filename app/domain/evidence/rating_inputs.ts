import { type Direction, essaTier } from './body_ratings.ts'
import { type CausalInputs, clearRating, wwcRating } from './causal_ratings.ts'
import type { Provisional } from './ratings.ts'

/** What a rater's profile says about a study; null is what it does not say. */
export type RatingInputs = {
  [Input in Exclude<keyof CausalInputs, 'isSwitchRepeated' | 'baseline' | 'attrition'>]:
    CausalInputs[Input] | null
} & Pick<CausalInputs, 'baseline' | 'attrition'>

/**
 * The inputs of the rules, where the profile says enough: its design and what could be fatal. Controls,
 * adjustment and earlier measures count only where they are said to be there.
 */
function causalInputs(inputs: RatingInputs): CausalInputs | null {
  const { design, hasConfound, isOutcomeValid, isAssignmentCompromised } = inputs
  const { isProbabilityChangeIgnored } = inputs
  if (design === null || hasConfound === null || isOutcomeValid === null) return null
  if (isAssignmentCompromised === null || isProbabilityChangeIgnored === null) return null
  return {
    design,
    hasConfound,
    isOutcomeValid,
    isAssignmentCompromised,
    isProbabilityChangeIgnored,
    attrition: inputs.attrition,
    baseline: inputs.baseline,
    hasRequiredControls: inputs.hasRequiredControls ?? false,
    isAdjusted: inputs.isAdjusted ?? false,
    isOutcomeMeasuredBefore: inputs.isOutcomeMeasuredBefore ?? false,
    isSwitchRepeated: false,
  }
}

export interface ProvisionalRatings {
  clear: Provisional<'clear'>
  wwc: Provisional<'wwc'>
}

/** What the rules make of a profile, never the clearinghouse's own; null where it says too little. */
export function provisionalRatings(inputs: RatingInputs): ProvisionalRatings | null {
  const known = causalInputs(inputs)
  return known && { clear: clearRating(known), wwc: wwcRating(known) }
}

/** The ESSA tier of a finding whose WWC level was worked out: a crosswalk, made for education. */
export function provisionalTier(
  { wwc }: Pick<ProvisionalRatings, 'wwc'>,
  finding: { direction: Direction; people: number | null; sites: number },
): Provisional<'essa'> {
  return essaTier({
    wwc: wwc.level,
    direction: finding.direction,
    isOverridden: false,
    people: finding.people,
    sites: finding.sites,
    hasSelectionControls: false,
    hasRationale: false,
  })
}
