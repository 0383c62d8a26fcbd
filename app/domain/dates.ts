/**
 * Arithmetic on plain dates, 'YYYY-MM-DD', from 1000 to 9999. They are days of a calendar, not
 * moments: no time zone appears here, and plain string comparison orders them.
 */
export function addDays(date: string, days: number): string {
  return fromDayNumber(dayNumber(date) + days)
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** The last day of the month so many months after the month of a date. */
export function monthEnd(date: string, monthsLater = 0): string {
  const { year, month } = parseDate(date)
  return fromDayNumber(Date.UTC(year, month + monthsLater, 0) / msPerDay)
}

/** The same day so many months later, or the last of that month where it has no such day. */
export function addMonths(date: string, months: number): string {
  const end = monthEnd(date, months)
  return date.slice(8) < end.slice(8) ? `${end.slice(0, 8)}${date.slice(8)}` : end
}

/** The last day of the quarter a date lies in: March 31, June 30, September 30 or December 31. */
export function quarterEnd(date: string): string {
  return monthEnd(date, (12 - parseDate(date).month) % 3)
}

/** Sunday is 0, Saturday is 6. */
export function dayOfWeek(date: string): number {
  return new Date(dayNumber(date) * msPerDay).getUTCDay()
}

export const latestOf = (first: string, ...others: string[]) =>
  others.reduce((latest, date) => (date > latest ? date : latest), first)

/** Whether a text is a date that exists, written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const match = pattern.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Year, month (January is 1) and day. Throws a RangeError on anything but a date that exists. */
export function parseDate(date: string): { year: number; month: number; day: number } {
  if (!isDate(date)) throw new RangeError(`Not a date written YYYY-MM-DD: ${date}`)
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  }
}

const msPerDay = 86_400_000
const pattern = /^([1-9]\d{3})-(\d{2})-(\d{2})$/

function dayNumber(date: string) {
  const { year, month, day } = parseDate(date)
  return Date.UTC(year, month - 1, day) / msPerDay
}

function fromDayNumber(day: number) {
  const date = new Date(day * msPerDay)
  if (!(date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 9999)) {
    throw new RangeError('A date outside the years 1000 to 9999')
  }
  return date.toISOString().slice(0, 10)
}
