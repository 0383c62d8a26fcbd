import * as z from 'zod/mini'
import { addDays, isDate } from './dates.ts'
import { text } from './text.ts'

const years = 3

/**
 * The first day on which records may be disposed of: three years after the day the final financial
 * report was submitted have passed. For an award renewed quarterly or annually each report counts for
 * its own records. A hold, an audit or a claim keeps them longer. 2 CFR 200.334.
 */
export function earliestDisposal(submittedOn: string): string {
  const later = `${Number(submittedOn.slice(0, 4)) + years}${submittedOn.slice(4)}`
  // Three years after February 29 there is none.
  return addDays(isDate(later) ? later : later.replace('02-29', '03-01'), 1)
}

/** Why the records of an award may not be disposed of, or may again. */
export const holdForm = z.strictObject({
  reason: text({ label: 'a reason', required: true, max: 500, lines: true }),
})
