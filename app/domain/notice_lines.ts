import { type Role, rolesByKind } from './access.ts'

/** Whom an event concerns; `db/notices.ts` answers who that is. Whoever did it is never told. */
export const audiences = {
  preparers: ['preparer'],
  certifiers: ['certifier'],
  officer: ['officer'],
  grants_officers: ['grants_officer'],
  /** Whom the officer's membership names, else the grants officers of the agency. */
  supervisor: ['officer', 'grants_officer', 'evaluation_officer', 'director'],
  study_team: rolesByKind.evaluator,
  /** At the sites of a study, those whose role records the milestone. */
  site: ['preparer', 'certifier'],
  evaluation_officers: ['evaluation_officer'],
  directors: ['director'],
} as const satisfies Record<string, readonly Role[]>

export type Audience = keyof typeof audiences

/** What people choose their mail for. */
export const noticeGroups = ['due', 'reports', 'studies', 'awards'] as const
export type NoticeGroup = (typeof noticeGroups)[number]

/** What has to be in sight for a notice to show: of a report its page, or only the row with its due
 *  date that stands beside an award; of an extension or a waiver the story of it. */
export type NoticeSubject =
  'report' | 'due_report' | 'extension' | 'waiver' | 'award' | 'milestone' | 'gate'

type Values = Record<string, unknown> | undefined

export interface NoticeLine {
  readonly kind: string
  /** The event it is a reading of. */
  readonly on: string
  readonly to: readonly Audience[]
  readonly group: NoticeGroup
  readonly subject: NoticeSubject
  /** What happened, in words that may stand in a mail. */
  readonly says: string
  /** What to do about it. */
  readonly ask: string
  readonly when?: (told: { before?: Values; after?: Values }) => boolean
}

/** Event → whom it concerns → what they are told: a new kind of notice is one more line. Of two lines
 *  of one event that reach the same person the first is told. */
export const noticeLines = [
  {
    kind: 'handed_over',
    on: 'report.handed_over',
    to: ['certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'A report waits for your signature',
    ask: 'Sign and submit it, or decline with a reason.',
  },
  {
    kind: 'declined',
    on: 'report.declined',
    to: ['preparers'],
    group: 'reports',
    subject: 'report',
    says: 'The certifying official declined to sign',
    ask: 'Read the reason, correct the report and hand it over again.',
  },
  {
    kind: 'submitted',
    on: 'report.submitted',
    to: ['officer'],
    group: 'reports',
    subject: 'report',
    says: 'A report was submitted',
    ask: 'Pick it up for review.',
  },
  {
    kind: 'signed',
    on: 'report.submitted',
    to: ['preparers'],
    group: 'reports',
    subject: 'report',
    says: 'Your report is signed and submitted',
    ask: 'Its receipt is kept with the report. The program officer reviews it next.',
  },
  {
    kind: 'nothing_submitted',
    on: 'report.nothing_submitted',
    to: ['officer'],
    group: 'reports',
    subject: 'report',
    says: 'A grantee certified that there is nothing to report',
    ask: 'Nothing more is needed for this period.',
  },
  {
    kind: 'withdrawn',
    on: 'report.withdrawn',
    to: ['officer'],
    group: 'reports',
    subject: 'report',
    says: 'A report was withdrawn before its review',
    ask: 'Wait for it to be submitted again.',
  },
  {
    kind: 'withdrawn_own',
    on: 'report.withdrawn',
    to: ['preparers'],
    group: 'reports',
    subject: 'report',
    says: 'Your report was withdrawn',
    ask: 'Change what has to be changed and hand it over again.',
  },
  {
    kind: 'picked_up',
    on: 'report.picked_up',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'The review of your report has begun',
    ask: 'It can no longer be withdrawn. You are told how the review ends.',
  },
  {
    kind: 'returned',
    on: 'report.returned',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'Sections of your report were returned',
    ask: 'Correct the returned sections and hand the report over again.',
  },
  {
    kind: 'accepted',
    on: 'report.accepted',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'Your report was accepted',
    ask: 'Nothing more is needed for this period.',
  },
  {
    kind: 'reopened',
    on: 'report.reopened',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'Sections of your accepted report were reopened',
    ask: 'Read the reason, correct the sections and hand the report over again.',
  },
  {
    kind: 'reopened_review',
    on: 'report.reopened',
    to: ['officer'],
    group: 'reports',
    subject: 'report',
    says: 'Sections of an accepted report were reopened',
    ask: 'The corrected report comes back to you for review.',
  },
  {
    kind: 'excused',
    on: 'report.not_required',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'A report is not required',
    ask: 'Nothing more is needed for this period.',
  },
  {
    kind: 'lapsed',
    on: 'report.lapsed',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'A report was closed as never received',
    ask: 'Speak with your program officer if it should still come.',
  },
  {
    kind: 'asked',
    on: 'thread.asked',
    to: ['preparers', 'certifiers'],
    group: 'reports',
    subject: 'report',
    says: 'The program officer asks about an answer',
    ask: 'Answer the question on the report’s page. The report itself stays as it was signed.',
  },
  {
    kind: 'answered',
    on: 'thread.answered',
    to: ['officer'],
    group: 'reports',
    subject: 'report',
    says: 'A grantee answered your question',
    ask: 'Read the answer, then resolve the question or ask again.',
  },
  {
    kind: 'due_soon',
    on: 'reminder.due_soon',
    to: ['preparers', 'certifiers'],
    group: 'due',
    subject: 'due_report',
    says: 'A report is due soon',
    ask: 'Finish it, hand it over and have it signed in time.',
  },
  {
    kind: 'late',
    on: 'reminder.late',
    to: ['preparers', 'certifiers'],
    group: 'due',
    subject: 'due_report',
    says: 'A report is late',
    ask: 'Finish and submit it, or speak with your program officer.',
  },
  {
    kind: 'reminded',
    on: 'reminder.by_officer',
    to: ['preparers', 'certifiers'],
    group: 'due',
    subject: 'due_report',
    says: 'Your program officer asks for a report',
    ask: 'Finish and submit it, or say when it will come.',
  },
  {
    kind: 'late_watched',
    on: 'reminder.late_officer',
    to: ['officer'],
    group: 'due',
    subject: 'due_report',
    says: 'A grantee’s report is late',
    ask: 'Ask the grantee for it.',
  },
  {
    kind: 'late_escalated',
    on: 'reminder.late_supervisor',
    to: ['supervisor', 'officer'],
    group: 'due',
    subject: 'due_report',
    says: 'A grantee’s report is long late',
    ask: 'See what is known and agree on what follows.',
  },
  {
    kind: 'signature_waits',
    on: 'reminder.signature_waits',
    to: ['certifiers'],
    group: 'due',
    subject: 'due_report',
    says: 'A report still waits for your signature',
    ask: 'Sign and submit it, or decline with a reason.',
  },
  {
    kind: 'correction_waits',
    on: 'reminder.correction_waits',
    to: ['preparers', 'certifiers'],
    group: 'due',
    subject: 'report',
    says: 'Sections that came back still wait for you',
    ask: 'Correct them and hand the report over again.',
  },
  {
    kind: 'pick_up_waits',
    on: 'reminder.pick_up_waits',
    to: ['officer'],
    group: 'due',
    subject: 'report',
    says: 'A submitted report still waits for you',
    ask: 'Pick it up for review.',
  },
  {
    kind: 'review_waits',
    on: 'reminder.review_waits',
    to: ['officer'],
    group: 'due',
    subject: 'report',
    says: 'A review has been open for long',
    ask: 'Accept the report or return sections.',
  },
  {
    kind: 'review_escalated',
    on: 'reminder.review_supervisor',
    to: ['supervisor', 'officer'],
    group: 'due',
    subject: 'report',
    says: 'A report has waited long for the end of its review',
    ask: 'See what holds it up.',
  },
  {
    kind: 'extension_asked',
    on: 'extension.asked',
    to: ['officer'],
    group: 'due',
    subject: 'extension',
    says: 'A grantee asks for an extension',
    ask: 'Recommend for or against it.',
  },
  {
    kind: 'extension_unrecommended',
    on: 'extension.asked',
    to: ['grants_officers'],
    group: 'due',
    subject: 'extension',
    says: 'A grantee asks for an extension',
    ask: 'Nobody looks after the award, so decide it without a recommendation.',
    when: waitsForDecision,
  },
  {
    kind: 'extension_recommended',
    on: 'extension.recommended',
    to: ['grants_officers'],
    group: 'due',
    subject: 'extension',
    says: 'An extension waits for your decision',
    ask: 'Read the request and the recommendation, and decide.',
  },
  {
    kind: 'extension_granted',
    on: 'extension.granted',
    to: ['preparers', 'certifiers', 'officer'],
    group: 'due',
    subject: 'extension',
    says: 'An extension was granted',
    ask: 'Note the new due date.',
  },
  {
    kind: 'extension_refused',
    on: 'extension.refused',
    to: ['preparers', 'certifiers', 'officer'],
    group: 'due',
    subject: 'extension',
    says: 'An extension was refused',
    ask: 'The due date has not moved. Read the reason.',
  },
  {
    kind: 'extension_withdrawn',
    on: 'extension.withdrawn',
    to: ['officer', 'grants_officers'],
    group: 'due',
    subject: 'extension',
    says: 'A request for an extension was withdrawn',
    ask: 'Nothing more is needed.',
  },
  {
    kind: 'waiver_asked',
    on: 'waiver.asked',
    to: ['officer'],
    group: 'due',
    subject: 'waiver',
    says: 'A grantee asks to do without a report',
    ask: 'Recommend for or against it.',
  },
  {
    kind: 'waiver_unrecommended',
    on: 'waiver.asked',
    to: ['grants_officers'],
    group: 'due',
    subject: 'waiver',
    says: 'A grantee asks to do without a report',
    ask: 'Nobody looks after the award, so decide it without a recommendation.',
    when: waitsForDecision,
  },
  {
    kind: 'waiver_recommended',
    on: 'waiver.recommended',
    to: ['grants_officers'],
    group: 'due',
    subject: 'waiver',
    says: 'A waiver waits for your decision',
    ask: 'Read the reason and the recommendation, and decide.',
  },
  {
    kind: 'waiver_refused',
    on: 'waiver.refused',
    to: ['preparers', 'certifiers', 'officer'],
    group: 'due',
    subject: 'waiver',
    says: 'A waiver was refused',
    ask: 'The report is still due. Read the reason.',
  },
  {
    kind: 'waiver_withdrawn',
    on: 'waiver.withdrawn',
    to: ['officer', 'grants_officers'],
    group: 'due',
    subject: 'waiver',
    says: 'A request for a waiver was withdrawn',
    ask: 'Nothing more is needed.',
  },
  {
    kind: 'excused_watched',
    on: 'report.not_required',
    to: ['officer'],
    group: 'due',
    subject: 'waiver',
    says: 'A report of your caseload is not required',
    ask: 'Nothing more is needed for this period.',
  },
  {
    kind: 'lapsed_watched',
    on: 'report.lapsed',
    to: ['officer', 'supervisor'],
    group: 'due',
    subject: 'due_report',
    says: 'A report was closed as never received',
    ask: 'See what follows for the award.',
  },
  {
    kind: 'assigned',
    on: 'award.assigned',
    to: ['officer'],
    group: 'awards',
    subject: 'award',
    says: 'An award was assigned to you',
    ask: 'Look at its reports and what is due next.',
  },
  {
    kind: 'rescheduled',
    on: 'award.rescheduled',
    to: ['preparers', 'certifiers', 'officer'],
    group: 'due',
    subject: 'award',
    says: 'The schedule of an award’s reports changed',
    ask: 'See the award’s schedule for the new due dates.',
  },
  {
    kind: 'hold_placed',
    on: 'award.hold_placed',
    to: ['officer', 'preparers', 'certifiers'],
    group: 'awards',
    subject: 'award',
    says: 'The records of an award are under a legal hold',
    ask: 'Keep everything that belongs to it until the hold is lifted.',
  },
  {
    kind: 'hold_lifted',
    on: 'award.hold_lifted',
    to: ['officer', 'preparers', 'certifiers'],
    group: 'awards',
    subject: 'award',
    says: 'The legal hold on an award was lifted',
    ask: 'Its records follow the usual time again.',
  },
  {
    kind: 'evidence_submitted',
    on: 'milestone.submitted',
    to: ['evaluation_officers'],
    group: 'studies',
    subject: 'milestone',
    says: 'Evidence for a milestone was submitted',
    ask: 'Accept it or send it back with words.',
  },
  {
    kind: 'evidence_accepted',
    on: 'milestone.accepted',
    to: ['study_team', 'site'],
    group: 'studies',
    subject: 'milestone',
    says: 'Evidence for a milestone was accepted',
    ask: 'See what can begin now.',
  },
  {
    kind: 'evidence_sent_back',
    on: 'milestone.sent_back',
    to: ['study_team', 'site'],
    group: 'studies',
    subject: 'milestone',
    says: 'Evidence for a milestone was sent back',
    ask: 'Read the words, complete the evidence and submit it again.',
  },
  {
    kind: 'slipped',
    on: 'milestone.forecast_moved',
    to: ['study_team', 'site', 'evaluation_officers'],
    group: 'studies',
    subject: 'milestone',
    says: 'The forecast of a milestone moved to a later day',
    ask: 'See why, and what moves with it.',
    when: isLater,
  },
  {
    kind: 'gate_proposed',
    on: 'gate.proposed',
    to: ['directors'],
    group: 'studies',
    subject: 'gate',
    says: 'A gate of a study waits for your decision',
    ask: 'Read what its criteria say and decide.',
  },
  {
    kind: 'gate_decided',
    on: 'gate.decided',
    to: ['study_team', 'evaluation_officers'],
    group: 'studies',
    subject: 'gate',
    says: 'A gate of a study was decided',
    ask: 'Read the decision and its reason.',
  },
] as const satisfies readonly NoticeLine[]

export type NoticeKind = (typeof noticeLines)[number]['kind']

/** Nobody is there to recommend. */
function waitsForDecision({ after }: { after?: Values }): boolean {
  return after?.['waitsFor'] === 'the decision'
}

function isLater({ before, after }: { before?: Values; after?: Values }): boolean {
  const [was, is] = [before?.['forecastOn'], after?.['forecastOn']]
  return typeof is === 'string' && (typeof was !== 'string' || is > was)
}
