import { addMonths, quarterEnd } from '../dates.ts'
import type { Outcome } from './record.ts'

/** Planning values: months after a quarter's end until its wage records are nearly whole, and months more for
 *  the last people assigned. */
const wageLag = { complete: 5, lastCohort: 3 }

/**
 * The first day on which an outcome can be known of everyone assigned: the end of enrolment, the months of its
 * follow-up, and for wage records the end of that quarter, one more quarter for the last cohort and five
 * months until the records are whole. Dates are YYYY-MM-DD; analysis and review come after it.
 */
export function horizonOf({ source, months }: Outcome, closesOn: string): string {
  const followed = addMonths(closesOn, months)
  if (source !== 'wage_records') return followed
  return addMonths(quarterEnd(addMonths(followed, wageLag.lastCohort)), wageLag.complete)
}

/** Why that day and no earlier, in words. */
export function horizonReason({ source, months }: Outcome): string {
  const followed = `${months} months after the last person is assigned`
  return source === 'wage_records'
    ? `${followed}, a quarter for the last cohort, and ${wageLag.complete} months until wage records are whole`
    : followed
}
