import type { Generated, GeneratedAlways } from 'kysely'
import type { AlertBearing, AlertKind } from '#app/domain/study/alerts.ts'
import type { AgreementKind } from '#app/domain/study/agreements.ts'
import type { ErrorOrigin, Scale } from '#app/domain/evidence/library.ts'
import type { OwnFindingKind, OwnFindingState } from '#app/domain/evidence/own_finding.ts'
import type { AttritionBound } from '#app/domain/study/attrition.ts'
import type { BalanceSample, CharacteristicKind } from '#app/domain/study/balance_table.ts'
import type { BalanceCategory } from '#app/domain/study/balance.ts'
import type { EvaluabilityCriterion } from '#app/domain/study/evaluability.ts'
import type { GateDecision, GateSide } from '#app/domain/study/gates.ts'
import type { MilestoneState, Topic } from '#app/domain/study/milestones.ts'
import type {
  CountBasis,
  DifferenceOwner,
  DifferenceReason,
  DifferenceState,
} from '#app/domain/study/reconciliation.ts'
import type { OutcomeRank, OutcomeSource, Registry, StudyDesign } from '#app/domain/study/record.ts'
import type { SiteInvitationState } from '#app/domain/study/site_invitations.ts'
import type { Stage, StageState } from '#app/domain/study/stages.ts'
import type { FileKind } from '#app/domain/report/files.ts'
import type { Moment } from './accounts.ts'
import type { milestoneRoles } from './reference.ts'

export interface StudyTables {
  studies: Studies
  studyFirms: StudyFirms
  studyPrograms: StudyPrograms
  studyTeam: StudyTeam
  studyStages: StudyStages
  studySites: StudySites
  siteInvitations: SiteInvitations
  milestones: Milestones
  milestoneEvidence: MilestoneEvidence
  gateDecisions: GateDecisions
  gateRequests: GateRequests
  studyDesigns: StudyDesigns
  studyOutcomes: StudyOutcomes
  studyRegistrations: StudyRegistrations
  studyAgreements: StudyAgreements
  agreementFiles: AgreementFiles
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
  evaluabilityScores: EvaluabilityScores
  evaluabilityComments: EvaluabilityComments
}

interface Studies {
  id: GeneratedAlways<number>
  slug: string
  /** The lead firm. */
  organizationId: number
  sample: boolean
  title: string
  summary: string | null
  sponsorCode: string | null
  awardedOn: string | null
  sourceUrl: string | null
  enrolmentOpenedOn: Generated<string | null>
  version: Generated<number>
}

interface StudyFirms {
  studyId: number
  organizationId: number
  part: 'lead' | 'partner'
}

interface StudyPrograms {
  studyId: number
  programCode: string
}

interface StudyTeam {
  studyId: number
  membershipId: number
  organizationId: number
  startedAt: Moment
  endedAt: Date | null
}

interface StudyStages {
  studyId: number
  stage: Stage
  state: StageState
  openedOn: string | null
  closedOn: string | null
  version: Generated<number>
}

interface StudySites {
  studyId: number
  awardId: number
  joinedOn: string
}

interface SiteInvitations {
  id: GeneratedAlways<number>
  /** The grantee's. */
  organizationId: number
  studyId: number
  awardId: number
  state: SiteInvitationState
  words: string
  answerBy: string
  sentBy: number
  sentAt: Moment
  endWords: string | null
  endedBy: number | null
  endedAt: Date | null
  version: Generated<number>
}

interface Milestones {
  id: GeneratedAlways<number>
  studyId: number
  organizationId: number
  code: string
  name: string
  stage: Stage | 'cross'
  topic: Topic | null
  role: (typeof milestoneRoles)[number]
  responsibleRole: string
  evidenceArtifact: string | null
  offsetRule: string
  durationDays: number
  prerequisites: Generated<string[]>
  state: Generated<MilestoneState>
  baselineOn: string | null
  forecastOn: string | null
  actualOn: string | null
  pinned: Generated<boolean>
  position: number
  version: Generated<number>
}

interface MilestoneEvidence {
  id: GeneratedAlways<number>
  milestoneId: number
  studyId: number
  description: string
  url: string | null
  completedOn: string
  submittedBy: number
  submittedRole: string
  submittedAt: Moment
  decision: 'accepted' | 'sent_back' | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Date | null
}

interface GateDecisions {
  id: GeneratedAlways<number>
  studyId: number
  stage: Stage
  side: GateSide
  proposal: GateDecision
  reason: string
  proposedBy: number
  proposedAt: Moment
  decision: GateDecision | null
  decisionReason: string | null
  decidedBy: number | null
  decidedAt: Date | null
  version: Generated<number>
}

/** A lead asks the evaluation officers to put a gate before the director. */
interface GateRequests {
  id: GeneratedAlways<number>
  studyId: number
  stage: Stage
  side: GateSide
  words: string
  askedBy: number
  askedAt: Moment
}

/** One version of what a study is designed as; the highest number is today's. */
interface StudyDesigns {
  studyId: number
  no: number
  questions: string
  design: StudyDesign
  programArm: string | null
  controlArm: string | null
  contrast: string | null
  programPlaces: number | null
  controlPlaces: number | null
  blockSize: number | null
  sampleTarget: number | null
  opensOn: string | null
  closesOn: string | null
  needsClearance: boolean
  cost: string | null
  reason: string | null
  savedBy: number
  savedAt: Moment
}

interface StudyOutcomes {
  studyId: number
  designNo: number
  position: number
  rank: OutcomeRank
  name: string
  source: OutcomeSource
  /** After assignment. */
  months: number
}

/** One version of what a public registry says of a study. */
interface StudyRegistrations {
  studyId: number
  registry: Registry
  no: number
  identifier: string
  url: string | null
  registeredOn: string
  designNo: number
  reason: string | null
  savedBy: number
  savedAt: Moment
}

interface StudyAgreements {
  id: GeneratedAlways<number>
  studyId: number
  kind: AgreementKind
  /** The site it is with; only of participation. */
  awardId: number | null
  party: string
  identifier: string | null
  url: string | null
  effectiveOn: string
  expiresOn: string | null
  renewsId: number | null
  enteredBy: number
  enteredAt: Moment
  endedOn: string | null
  endedReason: string | null
  endedBy: number | null
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

/** A document of an agreement; its bytes lie under their hash. */
interface AgreementFiles {
  agreementId: number
  no: number
  name: string
  kind: FileKind
  /** Bytes. */
  size: number
  sha256: string
  addedBy: number
  addedAt: Moment
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

/** How somebody judged an award as a site, criterion by criterion; the highest number stands. */
interface EvaluabilityScores {
  studyId: number
  awardId: number
  /** The grantee's. */
  organizationId: number
  criterion: EvaluabilityCriterion
  no: number
  score: number
  words: string
  scoredBy: number
  scoredAt: Moment
}

interface EvaluabilityComments {
  id: GeneratedAlways<number>
  studyId: number
  awardId: number
  organizationId: number
  words: string
  writtenBy: number
  writtenAt: Moment
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
