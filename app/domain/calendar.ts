import {
  addDays,
  dayOfWeek,
  daysBetween,
  latestOf,
  monthEnd,
  parseDate,
  quarterEnd,
} from './dates.ts'
import { isBusinessDay } from './holidays.ts'

export const frequencies = ['quarterly', 'semiannual', 'annual'] as const
export type Frequency = (typeof frequencies)[number]

export const rollRules = ['none', 'previous_business_day', 'next_business_day'] as const
export type RollRule = (typeof rollRules)[number]

export const calendarTypes = ['program_year', 'fiscal_year', 'calendar_year'] as const
export type CalendarType = (typeof calendarTypes)[number]

/** When an award reports. The award carries the rule, not the form (2 CFR 200.328 and 200.329). */
export interface ReportingRule {
  frequency: Frequency
  /** Calendar days from the end of a period to its statutory due date. */
  offsetDays: number
  rollRule: RollRule
  calendarType: CalendarType
  /** The end of a quarter. */
  firstPeriodEnd: string
}

export interface Period {
  start: string
  end: string
}

export interface Due {
  /** The period's end plus the offset, whatever day that is. */
  statutory: string
  /** Moved off weekends and federal holidays as the award says; reminders count from it. */
  working: string
}

/**
 * The periods of an award, oldest first, without gaps or overlaps: the first begins with the award,
 * the last ends with it. Throws a RangeError when `firstPeriodEnd` is not the end of a quarter.
 */
export function periodsOf(award: Period, rule: ReportingRule): Period[] {
  if (quarterEnd(rule.firstPeriodEnd) !== rule.firstPeriodEnd) {
    throw new RangeError(`A first period ends with a quarter, not on ${rule.firstPeriodEnd}`)
  }
  const periods: Period[] = []
  let start = award.start
  for (let step = 0; start <= award.end; step += 1) {
    const regularEnd = monthEnd(rule.firstPeriodEnd, step * monthsOf[rule.frequency])
    if (regularEnd < start) continue
    const end = regularEnd < award.end ? regularEnd : award.end
    periods.push({ start, end })
    start = addDays(end, 1)
  }
  return periods
}

/** When a period's report is due (2 CFR 200.328, 200.329, or the award's own terms). */
export function dueOn(
  periodEnd: string,
  rule: Pick<ReportingRule, 'offsetDays' | 'rollRule'>,
): Due {
  const statutory = addDays(periodEnd, rule.offsetDays)
  return { statutory, working: roll(statutory, rule.rollRule) }
}

/**
 * Whether a report not submitted by this Eastern day is late: the last day in time is the latest of
 * the statutory, the working and the extended date. Late is computed, never stored.
 */
export function isLate(due: Due & { extended?: string | null }, on: string): boolean {
  return on > lastDayInTime(due)
}

export function lastDayInTime(due: Due & { extended?: string | null }): string {
  return latestOf(due.statutory, due.working, due.extended ?? due.working)
}

/** Days from one day to a date; negative when the date is past. */
export function daysUntil(date: string, from: string): number {
  return daysBetween(from, date)
}

/**
 * What people call a period by its last day: 'Q3 2026' by the calendar year, 'PY2026 Q1' by the
 * program year that begins in July 2026, 'FY2026 Q4' by the fiscal year that ends in September
 * 2026. Halves are H1 and H2; an annual period is the year alone.
 */
export function periodLabel(
  periodEnd: string,
  rule: Pick<ReportingRule, 'calendarType' | 'frequency'>,
): string {
  const { prefix, shift, startsIn } = calendars[rule.calendarType]
  const { year, month } = parseDate(periodEnd)
  const yearName = `${prefix}${month >= startsIn ? year + shift : year + shift - 1}`
  if (rule.frequency === 'annual') return yearName
  const monthOfYear = (month - startsIn + 12) % 12
  const part =
    rule.frequency === 'quarterly'
      ? `Q${Math.floor(monthOfYear / 3) + 1}`
      : `H${Math.floor(monthOfYear / 6) + 1}`
  return prefix === '' ? `${part} ${yearName}` : `${yearName} ${part}`
}

/** 'Monday, November 30, 2026' */
export function formatDate(date: string): string {
  return `${weekdayAndDay(date)}, ${parseDate(date).year}`
}

/** 'Nov 30, 2026', for tables. */
export function formatShortDate(date: string): string {
  const { year, month, day } = parseDate(date)
  return `${monthNames[month - 1]?.slice(0, 3)} ${day}, ${year}`
}

/** 'Monday, November 30, in 9 days', 'today', '3 days late'; the year only when it is another. */
export function formatDue(date: string, from: string): string {
  const day = date.slice(0, 4) === from.slice(0, 4) ? weekdayAndDay(date) : formatDate(date)
  return `${day}, ${distance(daysUntil(date, from))}`
}

/** 'November 21, 2026, 2:03 p.m. Eastern' */
export function formatDateTime(instant: Date): string {
  // Joined by hand: engines differ in the space before AM and PM, and pages must hydrate alike.
  const parts = eastern.formatToParts(instant)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? ''
  const half = part('dayPeriod') === 'AM' ? 'a.m.' : 'p.m.'
  return `${part('month')} ${part('day')}, ${part('year')}, ${part('hour')}:${part('minute')} ${half} Eastern`
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const weekdayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

const monthsOf = { quarterly: 3, semiannual: 6, annual: 12 } satisfies Record<Frequency, number>

/** `shift` is what the name of a year adds to the year it begins in. */
const calendars = {
  program_year: { prefix: 'PY', shift: 0, startsIn: 7 },
  fiscal_year: { prefix: 'FY', shift: 1, startsIn: 10 },
  calendar_year: { prefix: '', shift: 0, startsIn: 1 },
} satisfies Record<CalendarType, { prefix: string; shift: number; startsIn: number }>

const eastern = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

function roll(date: string, rule: RollRule): string {
  if (rule === 'none' || isBusinessDay(date)) return date
  return roll(addDays(date, rule === 'previous_business_day' ? -1 : 1), rule)
}

function weekdayAndDay(date: string) {
  const { month, day } = parseDate(date)
  return `${weekdayNames[dayOfWeek(date)]}, ${monthNames[month - 1]} ${day}`
}

function distance(days: number) {
  if (days === 0) return 'today'
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return days > 0 ? `in ${count}` : `${count} late`
}
