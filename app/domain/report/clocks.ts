import { businessDaysBetween } from '../holidays.ts'

/** Something that happened to a report, on a day of the calendar. */
export interface DatedMove {
  kind: string
  on: string
}

/** Where a report lies until somebody moves it: the grantee prepares, signs and corrects, the agency picks
 *  up and reviews. */
export const reportSteps = ['preparing', 'signing', 'correcting', 'waiting', 'review'] as const
export type ReportStep = (typeof reportSteps)[number]

export const sides = ['grantee', 'agency'] as const
export type Side = (typeof sides)[number]

export const sideOf = {
  preparing: 'grantee',
  signing: 'grantee',
  correcting: 'grantee',
  waiting: 'agency',
  review: 'agency',
} as const satisfies Record<ReportStep, Side>

/** Working days of a report at each step, of the stays that have ended; a step it was never through is
 *  null. `step` is where it lies now and `since` the day it came there; null once nobody holds it. */
export interface StepDays {
  days: Record<ReportStep, number | null>
  step: ReportStep | null
  since: string | null
}

/**
 * The days of a report by step, from its moves, oldest first. It is prepared from the end of its period;
 * a working day counts for whoever held it when it ended, so that the day of a move counts for who received
 * it. What ends undone, as not required or never received, leaves no stay behind.
 */
export function stepDaysOf(moves: readonly DatedMove[], periodEnd: string): StepDays {
  const days: StepDays['days'] = {
    preparing: null,
    signing: null,
    correcting: null,
    waiting: null,
    review: null,
  }
  let step: ReportStep | null = 'preparing'
  let since = periodEnd
  let drafting: 'preparing' | 'correcting' = 'preparing'
  for (const { kind, on } of moves) {
    const next = stepAfter(kind, drafting)
    if (next === undefined) continue
    const day = on > since ? on : since
    if (step && step !== next && !isUndone(kind)) {
      days[step] = (days[step] ?? 0) + businessDaysBetween(since, day)
    }
    if (step !== next) since = day
    step = next
    if (next === 'preparing' || next === 'correcting') drafting = next
  }
  return { days, step, since: step && since }
}

/** How long a report has lain on either side of the table so far, in working days. */
export type Clocks = Record<Side, number>

/** The two clocks of a report up to a day, with the stay that has not ended. */
export function clocksOf(moves: readonly DatedMove[], periodEnd: string, until: string): Clocks {
  const clocks: Clocks = { grantee: 0, agency: 0 }
  const { days, step, since } = stepDaysOf(moves, periodEnd)
  for (const one of reportSteps) clocks[sideOf[one]] += days[one] ?? 0
  if (step && since) clocks[sideOf[step]] += businessDaysBetween(since, until)
  return clocks
}

const isUndone = (kind: string) => kind === 'report.not_required' || kind === 'report.lapsed'

/** Where a move leads; nothing said of what moves nothing. */
function stepAfter(
  kind: string,
  drafting: 'preparing' | 'correcting',
): ReportStep | null | undefined {
  switch (kind) {
    case 'report.withdrawn':
      return 'preparing'
    case 'report.handed_over':
      return 'signing'
    case 'report.declined':
      return drafting
    case 'report.returned':
    case 'report.reopened':
      return 'correcting'
    case 'report.submitted':
    case 'report.handed_back':
      return 'waiting'
    case 'report.picked_up':
      return 'review'
    case 'report.accepted':
    case 'report.nothing_submitted':
    case 'report.not_required':
    case 'report.lapsed':
      return null
    default:
      return undefined
  }
}

/** '1 working day', '12 working days', 'since today' */
export function formatWorkingDays(days: number): string {
  if (days === 0) return 'since today'
  return days === 1 ? '1 working day' : `${days} working days`
}
