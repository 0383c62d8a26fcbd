import type { AwardStatus, Precision } from '#app/domain/award.ts'
import type { AwardSheetKind, ImportState } from '#app/domain/award_sheet.ts'
import type { CloseoutItem, CloseoutOutcome } from '#app/domain/closeout.ts'
import type { CalendarType, Frequency, RollRule } from '#app/domain/calendar.ts'
import type {
  BudgetCategory,
  ModificationKind,
  ModificationState,
} from '#app/domain/modification.ts'
import type { DecisionKind, DecisionState, DecisionSubject } from '#app/domain/decisions.ts'
import type { MoneyMeasure } from '#app/domain/funds.ts'
import type { Recommendation } from '#app/domain/report/petitions.ts'
import type { Generated, GeneratedAlways } from 'kysely'
import type { Moment } from './accounts.ts'

export interface PortfolioTables {
  awards: Awards
  awardSectors: AwardSectors
  awardStates: AwardStates
  awardPartners: AwardPartners
  awardTargets: AwardTargets
  awardSchedules: AwardSchedules
  awardHolds: AwardHolds
  modifications: Modifications
  modificationLines: ModificationLines
  modificationComments: ModificationComments
  awardModels: AwardModels
  awardImports: AwardImports
  appropriations: Appropriations
  decisions: Decisions
  decisionShares: DecisionShares
  decisionComments: DecisionComments
  acceptedMoney: AcceptedMoney
  closeoutItems: CloseoutItems
  caseloads: Caseloads
  handOverWords: HandOverWords
}

interface Awards {
  id: GeneratedAlways<number>
  number: string
  fain: string | null
  organizationId: number
  sample: boolean
  agencyCode: string
  programCode: string
  streamCode: string
  name: string | null
  awardRound: string | null
  track: string | null
  status: AwardStatus
  announcedOn: string | null
  /** When the notice of award was signed, as far as it was recorded here. */
  signedOn: string | null
  periodStart: string | null
  /** As awarded; `periodEnd` and `amount` are the award of today, after its modifications. */
  awardedPeriodEnd: string | null
  awardedAmount: string | null
  changedPeriodEnd: string | null
  amountChange: Generated<string>
  periodEnd: GeneratedAlways<string | null>
  amount: GeneratedAlways<string | null>
  /** The last day of its work, once it ended or was terminated. */
  endedOn: string | null
  amountPrecision: Precision
  matchAmount: string | null
  city: string | null
  state: string | null
  serviceArea: string | null
  statewide: boolean | null
  sourceUrl: string | null
  canonicalUrl: string | null
  notes: string | null
  sourceHash: string | null
  reportFrequency: Frequency | null
  reportOffsetDays: number | null
  reportRollRule: RollRule | null
  reportCalendar: CalendarType | null
  firstPeriodEnd: string | null
  /** The first day of the first period with a financial report beside the program's own; null: none. */
  financialFrom: string | null
  version: Generated<number>
}

/** Which model of the library an award runs, in its officers' words; of those that hold on a day the last
 *  one said stands. */
interface AwardModels {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  no: number
  /** Null: no model of the library. */
  model: string | null
  since: string
  ground: string
  namedBy: number
  namedAt: Moment
}

/** A file of awards, from its arrival until it is stored or given up. */
interface AwardImports {
  id: GeneratedAlways<number>
  organizationId: number
  membershipId: number
  agencyCode: string
  fileName: string
  sha256: string
  /** Whether its awards are invented. */
  sample: boolean
  /** For new awards whose listing holds several programs. */
  programCode: string | null
  state: ImportState
  kind: AwardSheetKind | null
  rowsTotal: Generated<number>
  rowsDone: Generated<number>
  /** What it would do, row by row, as JSON. */
  planned: string | null
  /** What is wrong with it, cell by cell, as JSON. */
  problems: string | null
  /** Why it could not be read or stored, in a sentence. */
  say: string | null
  uploadedBy: number
  uploadedAt: Moment
  confirmedBy: number | null
  confirmedMembershipId: number | null
  confirmedAt: Date | null
  storedAt: Date | null
  version: Generated<number>
}

/** Money that a law gives a stream or one of its programs for a fiscal year, as somebody recorded it; a
 *  correction is a row of its own. */
interface Appropriations {
  id: GeneratedAlways<number>
  organizationId: number
  sample: boolean
  streamCode: string
  /** Null: for the stream as a whole. */
  programCode: string | null
  fiscalYear: number
  amount: string
  source: string
  sourceUrl: string | null
  knownOn: string
  corrects: number | null
  reason: string | null
  recordedBy: number
  recordedAt: Moment
}

/** What an award had expended or drawn since its beginning by its accepted financial reports, a row for
 *  each day on which that changed. */
interface AcceptedMoney {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  reportId: number
  measure: MoneyMeasure
  value: string | null
  acceptedOn: string
}

/** What the director decided about a stream, program, model, award or study, with what was known then. */
interface Decisions {
  id: GeneratedAlways<number>
  organizationId: number
  sample: boolean
  kind: DecisionKind
  state: DecisionState
  about: DecisionSubject
  streamCode: string | null
  programCode: string | null
  modelCode: string | null
  awardOrganizationId: number | null
  awardId: number | null
  studyId: number | null
  words: string
  supersedes: number | null
  reason: string | null
  draftedBy: number
  draftedAt: Moment
  decidedBy: number | null
  decidedOn: string | null
  publishedAt: Date | null
  evidence: string | null
  evidenceSha256: string | null
  version: Generated<number>
}

interface DecisionShares {
  decisionId: number
  sharedBy: number
  sharedAt: Moment
}

interface DecisionComments {
  id: GeneratedAlways<number>
  decisionId: number
  organizationId: number
  membershipId: number
  words: string
  writtenBy: number
  writtenAt: Moment
}

interface AwardSectors {
  awardId: number
  sectorCode: string
}

interface AwardStates {
  awardId: number
  usps: string
}

interface AwardPartners {
  awardId: number
  position: number
  name: string
}

interface AwardTargets {
  awardId: number
  indicatorCode: string
  target: string
  sourceUrl: string | null
}

/** A rule of reporting in the place of the award's first one, for the periods from a day on. */
interface AwardSchedules {
  awardId: number
  organizationId: number
  startsOn: string
  frequency: Frequency
  offsetDays: number
  rollRule: RollRule
  calendarType: CalendarType
  firstPeriodEnd: string
  reason: string
  changedBy: number
  changedAt: Moment
}

/** A legal hold on the records of an award; standing until it is lifted. */
interface AwardHolds {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  reason: string
  placedBy: number
  placedAt: Moment
  liftedBy: number | null
  liftedAt: Moment | null
  liftedReason: string | null
}

/** An item of the closeout checklist that is done or waived; one that is open has no row. */
interface CloseoutItems {
  awardId: number
  organizationId: number
  item: CloseoutItem
  outcome: CloseoutOutcome
  /** Where the evidence lies, or why it is waived. */
  words: string
  settledBy: number
  settledAt: Moment
}

/** Whose award it is to look after; one officer at a time. */
interface Caseloads {
  awardId: number
  membershipId: number
  organizationId: number
  startedAt: Moment
  endedAt: Date | null
}

/** What an officer leaves in words for whoever takes an award over; the last words stand. */
interface HandOverWords {
  id: GeneratedAlways<number>
  awardId: number
  organizationId: number
  words: string
  writtenBy: number
  writtenAt: Moment
}

/** A change of an award's terms, from its draft to the decision. */
interface Modifications {
  id: GeneratedAlways<number>
  organizationId: number
  awardId: number
  no: number
  kind: ModificationKind
  state: ModificationState
  reason: string
  amountChange: string | null
  newPeriodEnd: string | null
  position: string | null
  oldWords: string | null
  newWords: string | null
  draftedBy: number
  draftedAt: Moment
  askedBy: number | null
  askedAt: Date | null
  recommendation: Recommendation | null
  recommendationWords: string | null
  recommendedBy: number | null
  recommendedAt: Date | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Date | null
  oldAmount: string | null
  oldPeriodEnd: string | null
  effectiveOn: string | null
  version: Generated<number>
}

interface ModificationLines {
  modificationId: number
  organizationId: number
  category: BudgetCategory
  change: string
}

interface ModificationComments {
  id: GeneratedAlways<number>
  modificationId: number
  organizationId: number
  words: string
  writtenBy: number
  membershipId: number
  writtenAt: Moment
}
