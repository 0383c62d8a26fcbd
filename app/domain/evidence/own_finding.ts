import type { StudyDesign } from '../study/record.ts'
import { type CausalInputs, type RatedDesign, clearRating, wwcRating } from './causal_ratings.ts'
import { isMoney } from './finding.ts'
import type { ErrorOrigin, FollowUpWindow, Scale } from './library.ts'
import { provisionalWords, systemName } from './ratings.ts'
import type { BalanceCategory } from '../study/balance.ts'

/** A finding of a study of this tracker, from its draft to the library. */
export const ownFindingStates = ['draft', 'submitted', 'returned', 'approved'] as const
export type OwnFindingState = (typeof ownFindingStates)[number]

export const ownFindingLabels = {
  draft: 'Draft',
  submitted: 'Waits for approval',
  returned: 'Returned',
  approved: 'Approved',
} satisfies Record<OwnFindingState, string>

export const ownFindingKinds = ['effect', 'before_after', 'level'] as const
export type OwnFindingKind = (typeof ownFindingKinds)[number]

/** The moves of the machine: from where, to where, and whose turn it is. */
const ownFindingMoves = {
  edit: { from: ['draft', 'returned'], to: 'draft' },
  submit: { from: ['draft'], to: 'submitted' },
  share: { from: ['submitted'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  approve: { from: ['submitted'], to: 'approved' },
} as const satisfies Record<string, { from: readonly OwnFindingState[]; to: OwnFindingState }>
export type OwnFindingMove = keyof typeof ownFindingMoves

/** Why a move is not open, as a sentence; null where it is. */
export function ownFindingRefusal(move: OwnFindingMove, state: OwnFindingState): string | null {
  const from: readonly OwnFindingState[] = ownFindingMoves[move].from
  if (from.includes(state)) return null
  switch (state) {
    case 'approved':
      return 'This finding is approved and does not change any more.'
    case 'submitted':
      return 'This finding waits for approval. It can be changed once it is returned.'
    case 'draft':
    case 'returned':
      return 'This finding is with the study’s team.'
  }
}

/** The domains of the library. */
export const outcomeDomains = [
  'earnings',
  'employment',
  'credential',
  'job quality',
  'public benefits',
  'cost',
] as const

/** What a person may say a finding is. Numbers are decimals as text. */
export interface OwnFinding {
  kind: OwnFindingKind
  outcomeDomain: string
  outcomeMeasure: string
  contrast: string
  scale: Scale
  priceYear: number | null
  impact: string
  standardError: string | null
  errorOrigin: ErrorOrigin | null
  pValue: string | null
  controlMean: string | null
  programMean: string | null
  months: number
  sampleProgram: number
  sampleControl: number | null
  exploratory: boolean
}

/** What a study is when a finding of it is written. */
export interface FindingGround {
  design: StudyDesign
  /** Set out as primary in its record. */
  primary: readonly string[]
  isLocked: boolean
  /** Whole years; an amount cannot be in dollars of a year to come. */
  year: number
}

/** What keeps a finding from being saved, field by field; empty where nothing does. */
export function ownFindingProblems(
  finding: OwnFinding,
  { design, primary, isLocked, year }: FindingGround,
): Record<string, string> {
  const problems: Record<string, string> = {}
  const isTrial = design === 'individual_random' || design === 'site_random'
  if (finding.kind === 'effect') {
    if (design === 'pre_post' || design === 'descriptive') {
      problems['kind'] =
        design === 'pre_post'
          ? 'Choose before and after: a study without a comparison group cannot find an effect.'
          : 'Choose a level: a descriptive study claims no effect.'
    } else if (isTrial && !isLocked) {
      problems['kind'] =
        'Lock the database first: the effect of a trial is read from locked counts.'
    }
    if (finding.sampleControl === null) {
      problems['sampleControl'] = 'Enter the people of the control group: an effect has one.'
    }
    if (finding.standardError === null && finding.pValue === null) {
      problems['standardError'] =
        'Enter the standard error, or a p value that it can be worked back from.'
    }
  }
  if (finding.standardError !== null && Number(finding.standardError) <= 0) {
    problems['standardError'] = 'Enter a standard error above 0: an estimate is never certain.'
  }
  if ((finding.standardError === null) !== (finding.errorOrigin === null)) {
    problems['errorOrigin'] =
      finding.errorOrigin === null
        ? 'Choose where the standard error comes from.'
        : 'Leave the origin empty: no standard error is given.'
  }
  if (isMoney(finding.scale) && finding.priceYear === null) {
    problems['priceYear'] = 'Enter the year whose dollars these are.'
  }
  if (!isMoney(finding.scale) && finding.priceYear !== null) {
    problems['priceYear'] = 'Leave the price year empty: points have no prices.'
  }
  if (finding.priceYear !== null && (finding.priceYear < 1990 || finding.priceYear > year)) {
    problems['priceYear'] = `Enter a price year from 1990 to ${year}.`
  }
  if (finding.scale.startsWith('points') && Math.abs(Number(finding.impact)) > 100) {
    problems['impact'] = 'Enter at most 100 percentage points.'
  }
  const { controlMean, programMean, impact } = finding
  if (finding.kind === 'effect' && controlMean !== null && programMean !== null) {
    const raw = Number(programMean) - Number(controlMean)
    if (
      raw !== 0 &&
      Number(impact) !== 0 &&
      Math.sign(raw) !== Math.sign(Number(impact)) &&
      Math.abs(raw) > Math.abs(Number(impact))
    ) {
      problems['impact'] = 'Check the sign: the means of the arms say the opposite by more.'
    }
  }
  if (!finding.exploratory && !primary.includes(finding.outcomeMeasure)) {
    problems['exploratory'] =
      'Choose exploratory: only a primary outcome of the study’s record is confirmatory.'
  }
  return problems
}

/** The library's window of so many months after assignment. */
export function windowOf(months: number): FollowUpWindow {
  if (months <= 12) return 'year1'
  if (months <= 24) return 'year2'
  return months <= 60 ? 'years3_5' : 'years6plus'
}

const ratedDesigns = {
  individual_random: 'rct',
  site_random: 'rct',
  comparison: 'comparison_group',
  pre_post: 'descriptive',
  descriptive: 'descriptive',
} satisfies Record<StudyDesign, RatedDesign>

/** What rules make of a finding, never a clearinghouse's word: from its design, attrition and balance. */
export function ownRatings(finding: {
  design: StudyDesign
  attrition: 'low' | 'high' | null
  baseline: BalanceCategory | null
  hasControls: boolean
  isAdjusted: boolean
}) {
  const inputs: CausalInputs = {
    design: ratedDesigns[finding.design],
    hasConfound: false,
    isOutcomeValid: true,
    isAssignmentCompromised: false,
    isProbabilityChangeIgnored: false,
    attrition: finding.attrition,
    baseline: finding.baseline,
    hasRequiredControls: finding.hasControls,
    isAdjusted: finding.isAdjusted,
    isOutcomeMeasuredBefore: finding.hasControls,
    isSwitchRepeated: false,
  }
  return { clear: clearRating(inputs), wwc: wwcRating(inputs) }
}

/** A provisional rating in words. */
export interface OwnRating {
  system: string
  level: string | null
  reasons: { code: string; says: string }[]
}

/** What rules make of a finding, in the words of each system. */
export function ownRatingWords(finding: Parameters<typeof ownRatings>[0]): OwnRating[] {
  const { clear, wwc } = ownRatings(finding)
  return [
    { system: systemName('clear'), ...provisionalWords('clear', clear) },
    { system: systemName('wwc'), ...provisionalWords('wwc', wwc) },
  ]
}

/** The words of a follow-up as the library writes them. */
export const followUpWords = (months: number) =>
  months === 1 ? '1 month after assignment' : `${months} months after assignment`
