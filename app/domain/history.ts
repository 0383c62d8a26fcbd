/** What happened, in words: a sentence without its subject for each kind of event. */
export const happenings = {
  'account.entered': 'Entered the account',
  'account.invited': 'Invited',
  'account.invitation_withdrawn': 'Withdrew the invitation',
  'account.joined': 'Accepted the invitation',
  'account.role_changed': 'Changed the role',
  'account.supervisor_named': 'Named a supervisor',
  'account.membership_ended': 'Ended the membership',
  'account.disabled': 'Disabled the account',
  'account.enabled': 'Enabled the account',
  'account.signed_in': 'Signed in',
  'account.password_reset': 'Set a new password by a mailed link',
  'account.mail_chosen': 'Chose what comes by mail',
  'account.away_set': 'Marked as away, with a colleague who stands in',
  'account.away_ended': 'Ended the absence',
  'account.stand_in_left': 'Left the absence without anybody who stands in',
  'account.view_saved': 'Saved a view of the awards',
  'account.view_removed': 'Removed a view of the awards',
  'account.view_mail_chosen': 'Chose how a view of the awards comes by mail',
  'account.calendar_made': 'Made the address of the own calendar',
  'account.calendar_revoked': 'Revoked the own calendar',
  'account.password_changed': 'Changed the own password',
  'database.reset': 'Made the demonstration anew',
  'database.filled': 'Filled the demonstration with invented records',

  'awards.exported': 'Took the list of awards away',
  'awards.file_sent': 'Sent a file of awards',
  'awards.file_sent_again': 'Had a file of awards read again',
  'awards.file_confirmed': 'Confirmed a file of awards',
  'awards.imported': 'Stored a file of awards',
  'clocks.exported': 'Took the days by step away',
  'coverage.exported': 'Took the coverage by sector and state away',
  'replication.exported': 'Took the awards short of a model away',
  'money.exported': 'Took the money by level of evidence away',
  'funds.exported': 'Took the money by stream and program away',
  'trend.exported': 'Took a trend over many awards away',
  'decision.drafted': 'Drafted a decision',
  'decision.edited': 'Changed the draft of a decision',
  'decision.published': 'Published a decision',
  'decision.shared': 'Shared a decision with the grantee',
  'decision.commented': 'Commented on a decision',
  'body.rated': 'Rated the evidence as a whole',
  'agenda.priority_set': 'Set the priority of a question',
  'question.linked': 'Said which question the study answers',
  'question.unlinked': 'Took back which question the study answers',
  'solicitation.exported': 'Took the next solicitation away',
  'appropriation.recorded': 'Recorded an appropriation',
  'appropriation.corrected': 'Corrected an appropriation',

  'award.sourced': 'Read from the sources',
  'award.entered': 'Entered the award',
  'award.hand_over_noted': 'Left words for whoever takes the award over',
  'award.imported': 'Took it over from a file',
  'award.assigned': 'Assigned the program officer',
  'award.rescheduled': 'Changed the schedule of its reports',
  'award.hold_placed': 'Placed a legal hold',
  'award.hold_lifted': 'Lifted the legal hold',
  'award.signed': 'Recorded the award as signed',
  'award.started': 'Started the award',
  'award.suspended': 'Suspended the award',
  'award.resumed': 'Resumed the award',
  'award.ended': 'Recorded the end of the period',
  'award.terminated': 'Terminated the award',
  'award.closeout_begun': 'Began the closeout',
  'award.closed': 'Closed the award',
  'award.model_named': 'Named the model it runs',
  'practice.drafted': 'Drafted a practice note',
  'practice.edited': 'Changed a practice note',
  'practice.submitted': 'Handed a practice note over for approval',
  'practice.returned': 'Returned a practice note',
  'practice.approved': 'Approved a practice note',
  'practice.sent': 'Sent a practice note',
  'practice.answered': 'Answered a practice note',
  'fidelity.rated': 'Rated how far the components are in place',
  'outcome.claimed': 'Claimed an outcome',
  'outcome.answered': 'Answered an outcome',
  'partner.added': 'Recorded a partner',
  'partner.subaward_recorded': 'Recorded what a subrecipient receives',
  'partner.commitment_recorded': 'Recorded what an employer promised and did',
  'award.reach_recorded': 'Recorded where it works, whom it serves and what it does',
  'overlap.taken_up': 'Took up a finding of overlap',
  'overlap.commented': 'Commented on a finding of overlap',
  'overlap.confirmed': 'Confirmed a finding of overlap',
  'overlap.dismissed': 'Dismissed a finding of overlap',
  'overlap.planned': 'Planned an action on an overlap',
  'overlap.resolved': 'Recorded an overlap as resolved',
  'overlap.accepted': 'Accepted an overlap as it is',
  'overlap.reopened': 'Opened a finding of overlap again',
  'overlap.shared': 'Shared a finding of overlap with the grantees',
  'risk.rated': 'Rated the risk',
  'visit.planned': 'Planned a visit',
  'visit.finding_noted': 'Noted a finding of a visit',
  'visit.letter_sent': 'Sent the letter of a visit',
  'visit.file_added': 'Added a file to a finding of a visit',
  'visit.file_downloaded': 'Downloaded a file of a visit',
  'correction.drafted': 'Drafted the answer to a finding',
  'correction.answered': 'Answered a finding',
  'correction.sent_back': 'Sent the evidence of a corrective action back',
  'correction.verified': 'Verified a corrective action',
  'correction.closed': 'Closed a corrective action',
  'correction.file_added': 'Added a file to the answer to a finding',
  'correction.file_downloaded': 'Downloaded a file of the answer to a finding',
  'assistance.asked': 'Asked for technical assistance',
  'assistance.given': 'Recorded the technical assistance that was given',
  'assistance.declined': 'Declined technical assistance',
  'assistance.withdrawn': 'Withdrew the request for technical assistance',
  'closeout.settled': 'Settled an item of the closeout',
  'award.bundled': 'Downloaded the bundle of its records',

  'modification.drafted': 'Drafted a modification',
  'modification.edited': 'Changed the draft of a modification',
  'modification.asked': 'Asked for a modification',
  'modification.proposed': 'Proposed a modification',
  'modification.recommended': 'Gave a recommendation on a modification',
  'modification.commented': 'Commented on a modification',
  'modification.approved': 'Approved a modification',
  'modification.refused': 'Refused a modification',
  'modification.withdrawn': 'Withdrew a modification',
  'modification.discarded': 'Threw the draft of a modification away',

  'report.opened': 'Opened the report for its period',
  'report.carried_over': 'Carried the accepted report over from an earlier system',
  'report.started': 'Started the report',
  'report.saved': 'Saved answers',
  'upload.saved': 'Saved figures from a file',
  'file.added': 'Added a supporting file',
  'file.removed': 'Removed a supporting file',
  'file.downloaded': 'Downloaded a supporting file',
  'version.downloaded': 'Downloaded a sealed version',
  'report.handed_over': 'Handed the report over for certification',
  'report.declined': 'Declined to certify',
  'report.submitted': 'Signed and submitted',
  'report.nothing_submitted': 'Certified that there is nothing to report',
  'report.withdrawn': 'Withdrew the report',
  'report.picked_up': 'Picked the report up for review',
  'report.handed_back': 'Handed the report back unreviewed',
  'report.taken_over': 'Took the review over',
  'report.returned': 'Returned sections',
  'report.accepted': 'Accepted the report',
  'report.reopened': 'Reopened sections of the accepted report',
  'report.not_required': 'Marked the report as not required',
  'report.lapsed': 'Closed the report as never received',

  'checklist.ticked': 'Went through the checklist',
  'checklist.left_open': 'Accepted with items of the checklist not ticked',
  'opinion.asked': 'Asked a colleague for a second look',
  'opinion.given': 'Gave an opinion on the report',
  'thread.asked': 'Asked about an answer',
  'thread.answered': 'Answered a question',
  'thread.resolved': 'Resolved a question',
  'extension.asked': 'Asked for an extension',
  'extension.recommended': 'Gave a recommendation on the extension',
  'extension.granted': 'Granted the extension',
  'extension.refused': 'Refused the extension',
  'extension.withdrawn': 'Withdrew the request for an extension',
  'extension.overtaken': 'The request for an extension ended undecided',
  'waiver.asked': 'Asked to do without the report',
  'waiver.recommended': 'Gave a recommendation on the waiver',
  'waiver.refused': 'Refused the waiver',
  'waiver.withdrawn': 'Withdrew the request for a waiver',
  'waiver.overtaken': 'The request for a waiver ended undecided',

  'reminder.due_soon': 'Reminded the grantee of the due date',
  'reminder.late': 'Told the grantee that the report is late',
  'reminder.late_officer': 'Told the program officer that the report is late',
  'reminder.late_supervisor': 'Told the officer and the supervisor that the report is long late',
  'reminder.by_officer': 'Reminded the grantee of the report',
  'reminder.signature_waits': 'Reminded the certifying official of the signature',
  'reminder.correction_waits': 'Reminded the grantee of the sections that came back',
  'reminder.signature_late': 'Reminded the grantee of the signature',
  'reminder.signature_officer': 'Told the program officer that the signature is long in coming',
  'reminder.correction_officer': 'Told the program officer that the corrections are long in coming',
  'reminder.grantee_supervisor':
    'Told the officer and the supervisor that the report has lain long with its grantee',
  'reminder.petition_waits': 'Told the grants officers that the request is theirs to decide',
  'reminder.decision_waits': 'Reminded the grants officers of the request',
  'reminder.pick_up_waits': 'Reminded the program officer of the submitted report',
  'reminder.review_waits': 'Reminded the program officer of the open review',
  'reminder.review_supervisor': 'Told the officer and the supervisor of the long review',

  'study.sourced': 'Read from the sources',
  'study.entered': 'Entered the study',
  'study.planned': 'Planned the study',
  'study.lead_appointed': 'Appointed the lead',
  'record.saved': 'Saved the record of the study',
  'agreement.entered': 'Entered an agreement',
  'agreement.renewed': 'Renewed an agreement',
  'agreement.ended': 'Ended an agreement',
  'agreement.renewal_due': 'Told that an agreement is to be renewed',
  'agreement.lapsed': 'Told that an agreement has lapsed',
  'agreement.file_added': 'Added the document of an agreement',
  'agreement.file_downloaded': 'Downloaded the document of an agreement',
  'enrolment.opened': 'Opened enrolment',
  'enrolment.counted': 'Counted a month of enrolment',
  'enrolment.corrected': 'Corrected a month of enrolment',
  'enrolment.file_saved': 'Counted enrolment by a file',
  'assignments.checked': 'Looked through the assignments of a site',
  'reconciliation.opened': 'Found a difference between the study’s count and the report',
  'reconciliation.reopened': 'Found the difference in enrolment anew',
  'reconciliation.corrected': 'Found the study’s count and the report to agree again',
  'reconciliation.explained': 'Explained the difference in enrolment',
  'reconciliation.handed_over': 'Handed the difference in enrolment over',
  'reconciliation.tolerance_set': 'Set how far counts and reports may differ',
  'arms.viewed': 'Looked at what happened in each arm',
  'balance.saved': 'Saved the balance of the arms',
  'attrition.counted': 'Counted the people of an analysis',
  'attrition.corrected': 'Corrected the people of an analysis',
  'database.locked': 'Locked the database',
  'finding.drafted': 'Drafted a finding',
  'finding.edited': 'Changed a finding',
  'finding.submitted': 'Handed a finding over for approval',
  'finding.shared': 'Shared a finding with the sites',
  'finding.responded': 'Responded to a finding',
  'finding.returned': 'Returned a finding',
  'finding.approved': 'Approved a finding',
  'alert.raised': 'Raised a contamination alert',
  'alert.commented': 'Said what an alert means for the study',
  'deliverable.planned': 'Planned a deliverable',
  'deliverable.drafted': 'Added a draft of a deliverable',
  'deliverable.draft_read': 'Took a draft of a deliverable away',
  'deliverable.reviewer_invited': 'Invited somebody outside to read a draft',
  'deliverable.reviewer_withdrawn': 'Withdrew the invitation of a reviewer',
  'deliverable.commented': 'Commented on a draft',
  'deliverable.review_done': 'Finished reading a draft',
  'deliverable.answered': 'Answered a comment on a draft',
  'deliverable.submitted': 'Handed a deliverable in',
  'deliverable.returned': 'Returned a deliverable',
  'deliverable.accepted': 'Accepted a deliverable',
  'deliverable.checked': 'Recorded the 508 check of a deliverable',
  'deliverable.released': 'Released a deliverable',
  'power.memo_saved': 'Kept a power memo',
  'evaluability.scored': 'Scored the award as a possible site',
  'evaluability.commented': 'Commented on the award as a possible site',
  'registration.added': 'Recorded a registration',
  'study.member_joined': 'Joined the team of the study',
  'study.site_joined': 'Joined the study as a site',
  'site_invitation.sent': 'Invited the award as a site of a study',
  'site_invitation.accepted': 'Accepted to be a site of a study',
  'site_invitation.declined': 'Declined to be a site of a study',
  'site_invitation.withdrawn': 'Withdrew the invitation to be a site of a study',
  'milestone.started': 'Started the milestone',
  'milestone.forecast_moved': 'Moved the forecast',
  'milestone.submitted': 'Submitted evidence',
  'milestone.accepted': 'Accepted the evidence',
  'milestone.sent_back': 'Sent the evidence back',
  'milestone.waived': 'Waived the milestone',
  'milestone.superseded': 'Replaced the milestone',
  'gate.asked': 'Asked for a gate',
  'gate.proposed': 'Proposed a gate decision',
  'gate.decided': 'Decided the gate',
} as const satisfies Record<string, string>

/** The sentence of a kind of event; a kind without one reads as its own words. */
export function happeningOf(kind: string): string {
  const known: Record<string, string> = happenings
  return known[kind] ?? capital(kind.replaceAll(/[._]/g, ' '))
}

/** What a report's authors do among themselves before it is signed. Of these others learn that it happened
 *  and when, not the words or the values: a draft is its grantee's alone. */
export const authorsOwn: readonly string[] = [
  'report.started',
  'report.handed_over',
  'report.declined',
]

/** What is asked and decided about the due date of a report, which the agency follows before it may open
 *  the report. */
export const aboutDueDates: readonly string[] = Object.keys(happenings).filter(
  (kind) =>
    /^(extension|waiver)\./.test(kind) ||
    kind === 'report.not_required' ||
    kind === 'report.lapsed',
)

/** What happens within a draft, of a report or a modification, and is told to its grantee alone. */
export const toldToAuthors: readonly string[] = [
  'report.saved',
  'upload.saved',
  'file.added',
  'file.removed',
  'modification.drafted',
  'modification.edited',
  'modification.discarded',
  'correction.drafted',
  'correction.file_added',
]

/** What happens to a finding before it is approved; its words are for those who may read it then. */
export const beforeApproval: readonly string[] = [
  'finding.drafted',
  'finding.edited',
  'finding.submitted',
  'finding.shared',
  'finding.responded',
  'finding.returned',
]

/** What is told of a study's deliverables to those who do not read their drafts. */
export const ofDeliverables: readonly string[] = [
  'deliverable.planned',
  'deliverable.accepted',
  'deliverable.checked',
  'deliverable.released',
]

/** What the agency does within a review or thinks of an award's risk, and keeps to itself. */
export const toldToAgency: readonly string[] = [
  'checklist.ticked',
  'checklist.left_open',
  'opinion.asked',
  'opinion.given',
  'risk.rated',
  'visit.finding_noted',
  'visit.file_added',
  'overlap.taken_up',
  'overlap.commented',
  'overlap.confirmed',
  'overlap.dismissed',
  'overlap.planned',
  'overlap.resolved',
  'overlap.accepted',
  'overlap.reopened',
  'decision.published',
  'decision.commented',
  'award.hand_over_noted',
]

export interface Change {
  label: string
  /** Null: there was, or is, nothing. */
  before: string | null
  after: string | null
}

type Values = Record<string, unknown>

/** What an event changed, value by value, as a person reads it. Ids of rows are left out. */
export function changesOf(before: Values | null, after: Values | null): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names
    .filter((name) => !/(?:Id|Ids|Hash|sha256)$/.test(name) && name !== 'standingInFor')
    .map((name) => ({
      label: labels[name] ?? inWords(name),
      before: asText(before?.[name]),
      after: asText(after?.[name]),
    }))
    .filter((change) => change.before !== change.after)
}

const labels: Record<string, string> = {
  fain: 'FAIN',
  organization: 'Lead organization',
  programCode: 'Program',
  sourceUrl: 'Address of the source',
  canonicalUrl: 'Address to show for the source',
  matchAmount: 'Match',
  amountPrecision: 'Precision of the amount',
  announcedOn: 'Announced on',
  officer: 'Program officer',
  no: 'Number of the modification',
}

/** 'serviceArea' → 'Service area' */
function inWords(name: string): string {
  return capital(name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}

/** For whom it was done by somebody who stood in. */
export function absentIn(after: Values | null): string | null {
  return asText(after?.['standingInFor'])
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((one) => asText(one) ?? '').join('; ') || null
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(
      ([name, part]) => `${name} ${asText(part) ?? 'nothing'}`,
    )
    return parts.join('; ') || null
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A place in a history: the moment and the id of the last event shown. */
export interface HistoryPlace {
  at: Date
  id: number
}

/** Where an address says a history goes on; null at its newest, and for what cannot be read. */
export function readHistoryPlace(params: URLSearchParams): HistoryPlace | null {
  const [, ms, id] = /^(\d{1,15})-(\d{1,15})$/.exec(params.get('before') ?? '') ?? []
  const at = new Date(Number(ms))
  return id === undefined || Number.isNaN(at.getTime()) ? null : { at, id: Number(id) }
}

/** The query of the page that follows; null on the last. */
export function historyQuery(next: HistoryPlace | null): { before: string } | null {
  return next && { before: `${next.at.getTime()}-${next.id}` }
}

/** What acts when no person does, as a history names it. */
export const systemLabels = {
  scheduler: 'The schedule',
  mailer: 'The mail',
  loader: 'The loader of sources and sample',
  operator: 'The operator of this tracker',
  reviewer: 'A reviewer by invitation',
} as const
