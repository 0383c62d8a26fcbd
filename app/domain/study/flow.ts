/** Why people were excluded before assignment. */
const exclusionReasons = ['ineligible', 'failed_screen', 'declined_consent', 'other'] as const
export type ExclusionReason = (typeof exclusionReasons)[number]

export const exclusionLabels = {
  ineligible: 'Not eligible',
  failed_screen: 'Did not pass the screening',
  declined_consent: 'Declined consent',
  other: 'Another reason',
} satisfies Record<ExclusionReason, string>

/** Why someone assigned has no answer or match in a source. */
const nonresponseReasons = ['not_located', 'refused', 'deceased', 'other'] as const
export type NonresponseReason = (typeof nonresponseReasons)[number]

/** Counts of people from recruitment to analysis, box by box. */
export interface Flow {
  reached: number
  assessed: number
  excluded: Record<ExclusionReason, number>
  randomized: number
  arms: readonly ArmFlow[]
}

export interface ArmFlow {
  arm: string
  randomized: number
  /** Took back consent to use their data; they stay in the denominators of attrition. */
  withdrawn: number
  /** In a program arm those who got any service, in a control arm those who crossed over. */
  served: number
  /** Of those served. */
  completed: number
  /** Of those served. */
  credentialed: number
  followUps: readonly FollowUp[]
}

export interface FollowUp {
  /** The survey wave or the records, as 'month 18 survey'. */
  source: string
  responded: number
  missing: Record<NonresponseReason, number>
  outcomes: readonly { outcome: string; analyzed: number; excluded: number }[]
}

export interface FlowProblem {
  /** The box that is wrong, as a path of names from the top. */
  at: readonly string[]
  rule: string
}

/**
 * Where the boxes of a participant flow do not add up, in order from recruitment to analysis (CONSORT
 * 2025, items 22a and 22b); empty when every identity holds. A flow with a problem is not saved.
 */
export function flowProblems(flow: Flow): FlowProblem[] {
  const { reached, assessed, excluded, randomized, arms } = flow
  const excludedSum = sumOf(Object.values(excluded))
  const armSum = sumOf(arms.map((arm) => arm.randomized))
  return [
    ...uncounted({ reached, assessed, randomized }, []),
    ...uncounted(excluded, ['excluded']),
    ...problem(
      assessed > reached,
      ['assessed'],
      `More people are assessed than the ${reached} reached.`,
    ),
    ...problem(
      assessed !== excludedSum + randomized,
      ['randomized'],
      `${assessed} assessed are not the ${excludedSum} excluded and ${randomized} randomized, who make ${excludedSum + randomized}.`,
    ),
    ...problem(
      randomized !== armSum,
      ['arms'],
      `${randomized} are randomized, but the arms hold ${armSum}.`,
    ),
    ...arms.flatMap(armProblems),
  ]
}

function armProblems(arm: ArmFlow): FlowProblem[] {
  const { randomized, withdrawn, served, completed, credentialed, followUps } = arm
  const above = (name: string, count: number, most: number, whom: string) =>
    problem(count > most, [arm.arm, name], `${count} are more than the ${most} ${whom}.`)
  return [
    ...uncounted({ randomized, withdrawn, served, completed, credentialed }, [arm.arm]),
    ...above('withdrawn', withdrawn, randomized, 'randomized'),
    ...above('served', served, randomized, 'randomized'),
    ...above('completed', completed, served, 'served'),
    ...above('credentialed', credentialed, served, 'served'),
    ...followUps.flatMap((followUp) => followUpProblems(arm, followUp)),
  ]
}

function followUpProblems({ arm, randomized }: ArmFlow, followUp: FollowUp): FlowProblem[] {
  const { source, responded, missing, outcomes } = followUp
  const missed = sumOf(Object.values(missing))
  return [
    ...uncounted({ responded, ...missing }, [arm, source]),
    ...problem(
      randomized !== responded + missed,
      [arm, source],
      `${responded} who answered and ${missed} who did not make ${responded + missed}, not the ${randomized} randomized.`,
    ),
    ...outcomes.flatMap(({ outcome, analyzed, excluded }) => [
      ...uncounted({ analyzed, excluded }, [arm, source, outcome]),
      ...problem(
        responded !== analyzed + excluded,
        [arm, source, outcome],
        `${analyzed} analyzed and ${excluded} left out make ${analyzed + excluded}, not the ${responded} who answered.`,
      ),
    ]),
  ]
}

/** Counts that are none: negative, or parts of a person. */
function uncounted(counts: Record<string, number>, at: readonly string[]): FlowProblem[] {
  return Object.entries(counts).flatMap(([name, count]) =>
    problem(
      !(Number.isInteger(count) && count >= 0),
      [...at, name],
      'People are counted in whole numbers from 0.',
    ),
  )
}

function problem(isWrong: boolean, at: readonly string[], rule: string): FlowProblem[] {
  return isWrong ? [{ at, rule }] : []
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
