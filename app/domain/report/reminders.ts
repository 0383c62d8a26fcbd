import { addWorkingDays } from '../holidays.ts'
import { lastDayInTime } from '../calendar.ts'
import { addDays } from '../dates.ts'
import { recommendationDays } from './petitions.ts'
import type { ReportState } from './states.ts'

/** The events of reminders, each read by its lines in `notice_lines.ts`. */
export type ReminderEvent =
  | 'reminder.due_soon'
  | 'reminder.late'
  | 'reminder.late_officer'
  | 'reminder.late_supervisor'
  | 'reminder.signature_waits'
  | 'reminder.signature_late'
  | 'reminder.signature_officer'
  | 'reminder.correction_waits'
  | 'reminder.correction_officer'
  | 'reminder.grantee_supervisor'
  | 'reminder.petition_waits'
  | 'reminder.decision_waits'
  | 'reminder.pick_up_waits'
  | 'reminder.review_waits'
  | 'reminder.review_supervisor'

interface DueStep {
  step: string
  /** Before: from the working date. After: from the last day in time (report_rules.md, 2 and 5). */
  from: 'working' | 'last_in_time'
  /** Calendar days; negative before. */
  days: number
  event: ReminderEvent
}

/** Of a report that was not submitted, in their order. The last is the agency's threshold of a
 *  delinquent report. */
export const dueSteps: readonly DueStep[] = [
  { step: 'before_30', from: 'working', days: -30, event: 'reminder.due_soon' },
  { step: 'before_14', from: 'working', days: -14, event: 'reminder.due_soon' },
  { step: 'before_7', from: 'working', days: -7, event: 'reminder.due_soon' },
  { step: 'before_1', from: 'working', days: -1, event: 'reminder.due_soon' },
  { step: 'after_1', from: 'last_in_time', days: 1, event: 'reminder.late' },
  { step: 'after_7', from: 'last_in_time', days: 7, event: 'reminder.late' },
  { step: 'after_14', from: 'last_in_time', days: 14, event: 'reminder.late' },
  { step: 'officer_15', from: 'last_in_time', days: 15, event: 'reminder.late_officer' },
  { step: 'supervisor_30', from: 'last_in_time', days: 30, event: 'reminder.late_supervisor' },
]

interface WaitStep {
  step: string
  /** Full working days since it began to wait. */
  workingDays: number
  event: ReminderEvent
}

/** Where a report waits for one person, and who is told after how long: who holds it, then the officer, then
 *  the supervisor. Every wait ends with the supervisor, so that nothing lies where nobody asks. */
export const waitSteps: Record<Wait, readonly WaitStep[]> = {
  signature: [
    { step: 'signature_5', workingDays: 5, event: 'reminder.signature_waits' },
    { step: 'signature_10', workingDays: 10, event: 'reminder.signature_late' },
    { step: 'signature_15', workingDays: 15, event: 'reminder.signature_officer' },
    { step: 'signature_30', workingDays: 30, event: 'reminder.grantee_supervisor' },
  ],
  correction: [
    { step: 'correction_10', workingDays: 10, event: 'reminder.correction_waits' },
    { step: 'correction_15', workingDays: 15, event: 'reminder.correction_officer' },
    { step: 'correction_20', workingDays: 20, event: 'reminder.grantee_supervisor' },
  ],
  pick_up: [
    { step: 'pick_up_5', workingDays: 5, event: 'reminder.pick_up_waits' },
    { step: 'pick_up_20', workingDays: 20, event: 'reminder.review_supervisor' },
  ],
  review: [
    { step: 'review_10', workingDays: 10, event: 'reminder.review_waits' },
    { step: 'review_20', workingDays: 20, event: 'reminder.review_supervisor' },
  ],
}

/** Of an extension or a waiver that nobody has decided, by working days since it was asked: first that it can
 *  be decided without a recommendation, then that it still waits. */
export const petitionSteps: readonly WaitStep[] = [
  {
    step: 'petition_5',
    workingDays: recommendationDays,
    event: 'reminder.petition_waits',
  },
  { step: 'petition_10', workingDays: 10, event: 'reminder.decision_waits' },
]

/** What an open request is to be reminded of on a day; null where nothing has come, or it was done. */
export function petitionReminder(
  petition: Pick<RemindedReport, 'taken'> & { askedOn: string; isRecommended: boolean },
  day: string,
): Reminder | null {
  const come = petitionSteps.filter(
    ({ event, workingDays }) =>
      !(petition.isRecommended && event === 'reminder.petition_waits') &&
      addWorkingDays(petition.askedOn, workingDays) <= day,
  )
  return untaken(
    petition,
    come.map(({ step, event }) => ({ step, event, countedFrom: petition.askedOn })),
  )
}

export type Wait = 'signature' | 'correction' | 'pick_up' | 'review'

export interface RemindedReport extends Pick<ReportState, 'author' | 'agency' | 'endedAs'> {
  workingDueOn: string
  statutoryDueOn: string
  extendedDueOn: string | null
  /** The day of the move that brought the report where it stands. */
  movedOn: string
  /** Steps that were taken, each with the date it counted from. */
  taken: readonly { step: string; countedFrom: string }[]
}

export interface Reminder {
  step: string
  event: ReminderEvent
  countedFrom: string
}

/**
 * What a report is to be reminded of on a day: of each sequence that runs, the latest step that has come,
 * unless it was taken. Steps that were missed are passed over, never sent in a flood.
 */
export function remindersOn(report: RemindedReport, day: string): Reminder[] {
  return [dueReminder(report, day), waitReminder(report, day)].filter((one) => one !== null)
}

function dueReminder(report: RemindedReport, day: string): Reminder | null {
  if (report.endedAs || report.author === 'submitted' || report.agency !== 'none') return null
  const { statutoryDueOn: statutory, workingDueOn: working, extendedDueOn: extended } = report
  const dates = {
    working: extended ?? working,
    last_in_time: lastDayInTime({ statutory, working, extended }),
  }
  const come = dueSteps.filter(({ from, days }) => addDays(dates[from], days) <= day)
  return untaken(
    report,
    come.map(({ step, event, from }) => ({ step, event, countedFrom: dates[from] })),
  )
}

function waitReminder(report: RemindedReport, day: string): Reminder | null {
  const wait = waitOf(report)
  if (!wait) return null
  const come = waitSteps[wait].filter(
    ({ workingDays }) => addWorkingDays(report.movedOn, workingDays) <= day,
  )
  return untaken(
    report,
    come.map(({ step, event }) => ({ step, event, countedFrom: report.movedOn })),
  )
}

function untaken(
  report: Pick<RemindedReport, 'taken'>,
  come: readonly Reminder[],
): Reminder | null {
  const latest = come.at(-1)
  if (!latest) return null
  const isTaken = report.taken.some(
    ({ step, countedFrom }) => step === latest.step && countedFrom === latest.countedFrom,
  )
  return isTaken ? null : latest
}

/** Whose desk a report waits on; null while its authors write or once it has ended. */
export function waitOf(report: Pick<ReportState, 'author' | 'agency' | 'endedAs'>): Wait | null {
  if (report.endedAs) return null
  if (report.author === 'awaiting_certification') return 'signature'
  if (report.author !== 'submitted') {
    return report.agency === 'returned' || report.agency === 'reopened' ? 'correction' : null
  }
  if (report.agency === 'in_review') return 'review'
  return report.agency === 'accepted' ? null : 'pick_up'
}
