import { formatDue, formatShortDate, isLate, lastDayInTime } from '../calendar.ts'
import { addDays } from '../dates.ts'
import type { PetitionKind } from './petitions.ts'

/** The dates of a report: by the terms, moved off closed days, and granted instead of both. */
export interface DueDates {
  statutoryDueOn: string
  workingDueOn: string
  extendedDueOn: string | null
}

/** The same with what is asked and not decided yet. */
export interface ShownDue extends DueDates {
  petition: PetitionKind | null
}

/** The day to work towards: the extended date, else the working one. */
export const dueOnOf = ({ extendedDueOn, workingDueOn }: DueDates) => extendedDueOn ?? workingDueOn

/** The last day in time, which ends at 23:59:59 Eastern: the latest of the three dates. */
export function lastDayOf({ statutoryDueOn, workingDueOn, extendedDueOn }: DueDates): string {
  return lastDayInTime({
    statutory: statutoryDueOn,
    working: workingDueOn,
    extended: extendedDueOn,
  })
}

export function isReportLate(report: DueDates, day: string): boolean {
  const { statutoryDueOn: statutory, workingDueOn: working, extendedDueOn: extended } = report
  return isLate({ statutory, working, extended }, day)
}

/** Days after the last day in time from which a report is delinquent. */
const delinquentAfterDays = 30

/** Whether a report that never came is delinquent: 30 days late, or late and the second in a row. */
export function isDelinquent(report: DueDates & { missedBefore: boolean }, day: string): boolean {
  const isLong = addDays(lastDayOf(report), delinquentAfterDays) <= day
  return isLong || (report.missedBefore && isReportLate(report, day))
}

/** 'Monday, November 30, in 9 days (extension pending)' */
export function formatReportDue(report: ShownDue, day: string): string {
  return formatDue(dueOnOf(report), day) + pendingOf(report)
}

/** 'Nov 30, 2026 (extended, waiver pending)', for tables. */
export function formatShortDue(report: ShownDue): string {
  return formatShortDate(dueOnOf(report)) + pendingOf(report)
}

function pendingOf({ extendedDueOn, petition }: ShownDue): string {
  const notes = [extendedDueOn ? 'extended' : '', petition ? `${petition} pending` : '']
  const said = notes.filter((note) => note !== '').join(', ')
  return said ? ` (${said})` : ''
}
