import type { AssistanceState } from '#app/domain/oversight/assistance.ts'
import type { FileKind } from '#app/domain/report/files.ts'
import type { CorrectionState } from '#app/domain/oversight/corrections.ts'
import type { RiskTier } from '#app/domain/oversight/risk_tiers.ts'
import type {
  BackedPart,
  FindingKind,
  VisitKind,
  VisitState,
} from '#app/domain/oversight/visits.ts'
import type { Generated, GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface OversightTables {
  riskRatings: RiskRatings
  awardRisks: AwardRisks
  visits: Visits
  visitFindings: VisitFindings
  corrections: Corrections
  visitFiles: VisitFiles
  assistance: Assistance
}

/** What an officer says of an award's risk; the last one stands. */
interface RiskRatings {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  tier: RiskTier
  reason: string
  ratedBy: number
  ratedAt: Moment
}

/** What the record of an award says of its risk, as last judged; `weight` orders the early warnings. */
interface AwardRisks {
  awardId: number
  organizationId: number
  tier: RiskTier | null
  ratedTier: RiskTier | null
  weight: number
  judgedOn: string
  judgedAt: Moment
}

/** A look at an award, planned and then told of in a letter to its grantee. */
interface Visits {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  no: number
  kind: VisitKind
  state: VisitState
  plannedOn: string
  scope: string
  plannedBy: number
  plannedAt: Moment
  doneOn: string | null
  letter: string | null
  sentAt: Date | null
  version: Generated<number>
}

interface VisitFindings {
  id: GeneratedAlways<number>
  visitId: number
  organizationId: number
  kind: FindingKind
  words: string
  questionedCost: string | null
  /** The day by which the grantee answers a compliance finding. */
  answerBy: string | null
  notedBy: number
  notedAt: Moment
}

/** What the grantee does about a compliance finding, and who verified and closed it. */
interface Corrections {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  findingId: number
  no: number
  dueOn: string
  state: CorrectionState
  response: string | null
  evidence: string | null
  answeredBy: number | null
  answeredAt: Date | null
  verificationWords: string | null
  verifiedBy: number | null
  verifiedAt: Date | null
  closingWords: string | null
  closedBy: number | null
  closedAt: Date | null
  version: Generated<number>
}

/** A file behind a finding, or behind the answer to it. */
interface VisitFiles {
  findingId: number
  organizationId: number
  no: number
  backs: BackedPart
  name: string
  kind: FileKind
  size: number
  sha256: string
  addedBy: number
  addedAt: Moment
  takenBackBy: number | null
  takenBackAt: Date | null
  takenBackBecause: string | null
  /** Whether the other side had been able to open it by then. */
  takenBackShown: boolean | null
}

/** Technical assistance: asked for, and what came of it. */
interface Assistance {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  no: number
  state: AssistanceState
  topic: string
  words: string
  /** What it is meant to move; null: no figure. */
  indicatorCode: string | null
  askedBy: number
  askedAt: Moment
  /** Who helped: of the agency, or whom it sent. */
  givenBy: string | null
  givenFrom: string | null
  givenTo: string | null
  hours: string | null
  /** What was done, or why it was declined or withdrawn. */
  answerWords: string | null
  answeredBy: number | null
  answeredAt: Date | null
  version: Generated<number>
}
