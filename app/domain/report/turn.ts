import { reportStatus, type ReportState, type ReportStatus } from './states.ts'

/** Who has to act next; nobody once a report has ended. */
export type Turn = 'preparer' | 'certifier' | 'officer' | 'nobody'

export function turnOf(report: Pick<ReportState, 'author' | 'agency' | 'endedAs'>): Turn {
  return sayings[reportStatus(report)].turn
}

/** One sentence: whose turn it is. */
export function whoseTurn(report: Pick<ReportState, 'author' | 'agency' | 'endedAs'>): string {
  return sayings[reportStatus(report)].whose
}

/** One sentence: what happens next, as the receipt and the report's page say it. */
export function whatHappensNext(
  report: Pick<ReportState, 'author' | 'agency' | 'endedAs'>,
): string {
  return sayings[reportStatus(report)].next
}

const sayings: Record<ReportStatus, { turn: Turn; whose: string; next: string }> = {
  not_started: {
    turn: 'preparer',
    whose: 'It is the grantee’s turn: nobody has started this report.',
    next: 'A preparer starts the report, answers its sections and hands it over for certification.',
  },
  draft: {
    turn: 'preparer',
    whose: 'It is the grantee’s turn: the report is being prepared.',
    next: 'When every required item is answered, the preparer hands the report over for certification.',
  },
  awaiting_certification: {
    turn: 'certifier',
    whose: 'It is the certifying official’s turn.',
    next: 'The certifying official signs and submits the report, or declines with a reason.',
  },
  submitted: {
    turn: 'officer',
    whose: 'It is the program officer’s turn: the report waits for review.',
    next: 'The program officer reviews the report and accepts it or returns sections. Until the review begins, the certifying official can withdraw it.',
  },
  resubmitted: {
    turn: 'officer',
    whose: 'It is the program officer’s turn: the corrected report waits for review.',
    next: 'The program officer looks at what changed and accepts the report or returns sections again.',
  },
  in_review: {
    turn: 'officer',
    whose: 'It is the program officer’s turn: the review has begun.',
    next: 'The program officer accepts the report or returns the sections that need work, saying why.',
  },
  returned: {
    turn: 'preparer',
    whose: 'It is the grantee’s turn: sections came back.',
    next: 'The preparer corrects the returned sections and hands the report over again. The other sections stay as they were submitted.',
  },
  accepted: {
    turn: 'nobody',
    whose: 'It is nobody’s turn: the report is accepted.',
    next: 'The figures count in the award’s actuals and the stream’s totals. Nothing more is needed.',
  },
  reopened: {
    turn: 'preparer',
    whose: 'It is the grantee’s turn: the agency reopened sections of an accepted report.',
    next: 'The preparer corrects the reopened sections and hands the report over again. Until then the accepted figures count, marked as being corrected.',
  },
  not_required: {
    turn: 'nobody',
    whose: 'It is nobody’s turn: the agency does not require this report.',
    next: 'Nothing more is needed for this period.',
  },
  nothing_to_report: {
    turn: 'nobody',
    whose: 'It is nobody’s turn: the grantee certified that there is nothing to report.',
    next: 'Nothing more is needed for this period. The certifying official can withdraw the statement.',
  },
  lapsed: {
    turn: 'nobody',
    whose: 'It is nobody’s turn: this report never came.',
    next: 'The period is closed without figures, and the award’s record says so.',
  },
}
