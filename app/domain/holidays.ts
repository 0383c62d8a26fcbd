import { addDays, dayOfWeek, daysBetween, parseDate } from './dates.ts'

/**
 * Whether nobody in a federal office works on this date because of a holiday of 5 USC 6103(a): on
 * its own day, on the Friday before when it falls on a Saturday (6103(b), also across a year end),
 * on the Monday after when on a Sunday (Executive Order 11582). Holds from 1986; Juneteenth counts
 * from 2021. Inauguration Day and one-off closings do not count.
 */
export function isFederalHoliday(date: string): boolean {
  const { year } = parseDate(date)
  return holidaysOf(year).includes(date) || holidaysOf(year + 1)[0] === date
}

/** Monday to Friday and not a federal holiday. */
export function isBusinessDay(date: string): boolean {
  const weekday = dayOfWeek(date)
  return weekday !== sunday && weekday !== saturday && !isFederalHoliday(date)
}

/** Business days after one date up to and with a later one; 0 when it is the same or earlier. Counted by
 *  weeks and holidays, so that a span of decades costs no more than one of days. */
export function businessDaysBetween(from: string, to: string): number {
  const days = daysBetween(from, to)
  if (days <= 0) return 0
  const lastDays = Array.from({ length: days % 7 }, (_, step) => dayOfWeek(addDays(to, -step)))
  const weekdays =
    Math.floor(days / 7) * 5 + lastDays.filter((day) => day !== sunday && day !== saturday).length
  let holidays = 0
  for (let year = parseDate(from).year; year <= parseDate(to).year + 1; year += 1) {
    holidays += holidaysOf(year).filter((day) => day > from && day <= to).length
  }
  return weekdays - holidays
}

/** The nth working day after a date. */
export function addWorkingDays(date: string, count: number): string {
  let day = date
  for (let left = count; left > 0;) {
    day = addDays(day, 1)
    if (isBusinessDay(day)) left -= 1
  }
  return day
}

/** The days on which the holidays of a year are observed; the first may lie in the year before. */
export function federalHolidays(year: number): string[] {
  return [
    observed(`${year}-01-01`),
    nth(3, monday, `${year}-01-01`),
    nth(3, monday, `${year}-02-01`),
    nth(1, monday, `${year}-05-25`),
    ...(year >= 2021 ? [observed(`${year}-06-19`)] : []),
    observed(`${year}-07-04`),
    nth(1, monday, `${year}-09-01`),
    nth(2, monday, `${year}-10-01`),
    observed(`${year}-11-11`),
    nth(4, thursday, `${year}-11-01`),
    observed(`${year}-12-25`),
  ]
}

// Long waits ask day by day, and a year's holidays never change.
const known = new Map<number, readonly string[]>()

function holidaysOf(year: number): readonly string[] {
  const found = known.get(year) ?? federalHolidays(year)
  known.set(year, found)
  return found
}

const sunday = 0
const monday = 1
const thursday = 4
const saturday = 6

function observed(date: string) {
  const weekday = dayOfWeek(date)
  if (weekday === saturday) return addDays(date, -1)
  return weekday === sunday ? addDays(date, 1) : date
}

/** The nth such weekday on or after a date; the last Monday of May is the first from the 25th. */
function nth(n: number, weekday: number, from: string) {
  return addDays(from, ((weekday - dayOfWeek(from) + 7) % 7) + (n - 1) * 7)
}
