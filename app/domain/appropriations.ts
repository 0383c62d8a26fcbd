import { parseDate } from './dates.ts'

/** An appropriation as it was recorded. Rows never change: a correction is a row that takes the place of
 *  another, from the day it is known on. */
export interface Appropriation {
  id: number
  stream: string
  streamName: string
  program: string | null
  programName: string | null
  fiscalYear: number
  amount: string
  source: string
  sourceUrl: string | null
  sample: boolean
  knownOn: string
  corrects: number | null
  reason: string | null
  recordedBy: string
  recordedAt: Date
}

/** Those that stood on a day: known by then, and with no correction known by then. */
export function standingOn<Row extends Pick<Appropriation, 'id' | 'knownOn' | 'corrects'>>(
  rows: readonly Row[],
  on: string,
): Row[] {
  const known = rows.filter(({ knownOn }) => knownOn <= on)
  const replaced = new Set(known.map(({ corrects }) => corrects))
  return known.filter(({ id }) => !replaced.has(id))
}

/** The federal fiscal year a day lies in: it begins on October 1 of the year before (31 USC 1102). */
export function fiscalYearOf(day: string): number {
  const { year, month } = parseDate(day)
  return month >= 10 ? year + 1 : year
}

/** What a form sends where an appropriation is for a stream as a whole: `GJC`, else `GJC/GJC-ARPA`. */
export function forWhom(stream: string, program: string | null): string {
  return program === null ? stream : `${stream}/${program}`
}
