/** Where the report stands with its authors. */
export const authorStates = ['not_started', 'draft', 'awaiting_certification', 'submitted'] as const
export type AuthorState = (typeof authorStates)[number]

/** Where it stands with the agency. */
export const agencyStates = [
  'none',
  'in_review',
  'returned',
  'resubmitted',
  'accepted',
  'reopened',
] as const
export type AgencyState = (typeof agencyStates)[number]

/** The other ends: the agency waives it, the grantee certifies there is nothing, it never came. */
export const reportEnds = ['not_required', 'nothing_to_report', 'lapsed'] as const
export type ReportEnd = (typeof reportEnds)[number]

/** What the events of a report add up to. People are by id, sections by their order. */
export interface ReportState {
  author: AuthorState
  agency: AgencyState
  endedAs: ReportEnd | null
  /** The latest sealed version; 0 before the first. */
  versionNo: number
  /** The version that counts in totals. */
  acceptedVersionNo: number | null
  /** Who handed over or changed an answer since the last version was sealed and came back. */
  preparerIds: readonly number[]
  reviewerId: number | null
  /** The sections a return or a reopening named; they stay named until the report is accepted. */
  returnedSections: readonly number[]
}

/** The one word for a report in a list: how it ended, else who holds it. */
export type ReportStatus = AuthorState | Exclude<AgencyState, 'none'> | ReportEnd

export function reportStatus({
  author,
  agency,
  endedAs,
}: Pick<ReportState, 'author' | 'agency' | 'endedAs'>): ReportStatus {
  if (endedAs) return endedAs
  return author === 'awaiting_certification' || agency === 'none' ? author : agency
}

export const reportStatusLabels = {
  not_started: 'Not started',
  draft: 'Draft',
  awaiting_certification: 'Awaiting certification',
  submitted: 'Submitted',
  in_review: 'In review',
  returned: 'Returned',
  resubmitted: 'Resubmitted',
  accepted: 'Accepted',
  reopened: 'Reopened',
  not_required: 'Not required',
  nothing_to_report: 'Nothing to report',
  lapsed: 'Lapsed',
} satisfies Record<ReportStatus, string>

/** Whether something is being written that was not sent yet. */
export const isUnsent = ({ author, endedAs }: Pick<ReportState, 'author' | 'endedAs'>): boolean =>
  author !== 'submitted' && endedAs === null

/** Whether an accepted version counts in totals while the next one is on its way. */
export function isBeingCorrected({
  agency,
  acceptedVersionNo,
}: Pick<ReportState, 'agency' | 'acceptedVersionNo'>): boolean {
  return acceptedVersionNo !== null && agency !== 'accepted'
}

/** Where a report can stand once it was submitted, as lists of such reports filter by. */
export const submittedStatuses = [
  'submitted',
  'in_review',
  'returned',
  'resubmitted',
  'accepted',
  'reopened',
  'nothing_to_report',
] as const satisfies readonly ReportStatus[]
export type SubmittedStatus = (typeof submittedStatuses)[number]
