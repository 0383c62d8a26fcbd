import type { Generated, GeneratedAlways } from 'kysely'
import type { AgreementKind } from '#app/domain/study/agreements.ts'
import type { EvaluabilityCriterion } from '#app/domain/study/evaluability.ts'
import type { GateDecision, GateSide } from '#app/domain/study/gates.ts'
import type { MilestoneState, Topic } from '#app/domain/study/milestones.ts'
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
  renewalToldOn: string | null
  lapseToldOn: string | null
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
