import { addDays, dayOfWeek } from './dates.ts'
import { isBusinessDay } from './holidays.ts'
import type { DigestRhythm } from './view_mail_words.ts'

/** Views of which one person hears by mail. */
export const mostDigests = 10

/** Whether a working day is one of a rhythm: each, or the first of its week, since a Monday may be a holiday. */
export function isDigestDay(every: DigestRhythm, day: string): boolean {
  if (!isBusinessDay(day)) return false
  if (every === 'weekday') return true
  const sinceMonday = (dayOfWeek(day) + 6) % 7
  return Array.from({ length: sinceMonday }, (_, ago) => addDays(day, -ago - 1)).every(
    (earlier) => !isBusinessDay(earlier),
  )
}

/** Which of these entered a list and which left it, by their ids, each in the order of its list. */
export function movesBetween(before: readonly number[], now: readonly number[]) {
  const were = new Set(before)
  const are = new Set(now)
  return {
    entered: now.filter((id) => !were.has(id)),
    left: before.filter((id) => !are.has(id)),
  }
}
