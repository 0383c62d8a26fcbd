import type { BalanceCategory } from '../study/balance.ts'
import type { Provisional, ReasonCode } from './ratings.ts'

export const ratedDesigns = [
  'rct',
  'comparison_group',
  'difference_in_differences',
  'fixed_effects',
  'interrupted_time_series',
  'descriptive',
] as const
export type RatedDesign = (typeof ratedDesigns)[number]

/** What a reader of a study stores about one finding, from which its ratings follow. */
export interface CausalInputs {
  design: RatedDesign
  /** A single unit in an arm, or anything else that only one arm has. */
  hasConfound: boolean
  isOutcomeValid: boolean
  isAssignmentCompromised: boolean
  /** The chance of assignment changed and neither weights nor block indicators account for it. */
  isProbabilityChangeIgnored: boolean
  /** Against the boundary for this outcome and source; null where counts are not in the sources. */
  attrition: 'low' | 'high' | null
  /** The analysis controls for all that the topic area requires. */
  hasRequiredControls: boolean
  /** The worst baseline difference of the sample analyzed; null where none is shown. */
  baseline: BalanceCategory | null
  /** The analysis adjusts for the covariates that differ. */
  isAdjusted: boolean
  isOutcomeMeasuredBefore: boolean
  /** In a time series, the program began and ended more than once. */
  isSwitchRepeated: boolean
}

/**
 * The level of CLEAR's causal evidence guidelines 2.2. The required controls, the treatment of changed
 * assignment and the rule for time series are from professional knowledge, not read in the guidelines.
 */
export function clearRating(inputs: CausalInputs): Provisional<'clear'> {
  if (inputs.design === 'descriptive') return { level: null, reasons: ['not_rated'] }
  const fatal = fatalReasons(inputs)
  if (fatal.length > 0) return { level: 'low', reasons: fatal }
  switch (inputs.design) {
    case 'rct': {
      const flaws = trialFlaws(inputs)
      if (flaws.length === 0) return { level: 'high', reasons: ['sound_trial'] }
      const baseline = baselineShown(inputs)
      const saved: ReasonCode[] = [
        ...(inputs.hasRequiredControls ? (['controls_present'] as const) : []),
        ...(baseline.isAlike ? [baseline.reason] : []),
      ]
      if (saved.length > 0) return { level: 'moderate', reasons: [...flaws, ...saved] }
      return { level: 'low', reasons: [...flaws, baseline.reason, 'controls_missing'] }
    }
    case 'comparison_group':
    case 'difference_in_differences':
    case 'fixed_effects': {
      const baseline = baselineShown(inputs)
      const gaps: ReasonCode[] = [
        ...(inputs.isOutcomeMeasuredBefore ? [] : (['no_pre_outcome'] as const)),
        ...(inputs.hasRequiredControls ? [] : (['controls_missing'] as const)),
        ...(baseline.isAlike || inputs.isAdjusted ? [] : [baseline.reason]),
      ]
      if (gaps.length > 0) return { level: 'low', reasons: gaps }
      const alike = baseline.isAlike ? [baseline.reason] : []
      return { level: 'moderate', reasons: ['controls_present', ...alike] }
    }
    case 'interrupted_time_series':
      if (!inputs.isOutcomeMeasuredBefore) return { level: 'low', reasons: ['no_pre_outcome'] }
      return inputs.isSwitchRepeated
        ? { level: 'high', reasons: ['switched_repeatedly'] }
        : { level: 'moderate', reasons: ['switched_once'] }
  }
}

/** The group design standards of the What Works Clearinghouse, 4.1 and 5.0. */
export function wwcRating(inputs: CausalInputs): Provisional<'wwc'> {
  const { design } = inputs
  if (design === 'descriptive' || design === 'interrupted_time_series') {
    return { level: null, reasons: ['not_rated'] }
  }
  const fatal = fatalReasons(inputs)
  if (fatal.length > 0) return { level: 'does_not_meet', reasons: fatal }
  const flaws = design === 'rct' ? attritionFlaws(inputs) : []
  if (design === 'rct' && flaws.length === 0) {
    return { level: 'meets_without_reservations', reasons: ['sound_trial'] }
  }
  const baseline = baselineShown(inputs)
  return {
    level: baseline.isAlike ? 'meets_with_reservations' : 'does_not_meet',
    reasons: [...flaws, baseline.reason],
  }
}

/** What no other strength makes up for. */
function fatalReasons({ hasConfound, isOutcomeValid }: CausalInputs): ReasonCode[] {
  return [
    ...(hasConfound ? (['confound'] as const) : []),
    ...(isOutcomeValid ? [] : (['invalid_outcome'] as const)),
  ]
}

function trialFlaws(inputs: CausalInputs): ReasonCode[] {
  const ignored = inputs.isProbabilityChangeIgnored ? (['probability_change'] as const) : []
  return [...attritionFlaws(inputs), ...ignored]
}

function attritionFlaws({ isAssignmentCompromised, attrition }: CausalInputs): ReasonCode[] {
  return [
    ...(isAssignmentCompromised ? (['compromised_assignment'] as const) : []),
    ...(attrition === 'high' ? (['high_attrition'] as const) : []),
    ...(attrition === null ? (['attrition_unknown'] as const) : []),
  ]
}

function baselineShown({ baseline, isAdjusted }: CausalInputs): {
  isAlike: boolean
  reason: ReasonCode
} {
  switch (baseline) {
    case null:
      return { isAlike: false, reason: 'baseline_not_shown' }
    case 'satisfied':
      return { isAlike: true, reason: 'baseline_alike' }
    case 'satisfied_with_adjustment':
      return isAdjusted
        ? { isAlike: true, reason: 'baseline_adjusted' }
        : { isAlike: false, reason: 'baseline_not_adjusted' }
    case 'not_satisfied':
      return { isAlike: false, reason: 'baseline_different' }
  }
}
