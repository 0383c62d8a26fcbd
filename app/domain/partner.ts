/** What an organization is to an award it does not hold. */
export const partnerRoles = [
  'subrecipient',
  'employer',
  'provider',
  'board',
  'job_center',
  'hub',
] as const
export type PartnerRole = (typeof partnerRoles)[number]

export const partnerRoleLabels = {
  subrecipient: 'Subrecipient',
  employer: 'Employer',
  provider: 'Training provider',
  board: 'Workforce board',
  job_center: 'American Job Center',
  hub: 'Workforce Hub',
} satisfies Record<PartnerRole, string>

/** What an employer promised and did in a period, in people. Each step is among the one before it. */
export const commitmentSteps = ['committed', 'interviewed', 'hired', 'retained'] as const
export type CommitmentStep = (typeof commitmentSteps)[number]

export const commitmentStepLabels = {
  committed: 'Jobs committed',
  interviewed: 'Interviewed',
  hired: 'Hired',
  retained: 'Still there',
} satisfies Record<CommitmentStep, string>

export type Commitment = Record<CommitmentStep, number>

/** The first step that holds more people than the one before it; null where none does. */
export function growingStep(given: Commitment): CommitmentStep | null {
  return (
    commitmentSteps.find((step, at) => {
      const before = commitmentSteps[at - 1]
      return before !== undefined && given[step] > given[before]
    }) ?? null
  )
}

/** A unique entity identifier as SAM.gov gives it: twelve letters and digits without I and O, the first no
 *  zero. Whether it exists only SAM.gov knows. */
export function isUei(text: string): boolean {
  return /^[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{11}$/.test(text)
}
