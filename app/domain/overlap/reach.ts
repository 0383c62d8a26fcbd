/** Whom an award serves, and what it does for them: the coded lists that the rule compares. */
export const populations = [
  'unemployed',
  'underemployed',
  'incumbent',
  'youth',
  'justice_involved',
  'veterans',
  'people_with_disabilities',
  'english_learners',
  'low_income',
  'dislocated',
  'tanf_snap',
  'opioid_recovery',
  'native_communities',
  'rural',
  'nurses_and_instructors',
  'general_public',
] as const
export type Population = (typeof populations)[number]

export const populationLabels = {
  unemployed: 'Unemployed people',
  underemployed: 'Underemployed people',
  incumbent: 'People already in the job',
  youth: 'Youth 16 to 24',
  justice_involved: 'Justice-involved people',
  veterans: 'Veterans',
  people_with_disabilities: 'People with disabilities',
  english_learners: 'English learners',
  low_income: 'People of low income',
  dislocated: 'Dislocated workers',
  tanf_snap: 'TANF or SNAP recipients',
  opioid_recovery: 'People in opioid recovery',
  native_communities: 'Native communities',
  rural: 'Rural residents',
  nurses_and_instructors: 'Nurses and instructors',
  general_public: 'The general public',
} satisfies Record<Population, string>

export const services = [
  'recruitment',
  'assessment',
  'career_readiness',
  'classroom_training',
  'apprenticeship',
  'on_the_job_training',
  'incumbent_training',
  'supportive_services',
  'placement',
  'retention',
  'instructor_training',
  'employer_engagement',
  'system_development',
] as const
export type Service = (typeof services)[number]

export const serviceLabels = {
  recruitment: 'Recruitment',
  assessment: 'Assessment',
  career_readiness: 'Career readiness',
  classroom_training: 'Occupational classroom training',
  apprenticeship: 'Registered apprenticeship',
  on_the_job_training: 'On-the-job training',
  incumbent_training: 'Incumbent worker training',
  supportive_services: 'Supportive services',
  placement: 'Placement',
  retention: 'Retention',
  instructor_training: 'Instructor training',
  employer_engagement: 'Employer engagement',
  system_development: 'System development',
} satisfies Record<Service, string>

/** Where an award works, whom it serves and what it does. An empty list is not said, which is not none. */
export interface Reach {
  nationwide: boolean
  /** Postal codes of states it covers whole. */
  statewide: readonly string[]
  /** County FIPS codes of five digits, the first two of the state. */
  counties: readonly string[]
  populations: readonly Population[]
  services: readonly Service[]
}

/** Why a reach cannot be that of an award in these states; null where it can. `states` are those the award
 *  names, `fips` the code of two digits of every state there is. */
export function reachRefusal(
  { statewide, counties, nationwide }: Reach,
  states: readonly string[],
  fips: ReadonlyMap<string, string>,
): { field: 'statewide' | 'counties'; says: string } | null {
  const stray = statewide.find((usps) => !states.includes(usps))
  if (stray) return { field: 'statewide', says: `The award does not name ${stray} as its state.` }
  for (const county of counties) {
    const usps = [...fips].find(([, code]) => county.startsWith(code))?.[0]
    if (usps === undefined) {
      return {
        field: 'counties',
        says: `${county}: no state has a code that begins with ${county.slice(0, 2)}.`,
      }
    }
    if (!nationwide && !states.includes(usps)) {
      return {
        field: 'counties',
        says: `${county} lies in ${usps}, which the award does not name as its state.`,
      }
    }
  }
  return null
}
