import type { Generated, GeneratedAlways } from 'kysely'
import type { AlertBearing, AlertKind } from '#app/domain/study/alerts.ts'
import type { ErrorOrigin, Scale } from '#app/domain/evidence/library.ts'
import type { OwnFindingKind, OwnFindingState } from '#app/domain/evidence/own_finding.ts'
import type { AttritionBound } from '#app/domain/study/attrition.ts'
import type { BalanceSample, CharacteristicKind } from '#app/domain/study/balance_table.ts'
import type { BalanceCategory } from '#app/domain/study/balance.ts'
import type {
  CountBasis,
  DifferenceOwner,
  DifferenceReason,
  DifferenceState,
} from '#app/domain/study/reconciliation.ts'
import type { OutcomeSource, StudyDesign } from '#app/domain/study/record.ts'
import type { Moment } from './accounts.ts'

/** What a study counts, what follows from it, and what comes out. */
export interface TrialTables {
  enrolmentCounts: EnrolmentCounts
  countTolerances: CountTolerances
  assignmentChecks: AssignmentChecks
  countDifferences: CountDifferences
  powerMemos: PowerMemos
  balanceTables: BalanceTables
  balanceRows: BalanceRows
  attritionCounts: AttritionCounts
  databaseLocks: DatabaseLocks
  studyFindings: StudyFindings
  contaminationAlerts: ContaminationAlerts
  studyFindingResponses: StudyFindingResponses
}

/** A look through the assignments of a site; the highest number of each site is today's. */
interface AssignmentChecks {
  studyId: number
  awardId: number
  no: number
  lookedAt: number
  overrides: number
  orderViolations: number
  duplicates: number
  embargoMonths: number | null
  embargoCrossovers: number | null
  words: string | null
  checkedBy: number
  checkedAt: Moment
}

/** One version of what a site counted in a month, in one block; the highest number is today's. */
interface EnrolmentCounts {
  studyId: number
  awardId: number
  /** Its first day. */
  month: string
  block: string
  no: number
  reached: number
  assessed: number
  ineligible: number
  failedScreen: number
  declinedConsent: number
  other: number
  program: number
  control: number
  programServed: number
  controlServed: number
  programWithdrawn: number
  controlWithdrawn: number
  reason: string | null
  savedBy: number
  savedAt: Moment
}

/** How far a study's counts and its sites' accepted reports may lie apart; the highest number holds. */
interface CountTolerances {
  studyId: number
  no: number
  people: number
  percent: number
  basis: CountBasis
  reason: string
  savedBy: number
  savedAt: Moment
}

/** Where the count of a study and an accepted report of its site lay too far apart. */
interface CountDifferences {
  id: GeneratedAlways<number>
  studyId: number
  awardId: number
  /** The grantee's. */
  organizationId: number
  reportId: number
  counted: number
  reported: number
  state: DifferenceState
  owner: DifferenceOwner
  reasonCode: DifferenceReason | null
  words: string | null
  openedAt: Moment
  saidBy: number | null
  saidAt: Date | null
  version: Generated<number>
}

/** What a study could tell on a day, with everything it was computed from, as JSON. */
interface PowerMemos {
  studyId: number
  no: number
  inputs: string
  results: string
  enrolled: number
  asOf: string
  words: string
  savedBy: number
  savedAt: Moment
}

/** One version of how alike the arms of a sample are; the highest number of each sample is today's. */
interface BalanceTables {
  studyId: number
  no: number
  sample: BalanceSample
  omnibusF: number | null
  omnibusDf1: number | null
  omnibusDf2: number | null
  reason: string | null
  savedBy: number
  savedAt: Moment
}

interface BalanceRows {
  studyId: number
  no: number
  position: number
  name: string
  kind: CharacteristicKind
  programN: number
  controlN: number
  programValue: number
  controlValue: number
  programSd: number | null
  controlSd: number | null
  adjusted: boolean
}

/** One version of who is left in the analysis of an outcome from a source. */
interface AttritionCounts {
  studyId: number
  outcome: string
  source: OutcomeSource
  no: number
  bound: AttritionBound
  randomizedProgram: number
  randomizedControl: number
  analyzedProgram: number
  analyzedControl: number
  reason: string | null
  savedBy: number
  savedAt: Moment
}

/** The counts of a study as they stood; from the first one on each further count says why. */
interface DatabaseLocks {
  studyId: number
  no: number
  words: string
  hash: string
  lockedBy: number
  lockedAt: Moment
}

/** What a study found, from its draft to the library. Numbers are decimals as text. */
interface StudyFindings {
  id: GeneratedAlways<number>
  studyId: number
  no: number
  state: OwnFindingState
  kind: OwnFindingKind
  design: StudyDesign
  /** Null: none of the library. */
  model: string | null
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
  sourceDetail: string
  attrition: 'low' | 'high' | null
  baseline: BalanceCategory | null
  hasControls: boolean
  isAdjusted: boolean
  draftedBy: number
  draftedAt: Moment
  submittedBy: number | null
  submittedAt: Date | null
  sharedAt: Date | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Date | null
  /** Its code in the public library; never of a sample study. */
  libraryCode: string | null
  /** What the sites had of the components while the study enrolled, as canonical JSON; null: not approved, or
   *  approved before this was kept. */
  tested: string | null
  testedSha256: string | null
  version: Generated<number>
}

interface StudyFindingResponses {
  studyId: number
  no: number
  /** The grantee's. */
  organizationId: number
  words: string
  writtenBy: number
  writtenAt: Moment
}

/** Another award that the rule found beside a site that enrols. */
interface ContaminationAlerts {
  studyId: number
  no: number
  /** The site. */
  awardId: number
  otherAwardId: number
  overlapId: number
  kind: AlertKind
  raisedAt: Moment
  freeOn: string
  bearing: AlertBearing | null
  words: string | null
  commentedBy: number | null
  commentedAt: Date | null
}
