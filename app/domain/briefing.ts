import { addDays, quarterEnd } from './dates.ts'

/** What a briefing says of each stream: people who came, finished and were placed or got a credential. */
export const coreIndicators = [
  'GJC_ENROLLED',
  'GJC_COMPLETED',
  'GJC_PLACED',
  'H1B_PARTICIPANTS',
  'H1B_COMPLETED_TRAINING',
  'H1B_CREDENTIAL',
] as const

/** An indicator over the awards of one origin that have a target for it. */
export interface CoreIndicator {
  code: string
  name: string
  sample: boolean
  targeted: number
  /** Those of them with an accepted report; value and target are theirs. */
  reported: number
  value: string | null
  target: string | null
}

/** The first day of the quarter before the one a day lies in: decisions since then are news. */
export function sinceLastQuarter(day: string): string {
  const lastEnd = quarterEnd(addDays(quarterEnd(day), -93))
  return addDays(quarterEnd(addDays(lastEnd, -93)), 1)
}
