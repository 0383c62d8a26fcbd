import type { CalendarType, Frequency } from '#app/domain/calendar.ts'
import type { PetitionKind, PetitionOutcome, Recommendation } from '#app/domain/report/petitions.ts'
import type { AgencyState, AuthorState, ReportEnd } from '#app/domain/report/states.ts'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { FileKind } from '#app/domain/report/files.ts'
import type { Opinion } from '#app/domain/report/opinions.ts'
import type { RemarkKind } from '#app/domain/report/threads.ts'
import type { Measure } from '#app/domain/report/clock_list.ts'
import type { ReportStep } from '#app/domain/report/clocks.ts'
import type { ReturnReason } from '#app/domain/report/returns.ts'
import type { Moment } from './accounts.ts'

export interface ReportTables {
  reports: Reports
  reportAnswers: ReportAnswers
  reportRevisions: ReportRevisions
  reportVersions: ReportVersions
  versionDocuments: VersionDocuments
  reportReturns: ReportReturns
  acceptedFigures: AcceptedFigures
  reportUploads: ReportUploads
  reportFiles: ReportFiles
  reportRemarks: ReportRemarks
  reportOpinions: ReportOpinions
  reportPetitions: ReportPetitions
  reportChecks: ReportChecks
  reportClocks: ReportClocks
  clockTotals: ClockTotals
}

interface Reports {
  id: GeneratedAlways<number>
  number: string
  organizationId: number
  awardId: number
  templateCode: string
  templateVersion: number
  periodStart: string
  periodEnd: string
  statutoryDueOn: string
  workingDueOn: string
  /** Granted instead of both; reminders and lateness go by it. */
  extendedDueOn: string | null
  /** The rule it was opened by; a later rule of its award renames nothing. */
  frequency: Frequency | null
  calendarType: CalendarType | null
  authorState: Generated<AuthorState>
  agencyState: Generated<AgencyState>
  endedAs: ReportEnd | null
  /** The latest sealed version; 0 before the first submission. */
  versionNo: Generated<number>
  acceptedVersionNo: number | null
  reviewerMembershipId: number | null
  version: Generated<number>
}

interface ReportAnswers {
  reportId: number
  organizationId: number
  itemCode: string
  value: string | null
  /** Why a required item does not apply, or what a warning asks to be explained. */
  explanation: string | null
  changedBy: number
  changedAt: Moment
}

/** An answer, and the words that go with it. */
export const answerParts = ['value', 'explanation'] as const

interface ReportRevisions {
  id: GeneratedAlways<number>
  reportId: number
  organizationId: number
  itemCode: string
  part: (typeof answerParts)[number]
  oldValue: string | null
  newValue: string | null
  /** The version being worked on: one more than the latest sealed. */
  versionNo: number
  changedBy: number
  changedAt: Moment
  /** The upload that wrote it; null: typed on a page. */
  uploadId: number | null
  /** The sealed version it was taken over from, and the item that gave it there. */
  takenReportId: number | null
  takenVersionNo: number | null
  takenCode: string | null
}

interface ReportVersions {
  reportId: number
  organizationId: number
  no: number
  /** Canonical JSON, the exact bytes that `sha256` is the hash of. */
  content: string
  sha256: string
  preparedBy: ColumnType<number[], number[], never>
  handedOverBy: number | null
  certifiedBy: number
  signedName: string
  signedTitle: string
  /** One person alone prepared and certified, as an organization of one may. */
  solePerson: boolean
  nothingToReport: Generated<boolean>
  submittedAt: Moment
}

/** The PDF kept of a sealed version, its bytes under their SHA-256. */
interface VersionDocuments {
  reportId: number
  organizationId: number
  versionNo: number
  sha256: string
  /** Bytes. */
  size: number
  keptAt: Moment
  /** The request or the job that made it. */
  requestId: string
}

interface ReportReturns {
  reportId: number
  organizationId: number
  versionNo: number
  sectionOrder: number
  reasonCode: ReturnReason
  words: string
  returnedBy: number
  returnedAt: Moment
}

/** What rolls up: the figures of each report's last accepted version, derived ones included. */
interface AcceptedFigures {
  reportId: number
  organizationId: number
  awardId: number
  indicatorCode: string
  versionNo: number
  periodEnd: string
  value: string
}

/** Figures read from a file, waiting to be confirmed, or what was wrong with it; never both. */
interface ReportUploads {
  id: GeneratedAlways<number>
  reportId: number
  organizationId: number
  fileName: string
  sha256: string
  /** JSON: the answers that were read. */
  entries: string | null
  /** JSON: the first problems, row by row. */
  problems: string | null
  uploadedBy: number
  uploadedAt: Moment
  savedAt: Moment | null
}

/** A file that backs an answer. Its bytes lie under their SHA-256; a removed file keeps its row. */
interface ReportFiles {
  id: GeneratedAlways<number>
  reportId: number
  organizationId: number
  itemCode: string
  name: string
  kind: FileKind
  /** Bytes. */
  size: number
  sha256: string
  addedBy: number
  addedAt: Moment
  removedBy: number | null
  removedAt: Moment | null
}

/** One thing said in the thread on an answer; a thread is all of one report and item. */
interface ReportRemarks {
  id: GeneratedAlways<number>
  reportId: number
  organizationId: number
  itemCode: string
  kind: RemarkKind
  words: string | null
  versionNo: number
  saidBy: number
  saidAt: Moment
}

/** An extension or a waiver: asked, recommended, decided. One is open at a time for each report. */
interface ReportPetitions {
  id: GeneratedAlways<number>
  organizationId: number
  reportId: number
  kind: PetitionKind
  reason: string
  wantedOn: string | null
  previousDueOn: string
  askedBy: number
  askedAt: Moment
  recommendation: Recommendation | null
  recommendationWords: string | null
  recommendedBy: number | null
  recommendedAt: Moment | null
  outcome: PetitionOutcome | null
  grantedOn: string | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Moment | null
  version: Generated<number>
}

/** An item of the checklist, ticked for one sealed version. */
interface ReportChecks {
  reportId: number
  organizationId: number
  versionNo: number
  code: string
  checkedBy: number
  checkedAt: Moment
}

/** A second look at a version: whom its reviewer asked, and what they said. */
interface ReportOpinions {
  reportId: number
  organizationId: number
  versionNo: number
  colleagueOrganizationId: number
  colleagueMembershipId: number
  question: string | null
  askedBy: number
  askedAt: Moment
  opinion: Opinion | null
  words: string | null
  givenAt: Moment | null
}

/** Working days that a report has lain at each step, of the stays that have ended; a cache of its events. */
interface ReportClocks extends Record<ReportStep, number | null> {
  reportId: number
  organizationId: number
  awardId: number
  periodEnd: string
  step: ReportStep | null
  sinceOn: string | null
}

interface ClockTotals {
  periodEnd: string
  programCode: string
  sample: boolean
  measure: Measure
  days: number
  slot: number
  reports: number
}
