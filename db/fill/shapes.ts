/** How a figure of an invented report comes about. Of people in a period, or over the life of the award so
 *  far, a share reaches each step; `depth` says how far down the way it lies, so that an award that does
 *  well does so at every step and no step has more people than the one before. */
export type Shape = { share: number; depth: number } | { low: number; high: number }

export const shapes: Record<string, Record<string, Shape>> = {
  'GJC-Q': {
    GJC_ENROLLED: { share: 1, depth: 0 },
    GJC_COMPLETED: { share: 0.8, depth: 1 },
    GJC_NOT_COMPLETED: { share: 0.12, depth: 1 },
    GJC_PLACED_FULL_TIME: { share: 0.4, depth: 2 },
    GJC_PLACED_PART_TIME: { share: 0.12, depth: 2 },
    GJC_PLACED_SEASONAL: { share: 0.03, depth: 2 },
    GJC_PLACED_EARN_LEARN: { share: 0.1, depth: 2 },
    GJC_PLACED_OTHER: { share: 0.02, depth: 2 },
    GJC_EMPLOYED: { share: 0.64, depth: 2 },
    GJC_WAGE_REPORTED: { share: 0.5, depth: 2 },
    GJC_MEDIAN_HOURLY_WAGE: { low: 15.5, high: 34 },
    GJC_6M_IN_FIELD_PARTNER: { share: 0.2, depth: 3 },
    GJC_6M_IN_FIELD_OTHER: { share: 0.22, depth: 3 },
    GJC_6M_SEEKING: { share: 0.06, depth: 3 },
    GJC_6M_NOT_SEEKING: { share: 0.04, depth: 3 },
    GJC_6M_UNREACHED: { share: 0.08, depth: 3 },
  },
  'SSEEP-Q': {
    H1B_PARTICIPANTS: { share: 1, depth: 0 },
    H1B_ENROLLED_TRAINING: { share: 0.9, depth: 0 },
    H1B_COMPLETED_TRAINING: { share: 0.7, depth: 1 },
    H1B_CREDENTIAL: { share: 0.6, depth: 1 },
    H1B_COMPLETED_UNEMPLOYED: { share: 0.4, depth: 1 },
    H1B_ENTERED_EMPLOYMENT: { share: 0.34, depth: 2 },
    H1B_COMPLETED_INCUMBENT: { share: 0.28, depth: 1 },
    H1B_INCUMBENT_ADVANCED: { share: 0.18, depth: 2 },
  },
  'WIOA-Q': {
    WIOA_PARTICIPANTS: { share: 6, depth: 0 },
    WIOA_EXITERS: { share: 3, depth: 0 },
    WIOA_EMPLOYED_Q2: { share: 2.2, depth: 1 },
    WIOA_COHORT_Q2: { share: 3, depth: 0 },
    WIOA_EMPLOYED_Q4: { share: 2, depth: 1 },
    WIOA_COHORT_Q4: { share: 2.9, depth: 0 },
    WIOA_EARNERS_Q2: { share: 2.1, depth: 1 },
    WIOA_MEDIAN_EARNINGS_Q2: { low: 5200, high: 11800 },
    WIOA_CREDENTIAL_EARNED: { share: 1.1, depth: 1 },
    WIOA_CREDENTIAL_COHORT: { share: 1.6, depth: 0 },
    WIOA_MSG_ACHIEVED: { share: 1.2, depth: 1 },
    WIOA_MSG_COHORT: { share: 1.9, depth: 0 },
    WIOA_YOUTH_POSITIVE_Q2: { share: 1.4, depth: 1 },
    WIOA_YOUTH_COHORT_Q2: { share: 1.8, depth: 0 },
    WIOA_YOUTH_POSITIVE_Q4: { share: 1.3, depth: 1 },
    WIOA_YOUTH_COHORT_Q4: { share: 1.8, depth: 0 },
  },
}

/** What earlier systems kept of a report, and whether it ran from the start of the award. */
export const keptOfOld = [
  { template: 'GJC-Q', codes: ['GJC_ENROLLED', 'GJC_COMPLETED'], runs: false },
  { template: 'SSEEP-Q', codes: ['H1B_PARTICIPANTS', 'H1B_COMPLETED_TRAINING'], runs: true },
  { template: 'WIOA-Q', codes: ['WIOA_PARTICIPANTS', 'WIOA_EXITERS'], runs: false },
]

/** So many people of `base` reach a step in an award of this quality. */
export function reached(
  base: number,
  { share, depth }: { share: number; depth: number },
  quality: number,
) {
  return Math.floor(base * share * quality ** depth)
}
