import type { Provisional, RatingLevel, ReasonCode } from './ratings.ts'

/** What a finding shows: significantly for or against, neither, or not in the sources (null). */
export type Direction = 'favorable' | 'neither' | 'unfavorable' | null

/** What the tiers of the Every Student Succeeds Act ask of a study; made for education. */
export interface EssaInputs {
  /** Its level under the What Works Clearinghouse; null where that does not rate it. */
  wwc: RatingLevel<'wwc'> | null
  direction: Direction
  isOverridden: boolean
  people: number | null
  sites: number | null
  /** Correlational with statistical controls for selection. */
  hasSelectionControls: boolean
  /** A logic model grounded in research, with an evaluation under way. */
  hasRationale: boolean
}

/** The tier of a study, by crosswalk; null below tier 4. Sizes that are not in the sources count as too small. */
export function essaTier(inputs: EssaInputs): Provisional<'essa'> {
  const { wwc, people, sites } = inputs
  const gaps: ReasonCode[] = [
    ...((people ?? 0) >= 350 ? [] : (['few_people'] as const)),
    ...((sites ?? 0) >= 2 ? [] : (['one_site'] as const)),
  ]
  const meets = wwc === 'meets_without_reservations' || wwc === 'meets_with_reservations'
  if (inputs.direction === 'favorable') {
    if (meets && gaps.length === 0) {
      if (wwc === 'meets_with_reservations') return { level: 'moderate', reasons: ['at_scale'] }
      return inputs.isOverridden
        ? { level: 'moderate', reasons: ['at_scale', 'overridden'] }
        : { level: 'strong', reasons: ['at_scale'] }
    }
    if (meets) return { level: 'promising', reasons: gaps }
    if (inputs.hasSelectionControls) return { level: 'promising', reasons: ['rests_on_controls'] }
  }
  const reasons: ReasonCode[] = [inputs.direction === 'favorable' ? 'no_standard' : 'not_favorable']
  return inputs.hasRationale
    ? { level: 'rationale', reasons: [...reasons, 'rationale'] }
    : { level: null, reasons }
}

/** The windows Pathways shows an outcome in, by months since assignment. */
export type PathwaysWindow = 'short' | 'long' | 'very_long'

/** Up to 18 months, then up to 5 years, then beyond. Throws a RangeError below 0. */
export function pathwaysWindow(months: number): PathwaysWindow {
  if (!(months >= 0)) throw new RangeError('Months since assignment are not negative.')
  if (months <= 18) return 'short'
  return months <= 60 ? 'long' : 'very_long'
}

/**
 * The support a program has in one outcome domain and window. Only findings of moderate or high
 * quality count, and exploratory ones are set aside. Consistent means that every such study is
 * favorable and none has an unfavorable finding; that reading is ours.
 */
export function pathwaysRating(
  findings: readonly {
    study: string
    quality: 'low' | 'moderate' | 'high'
    direction: Direction
    isExploratory: boolean
  }[],
): Provisional<'pathways'> {
  const sound = findings.filter(({ quality, isExploratory }) => quality !== 'low' && !isExploratory)
  if (sound.length === 0) return { level: 'no_evidence', reasons: ['no_sound_study'] }
  const studiesOf = (direction: Direction) =>
    new Set(sound.filter((one) => one.direction === direction).map(({ study }) => study))
  const [favorable, unfavorable] = [studiesOf('favorable'), studiesOf('unfavorable')]
  if (sound.every(({ direction }) => direction === null)) {
    return { level: 'insufficient', reasons: ['no_direction'] }
  }
  if (favorable.size === 0) return { level: 'not_supported', reasons: ['none_favorable'] }
  if (unfavorable.size > 0) return { level: 'mixed', reasons: ['inconsistent'] }
  const isConsistent = new Set(sound.map(({ study }) => study)).size === favorable.size
  return favorable.size >= 2 && isConsistent
    ? { level: 'well_supported', reasons: ['consistent'] }
    : { level: 'supported', reasons: ['one_favorable'] }
}

/** What County Health Rankings counts for a strategy. */
export interface CountyHealthInputs {
  systematicReviews: number
  experiments: number
  /** Quasi-experiments with a matched, concurrent comparison group. */
  matchedComparisons: number
  /** Unmatched comparisons, and before-after studies. */
  otherStudies: number
  /** Which way the whole of it leans. */
  lean: 'favorable' | 'inconsistent' | 'unfavorable'
  /** Strong designs with significantly favorable findings. */
  isStrong: boolean
  isRecommended: boolean
}

/** The rating of What Works for Health; amounts below the first row are from professional knowledge. */
export function countyHealthRating(inputs: CountyHealthInputs): Provisional<'county_health'> {
  const { systematicReviews, experiments, matchedComparisons, otherStudies, lean } = inputs
  const isMost = systematicReviews >= 1 || experiments >= 3 || matchedComparisons >= 3
  const isEnough = isMost || experiments >= 2 || matchedComparisons >= 2 || otherStudies >= 3
  if (isEnough && lean === 'unfavorable')
    return { level: 'ineffective', reasons: ['leans_against'] }
  if (isEnough && lean === 'inconsistent') return { level: 'mixed', reasons: ['leans_nowhere'] }
  if (isMost && inputs.isStrong) return { level: 'scientific', reasons: ['enough_strong'] }
  if (isEnough) return { level: 'some', reasons: ['enough'] }
  return inputs.isRecommended
    ? { level: 'expert_opinion', reasons: ['recommended'] }
    : { level: 'insufficient', reasons: ['little_research'] }
}
