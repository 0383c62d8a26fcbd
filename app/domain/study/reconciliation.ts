import { addDays, monthEnd } from '../dates.ts'

/** The indicator by which the reports of a stream count people who began training; other streams have none. */
export const enrolledIndicators: Readonly<Record<string, string>> = {
  GJC: 'GJC_ENROLLED',
  SSEEP: 'H1B_ENROLLED_TRAINING',
}

/** Whom of the study's people the reports are held against. */
export const countBases = ['assigned', 'program'] as const
export type CountBasis = (typeof countBases)[number]

export const countBasisLabels = {
  assigned: 'Everyone assigned',
  program: 'Those assigned to the program',
} satisfies Record<CountBasis, string>

/** How far the study's count and the accepted figure may lie apart: the larger of so many people and so many
 *  percent of the figure. */
export interface Tolerance {
  people: number
  percent: number
  basis: CountBasis
}

/** Until an evaluation officer sets another: a planning value. */
export const usualTolerance: Tolerance = { people: 3, percent: 5, basis: 'assigned' }

/** Whether a difference in people needs an owner. */
export function isBeyond(tolerance: Tolerance, counted: number, reported: number): boolean {
  const apart = Math.abs(counted - reported)
  return apart > tolerance.people && apart * 100 > tolerance.percent * Math.abs(reported)
}

/** `open` waits for its owner; `explained` stands with a reason; `corrected` is within tolerance since one of
 *  the figures changed. */
export const differenceStates = ['open', 'explained', 'corrected'] as const
export type DifferenceState = (typeof differenceStates)[number]

export const differenceStateLabels = {
  open: 'Open',
  explained: 'Explained',
  corrected: 'Corrected',
} satisfies Record<DifferenceState, string>

export const differenceOwners = ['team', 'grantee', 'officer'] as const
export type DifferenceOwner = (typeof differenceOwners)[number]

export const differenceOwnerLabels = {
  team: 'The study’s team',
  grantee: 'The grantee',
  officer: 'The program officer',
} satisfies Record<DifferenceOwner, string>

export const differenceReasons = [
  'timing',
  'definition',
  'not_started',
  'outside_study',
  'twice',
  'late_entry',
  'report_wrong',
  'count_wrong',
  'other',
] as const
export type DifferenceReason = (typeof differenceReasons)[number]

export const differenceReasonLabels = {
  timing: 'Counted in another period',
  definition: 'The report counts by another rule',
  not_started: 'Assigned, but did not begin training',
  outside_study: 'People who are not in the study',
  twice: 'Somebody was counted twice',
  late_entry: 'Entered late',
  report_wrong: 'The report is wrong, and will be corrected',
  count_wrong: 'The study’s count is wrong, and will be corrected',
  other: 'Another reason',
} satisfies Record<DifferenceReason, string>

/** What somebody who owns a difference does with it. */
export const differenceMoves = ['explain', 'team', 'grantee', 'officer'] as const
export type DifferenceMove = (typeof differenceMoves)[number]

/** What an accepted report says, and what the study counted, of a site. */
export interface SiteFigures {
  enrolmentOpenedOn: string
  /** Of the indicator that counts who began training; null where the reports of its stream have none. */
  cumulation: string | null
  /** The first day of the award's work. */
  startsOn: string | null
  /** People by month, each by its first day. */
  months: readonly { month: string; people: number }[]
  /** Accepted figures, the oldest first. */
  periods: readonly { reportId: number; start: string; end: string; value: string }[]
}

export interface ComparedPeriod {
  reportId: number
  start: string
  end: string
  /** Null where the months of the period are not all counted. */
  counted: number | null
  /** Of the period alone; null where a running total lacks the one before. */
  reported: number | null
  /** Why nothing is compared, as a sentence; null where it is. */
  missing: string | null
  /** Months without counts, by their first day. */
  uncounted: string[]
}

/**
 * The periods of accepted reports that end after enrolment opened, each with the people the study counted in
 * its months. A running total gives the figure of a period only beside the accepted total of the period
 * before. Nothing is compared of a period that began in a month before enrolment opened.
 */
export function comparePeriods(site: SiteFigures): ComparedPeriod[] {
  const { enrolmentOpenedOn, cumulation, months, periods, startsOn } = site
  if (cumulation === null) return []
  const firstMonth = monthOf(enrolmentOpenedOn)
  const counts = new Map<string, number>()
  for (const { month, people } of months) counts.set(month, (counts.get(month) ?? 0) + people)
  return periods.flatMap((period, at) => {
    const { reportId, start, end, value } = period
    if (end < enrolmentOpenedOn) return []
    const within = monthsOf(start, end)
    const uncounted = within.filter((month) => month >= firstMonth && !counts.has(month))
    const counted = within.reduce((sum, month) => sum + (counts.get(month) ?? 0), 0)
    const before = periods[at - 1]
    const reported =
      cumulation === 'period'
        ? Number(value)
        : before?.end === addDays(start, -1)
          ? Number(value) - Number(before.value)
          : !before && startsOn !== null && startsOn >= start
            ? Number(value)
            : null
    const missing =
      within[0] !== undefined && within[0] < firstMonth
        ? 'It began before enrolment opened.'
        : uncounted.length > 0
          ? 'Not every month of it is counted yet.'
          : reported === null
            ? 'Its report gives a running total, and the report before it is not accepted.'
            : null
    const isWhole = uncounted.length === 0
    return [
      { reportId, start, end, counted: isWhole ? counted : null, reported, missing, uncounted },
    ]
  })
}

/** The months, by their first days, that a period touches. */
function monthsOf(start: string, end: string): string[] {
  const months: string[] = []
  for (let at = monthOf(start); at <= end; at = addDays(monthEnd(at), 1)) months.push(at)
  return months
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`

interface Known {
  state: DifferenceState
  counted: number
  reported: number
}

/** What a period’s figures make of its difference: null where nothing changes. An explained one whose figures
 *  change, and a corrected one that comes back, open again. */
export function happensTo(
  known: Known | null,
  figures: { counted: number; reported: number },
  tolerance: Tolerance,
): 'opened' | 'reopened' | 'corrected' | 'changed' | null {
  const { counted, reported } = figures
  const beyond = isBeyond(tolerance, counted, reported)
  if (!known) return beyond ? 'opened' : null
  const isSame = known.counted === counted && known.reported === reported
  if (!beyond) return known.state === 'corrected' ? (isSame ? null : 'changed') : 'corrected'
  if (known.state === 'corrected') return 'reopened'
  if (isSame) return null
  return known.state === 'explained' ? 'reopened' : 'changed'
}

/** What an open difference asks of whoever owns it. */
export function differenceNeed({ counted, reported }: { counted: number; reported: number }) {
  const apart = Math.abs(counted - reported)
  return {
    urgency: 'soon' as const,
    what: 'Explain a difference in enrolment',
    why: `The study’s count and the accepted report lie ${apart} people apart.`,
  }
}
