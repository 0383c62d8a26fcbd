/** What a study is designed as: the record its registrations, its power and its enrolment rest on. */

export const studyDesigns = [
  'descriptive',
  'pre_post',
  'comparison',
  'individual_random',
  'site_random',
] as const
export type StudyDesign = (typeof studyDesigns)[number]

export const studyDesignLabels = {
  descriptive: 'Descriptive',
  pre_post: 'Before and after, no comparison',
  comparison: 'Comparison group, not assigned by chance',
  individual_random: 'People assigned by chance',
  site_random: 'Sites or classes assigned by chance',
} satisfies Record<StudyDesign, string>

export const studyDesignHints = {
  descriptive: 'What is done, by whom, for whom. No effect is claimed.',
  pre_post: 'Shows change, never an effect: nothing of it is stored as an impact.',
  comparison: 'An effect, with the reservation that the groups may differ.',
  individual_random: 'An effect. Enrolment opens only once registration and clearances stand.',
  site_random: 'An effect, with fewer units to tell it by.',
} satisfies Record<StudyDesign, string>

/** Chance decides who is offered the program, so there are arms, a share and an enrolment to open. */
export const isRandom = (design: StudyDesign) =>
  design === 'individual_random' || design === 'site_random'

export const outcomeRanks = ['primary', 'secondary'] as const
export type OutcomeRank = (typeof outcomeRanks)[number]

export const outcomeSources = [
  'survey',
  'wage_records',
  'program_records',
  'other_records',
] as const
export type OutcomeSource = (typeof outcomeSources)[number]

export const outcomeSourceLabels = {
  survey: 'Survey',
  wage_records: 'Wage records',
  program_records: 'Program records',
  other_records: 'Other records',
} satisfies Record<OutcomeSource, string>

export const registries = ['aea', 'osf', 'clinicaltrials'] as const
export type Registry = (typeof registries)[number]

export const registryLabels = {
  aea: 'AEA RCT Registry',
  osf: 'Open Science Framework',
  clinicaltrials: 'ClinicalTrials.gov',
} satisfies Record<Registry, string>

export interface Outcome {
  rank: OutcomeRank
  name: string
  source: OutcomeSource
  /** From assignment to follow-up, 1 to 240. */
  months: number
}

export interface StudyRecord {
  questions: string
  design: StudyDesign
  programArm: string | null
  controlArm: string | null
  contrast: string | null
  /** Of each so many people assigned, how many to the program and how many to the control group. */
  programPlaces: number | null
  controlPlaces: number | null
  blockSize: number | null
  /** People to enrol. */
  sampleTarget: number | null
  opensOn: string | null
  closesOn: string | null
  /** Whether a federal collection of information needs an OMB control number. */
  needsClearance: boolean
  cost: string | null
  outcomes: readonly Outcome[]
}

/** The share assigned to the program, in (0, 1); null before the places are planned. */
export function plannedShare(record: {
  programPlaces: number | null
  controlPlaces: number | null
}): number | null {
  const { programPlaces, controlPlaces } = record
  return programPlaces && controlPlaces ? programPlaces / (programPlaces + controlPlaces) : null
}

/** What a public registry holds of a record: changing one of these forks the registration. */
const registeredFields = [
  'questions',
  'design',
  'programArm',
  'controlArm',
  'contrast',
  'programPlaces',
  'controlPlaces',
  'sampleTarget',
  'opensOn',
  'closesOn',
  'outcomes',
] as const satisfies readonly (keyof StudyRecord)[]

export const recordLabels = {
  questions: 'Questions',
  design: 'Design',
  programArm: 'Program arm',
  controlArm: 'Control arm',
  contrast: 'Contrast',
  programPlaces: 'Places in the program',
  controlPlaces: 'Places in the control group',
  blockSize: 'Block size',
  sampleTarget: 'People to enrol',
  opensOn: 'Enrolment opens',
  closesOn: 'Enrolment closes',
  needsClearance: 'OMB control number needed',
  cost: 'Cost of the evaluation',
  outcomes: 'Outcomes',
} satisfies Record<keyof StudyRecord, string>

/** The fields in which two records differ, in the order of the form. */
export function changedFields(before: StudyRecord, after: StudyRecord): (keyof StudyRecord)[] {
  const fields = Object.keys(recordLabels) as (keyof StudyRecord)[]
  return fields.filter((field) => asKept(before, field) !== asKept(after, field))
}

/** Of the fields that changed, those a registry holds. */
export function registeredChanges(before: StudyRecord, after: StudyRecord): (keyof StudyRecord)[] {
  const held: readonly string[] = registeredFields
  return changedFields(before, after).filter((field) => held.includes(field))
}

function asKept(record: StudyRecord, field: keyof StudyRecord): string {
  if (field !== 'outcomes') return JSON.stringify(record[field])
  return JSON.stringify(
    record.outcomes.map(({ rank, name, source, months }) => [rank, name, source, months]),
  )
}

/** What keeps a record from being saved, by field; null when nothing does. */
export function recordProblem(record: StudyRecord): { field: string; sentence: string } | null {
  const { design, programArm, controlArm, programPlaces, controlPlaces, blockSize } = record
  const problem = (field: string, sentence: string) => ({ field, sentence })
  if (isRandom(design)) {
    if (!programArm) return problem('programArm', 'Enter what the program arm is offered.')
    if (!controlArm) return problem('controlArm', 'Enter what the control arm may use.')
    if (!programPlaces) return problem('programPlaces', 'Enter the places of the program.')
  }
  if (programPlaces && !controlPlaces) {
    return problem('controlPlaces', 'Enter the places of the control group.')
  }
  if (controlPlaces && !programPlaces) {
    return problem('programPlaces', 'Enter the places of the program.')
  }
  if (blockSize && !programPlaces) {
    return problem('blockSize', 'A block needs the places of each arm first.')
  }
  if (blockSize && programPlaces && controlPlaces) {
    const parts = programPlaces + controlPlaces
    if (blockSize % parts !== 0) {
      return problem(
        'blockSize',
        `Enter the block size as a multiple of ${parts}, so that it holds whole places.`,
      )
    }
  }
  if (record.opensOn && record.closesOn && record.closesOn <= record.opensOn) {
    return problem('closesOn.day', 'Enter the end of enrolment after its beginning.')
  }
  return null
}

/** The part of an address that stands for a title: letters and digits, words joined by hyphens. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '')
  return ['', 'new', 'board', 'pipeline'].includes(plain) ? 'study' : plain
}
