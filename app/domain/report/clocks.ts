import { businessDaysBetween } from '../holidays.ts'

/** Something that happened to a report, on a day of the calendar. */
export interface DatedMove {
  kind: string
  on: string
}

/** How long a report has lain on either side of the table so far, in working days. */
export interface Clocks {
  grantee: number
  agency: number
}

/**
 * The two clocks of a report up to a day: the grantee's runs from the end of the period, the agency's from
 * each submission; a return, a reopening or a withdrawal hands it back; an end stops both. A working day
 * counts for whoever held the report when it ended, so that the day of a move counts for who received it.
 */
export function clocksOf(moves: readonly DatedMove[], periodEnd: string, until: string): Clocks {
  const clocks: Clocks = { grantee: 0, agency: 0 }
  let holder: Holder | null = 'grantee'
  let since = periodEnd
  for (const { kind, on } of [...moves, { kind: 'until', on: until }]) {
    const day = on > since ? on : since
    if (holder) clocks[holder] += businessDaysBetween(since, day)
    since = day
    const next = holders[kind]
    if (next !== undefined) holder = next
  }
  return clocks
}

type Holder = keyof Clocks

const holders: Record<string, Holder | null | undefined> = {
  'report.submitted': 'agency',
  'report.withdrawn': 'grantee',
  'report.returned': 'grantee',
  'report.reopened': 'grantee',
  'report.accepted': null,
  'report.nothing_submitted': null,
  'report.not_required': null,
  'report.lapsed': null,
}

/** '1 working day', '12 working days', 'since today' */
export function formatWorkingDays(days: number): string {
  if (days === 0) return 'since today'
  return days === 1 ? '1 working day' : `${days} working days`
}
