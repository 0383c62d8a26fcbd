import { type Flow, flowProblems } from './flow.ts'

/** What a site counted in one month and block. `…Served` and `…Withdrawn` are of the people assigned then. */
export const countFields = [
  'reached',
  'assessed',
  'ineligible',
  'failedScreen',
  'declinedConsent',
  'other',
  'program',
  'control',
  'programServed',
  'controlServed',
  'programWithdrawn',
  'controlWithdrawn',
] as const
export type CountField = (typeof countFields)[number]
export type MonthlyCounts = Record<CountField, number>

export const countLabels = {
  reached: 'Reached',
  assessed: 'Assessed for eligibility',
  ineligible: 'Not eligible',
  failedScreen: 'Did not pass the screening',
  declinedConsent: 'Declined consent',
  other: 'Left out for another reason',
  program: 'Assigned to the program',
  control: 'Assigned to the control group',
  programServed: 'Program arm: got any service',
  controlServed: 'Control arm: got the program anyway',
  programWithdrawn: 'Program arm: took back consent',
  controlWithdrawn: 'Control arm: took back consent',
} satisfies Record<CountField, string>

/** The block of a site that is not split into blocks. */
export const wholeSite = 'whole site'

/** What happened after assignment, arm by arm. */
export const armFields = [
  'programServed',
  'controlServed',
  'programWithdrawn',
  'controlWithdrawn',
] as const satisfies readonly CountField[]

export const noCounts: MonthlyCounts = {
  reached: 0,
  assessed: 0,
  ineligible: 0,
  failedScreen: 0,
  declinedConsent: 0,
  other: 0,
  program: 0,
  control: 0,
  programServed: 0,
  controlServed: 0,
  programWithdrawn: 0,
  controlWithdrawn: 0,
}

/** Box by box over months, sites or blocks. */
export function addCounts(counts: readonly MonthlyCounts[]): MonthlyCounts {
  const sum = { ...noCounts }
  for (const one of counts) for (const field of countFields) sum[field] += one[field]
  return sum
}

/** Counts as a participant flow, from recruitment to what was taken up. */
function flowOf(counts: MonthlyCounts): Flow {
  const arm = (name: string, randomized: number, withdrawn: number, served: number) => ({
    arm: name,
    randomized,
    withdrawn,
    served,
    completed: 0,
    credentialed: 0,
    followUps: [],
  })
  return {
    reached: counts.reached,
    assessed: counts.assessed,
    excluded: {
      ineligible: counts.ineligible,
      failed_screen: counts.failedScreen,
      declined_consent: counts.declinedConsent,
      other: counts.other,
    },
    randomized: counts.program + counts.control,
    arms: [
      arm('program', counts.program, counts.programWithdrawn, counts.programServed),
      arm('control', counts.control, counts.controlWithdrawn, counts.controlServed),
    ],
  }
}

/** The first box of each that does not add up, by the field of the form where it is put right. */
export function countProblems(counts: MonthlyCounts): Partial<Record<CountField, string>> {
  const problems: Partial<Record<CountField, string>> = {}
  for (const { at, rule } of flowProblems(flowOf(counts))) problems[fieldAt(at)] ??= rule
  return problems
}

function fieldAt(at: readonly string[]): CountField {
  const [first = '', second = ''] = at
  if (first === 'program' || first === 'control') {
    if (second === 'served') return `${first}Served`
    if (second === 'withdrawn') return `${first}Withdrawn`
    return first
  }
  return first === 'reached' ? 'reached' : 'assessed'
}
