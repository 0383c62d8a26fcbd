/**
 * The one clock. Everything that asks what time it is asks here, so that a test build can live on
 * another day and the database never disagrees with the page.
 */
export function now(): Date {
  return new Date(Date.now() + offsetMs)
}

/** The calendar day it is now in a time zone, as YYYY-MM-DD. Federal due dates end in Washington. */
export function today(timeZone = 'America/New_York'): string {
  return dayIn(now(), timeZone)
}

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export function dayIn(instant: Date, timeZone = 'America/New_York'): string {
  const parts = dayFormat(timeZone).formatToParts(instant)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Moves the clock by so many milliseconds; only test builds call it. */
export function setClockOffset(ms: number) {
  offsetMs = ms
}

let offsetMs = 0

// Building a formatter costs far more than using one.
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayFormat(timeZone: string) {
  const known = dayFormats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  dayFormats.set(timeZone, format)
  return format
}
