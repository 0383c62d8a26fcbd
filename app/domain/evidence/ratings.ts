/**
 * Who rates evidence, each by levels of its own, worst first, with the versions its rules here are of;
 * none where the source names none. Ordinals order one system's levels and never meet another's.
 */
export const ratingSystems = {
  clear: {
    name: 'CLEAR',
    versions: ['2.2'],
    levels: {
      low: { label: 'Low', ordinal: 0 },
      moderate: { label: 'Moderate', ordinal: 1 },
      high: { label: 'High', ordinal: 2 },
    },
  },
  wwc: {
    name: 'What Works Clearinghouse',
    versions: ['4.1', '5.0'],
    levels: {
      does_not_meet: { label: 'Does not meet standards', ordinal: 0 },
      meets_with_reservations: { label: 'Meets standards with reservations', ordinal: 1 },
      meets_without_reservations: { label: 'Meets standards without reservations', ordinal: 2 },
    },
  },
  essa: {
    name: 'ESSA tiers, as a crosswalk',
    versions: [],
    levels: {
      rationale: { label: 'Tier 4: demonstrates a rationale', ordinal: 1 },
      promising: { label: 'Tier 3: promising', ordinal: 2 },
      moderate: { label: 'Tier 2: moderate', ordinal: 3 },
      strong: { label: 'Tier 1: strong', ordinal: 4 },
    },
  },
  pathways: {
    name: 'Pathways to Work Evidence Clearinghouse',
    versions: [],
    levels: {
      no_evidence: { label: 'No evidence to assess support', ordinal: 0 },
      insufficient: { label: 'Insufficient evidence to assess support', ordinal: 0 },
      not_supported: { label: 'Not supported', ordinal: 1 },
      mixed: { label: 'Mixed support', ordinal: 2 },
      supported: { label: 'Supported', ordinal: 3 },
      well_supported: { label: 'Well-supported', ordinal: 4 },
    },
  },
  county_health: {
    name: 'County Health Rankings',
    versions: [],
    levels: {
      ineffective: { label: 'Evidence of ineffectiveness', ordinal: -1 },
      mixed: { label: 'Mixed evidence', ordinal: 0 },
      insufficient: { label: 'Insufficient evidence', ordinal: 1 },
      expert_opinion: { label: 'Expert opinion', ordinal: 1 },
      some: { label: 'Some evidence', ordinal: 2 },
      scientific: { label: 'Scientifically supported', ordinal: 3 },
    },
  },
} as const

export type RatingSystem = keyof typeof ratingSystems
export const ratingSystemCodes = Object.keys(ratingSystems) as RatingSystem[]

/** The label of a stored level; the level itself where the system does not know it. */
export function ratingLabel(system: RatingSystem, level: string): string {
  const known: Record<string, { label: string }> = ratingSystems[system].levels
  return known[level]?.label ?? level
}

export type RatingLevel<S extends RatingSystem> = keyof (typeof ratingSystems)[S]['levels']

/**
 * A level worked out here from stored inputs, with the reasons for it. It is provisional and never
 * shown as the clearinghouse's own. Null where the system does not rate such a study.
 */
export interface Provisional<S extends RatingSystem> {
  level: RatingLevel<S> | null
  reasons: readonly ReasonCode[]
}

/** Why a provisional rating is what it is. */
export const ratingReasons = {
  sound_trial: 'A randomized trial that was carried out as planned, with low attrition',
  confound: 'Something else differs wholly between the groups, so it could be the cause',
  invalid_outcome: 'The outcome is not measured in a valid way',
  compromised_assignment: 'Random assignment was compromised',
  probability_change: 'The chance of assignment changed and the analysis does not account for it',
  high_attrition: 'Attrition is high for this outcome',
  attrition_unknown: 'Attrition is not in the sources, so it cannot count as low',
  controls_present: 'The analysis controls for what it must',
  controls_missing: 'The analysis does not control for what it must',
  baseline_alike: 'The groups analyzed were alike at baseline',
  baseline_adjusted: 'The groups analyzed were nearly alike, and the analysis adjusts for the rest',
  baseline_not_adjusted: 'The groups analyzed differed and the analysis does not adjust for it',
  baseline_different: 'The groups analyzed were too different at baseline',
  baseline_not_shown: 'Nothing shows that the groups analyzed were alike at baseline',
  no_pre_outcome: 'The outcome was not measured before the program',
  switched_repeatedly: 'The program began and ended again, with repeated measures around each',
  switched_once: 'The program began once, so another event at that time could be the cause',
  not_rated: 'A study without a comparison is summarized, not rated',
  not_favorable: 'The finding is not significantly favorable',
  overridden: 'Another finding of the same strength says the opposite',
  at_scale:
    'Meets standards, significantly favorable, with 350 people or more at two sites or more',
  few_people: 'Not known to be of 350 people or more',
  one_site: 'Not known to be at two sites or more',
  no_standard: 'Meets no standard, and does not control for selection either',
  rests_on_controls: 'The groups are compared with statistical controls for selection',
  rationale: 'A logic model grounded in research, with an evaluation under way',
  consistent: 'Two or more sound studies are favorable and none says otherwise',
  inconsistent: 'Sound studies do not agree',
  one_favorable: 'At least one sound study is favorable',
  none_favorable: 'No sound study is favorable',
  no_sound_study: 'There is no study of moderate or high quality',
  quality_unknown:
    'No rating of the quality of these findings is in the sources, so no level can be worked out',
  no_direction: 'The sound studies do not say which way the effect goes',
  enough_strong: 'Enough studies of strong design, significantly favorable',
  enough: 'Tested more than once, leaning favorable',
  leans_nowhere: 'Tested more than once, with inconsistent results',
  leans_against: 'Tested more than once, with no effect or harm',
  recommended: 'Recommended by credible experts, with little research',
  little_research: 'Little research and no recommendation',
} as const

export type ReasonCode = keyof typeof ratingReasons

/** A system with the version of the rules applied here. */
export function systemName(system: RatingSystem): string {
  const { name, versions } = ratingSystems[system]
  return versions.length > 0 ? `${name} ${versions.join(' and ')}` : name
}

/** The level that a rule worked out in the words of its system, and each reason with its code. */
export function provisionalWords<System extends RatingSystem>(
  system: System,
  rating: Provisional<System>,
) {
  return {
    level: rating.level === null ? null : ratingLabel(system, String(rating.level)),
    reasons: rating.reasons.map((code) => ({ code, says: ratingReasons[code] })),
  }
}
