import { addDays } from '../dates.ts'
import { type ReportStep, type Side, reportSteps, sides } from './clocks.ts'

/** What is measured over many reports: each step, and each side of the table as a whole. */
export const measures = [...reportSteps, ...sides] as const
export type Measure = ReportStep | Side

export const measureLabels = {
  preparing: 'Prepared',
  signing: 'Waits for its signature',
  correcting: 'Corrected',
  waiting: 'Waits for pick-up',
  review: 'In review',
  grantee: 'With the grantee, in all',
  agency: 'With the agency, in all',
} as const satisfies Record<Measure, string>

/** Which reports are measured, as an address asks. */
export interface ClockFilters {
  stream: string | null
  program: string | null
  /** The membership of the officer who looks after the award today. */
  officer: number | null
  /** `year`: periods that ended in the last twelve months; else `all`, or a calendar year. */
  period: string
}

/** Whatever the address does not say or cannot mean falls back to the default. */
export function readClockFilters(params: URLSearchParams): ClockFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^[\w-]{1,60}$/.test(given) ? given : null
  }
  const officer = params.get('officer') ?? ''
  const period = params.get('period') ?? ''
  return {
    stream: code('stream'),
    program: code('program'),
    officer: /^\d{1,15}$/.test(officer) ? Number(officer) : null,
    period: /^(?:all|(?:19|20|21)\d\d)$/.test(period) ? period : 'year',
  }
}

/** The query of such filters; what is usual is left out. */
export function clockQuery({ period, ...filters }: ClockFilters) {
  return { ...filters, period: period === 'year' ? null : period }
}

/** The first and the last day on which a measured period may end; null: any day. */
export function periodsIn(
  { period }: Pick<ClockFilters, 'period'>,
  day: string,
): { from: string; to: string } | null {
  if (period === 'all') return null
  if (period === 'year') return { from: addDays(day, -364), to: day }
  return { from: `${period}-01-01`, to: `${period}-12-31` }
}

/** So many reports spent so many working days. */
export interface DayCount {
  days: number
  reports: number
}

export interface Spread {
  reports: number
  /** Working days within which half of the reports, and nine of ten, were through. */
  median: number
  ninth: number
}

/** The spread of counted days; null of none. Both are the nearest rank: a number of days that a report
 *  really took, never one in between. */
export function spreadOf(counts: readonly DayCount[]): Spread | null {
  const sorted = [...counts].sort((one, other) => one.days - other.days)
  const reports = sorted.reduce((sum, one) => sum + one.reports, 0)
  if (reports === 0) return null
  const within = (share: number) => {
    let seen = 0
    const found = sorted.find((one) => (seen += one.reports) >= share * reports)
    return found?.days ?? 0
  }
  return { reports, median: within(0.5), ninth: within(0.9) }
}

/** One line of the page: a step or a side of the reports of one origin. */
export interface ClockLine {
  measure: Measure
  label: string
  spread: Spread | null
  /** Reports that lie there now, and since when the longest does; null of a whole side. */
  now: { reports: number; since: string | null } | null
}

export function clockLines(
  counts: readonly (DayCount & { measure: Measure })[],
  lying: readonly { step: ReportStep; reports: number; since: string }[],
): ClockLine[] {
  return measures.map((measure) => {
    const here = lying.find(({ step }) => step === measure)
    const isStep = (reportSteps as readonly string[]).includes(measure)
    return {
      measure,
      label: measureLabels[measure],
      spread: spreadOf(counts.filter((one) => one.measure === measure)),
      now: isStep ? { reports: here?.reports ?? 0, since: here?.since ?? null } : null,
    }
  })
}

/** One sentence of what the lines say. */
export function clockMeaning(lines: readonly ClockLine[]): string {
  const steps = lines.filter(({ now, spread }) => now !== null && spread !== null)
  const slowest = steps.reduce<ClockLine | null>(
    (most, line) => ((line.spread?.ninth ?? 0) > (most?.spread?.ninth ?? -1) ? line : most),
    null,
  )
  const side = (measure: Side) => lines.find((line) => line.measure === measure)?.spread
  const [grantee, agency] = [side('grantee'), side('agency')]
  const both =
    grantee && agency
      ? `Half of the reports that ended were with their grantee for ${inDays(grantee.median)} or less, and with the agency for ${inDays(agency.median)} or less. `
      : ''
  if (!slowest?.spread) return 'No report has gone through any step yet.'
  return `${both}The longest step for one report in ten is “${slowest.label.toLowerCase()}”: ${inDays(slowest.spread.ninth)} or more.`
}

function inDays(days: number): string {
  return days === 1 ? '1 working day' : `${days} working days`
}

/** The picture: for each line a bar to the median and a whisker to nine of ten, on one scale of days. */
export const clockFrame = { width: 720, left: 190, right: 60, head: 26, row: 30 } as const

export function drawClocks(lines: readonly ClockLine[]) {
  const most = Math.max(1, ...lines.map(({ spread }) => spread?.ninth ?? 0))
  const every = tickEvery(most)
  const last = Math.ceil(most / every) * every
  const room = clockFrame.width - clockFrame.left - clockFrame.right
  const x = (days: number) => clockFrame.left + (days / last) * room
  return {
    height: clockFrame.head + lines.length * clockFrame.row,
    ticks: Array.from({ length: last / every + 1 }, (_, step) => ({
      days: step * every,
      x: x(step * every),
    })),
    rows: lines.map(({ measure, label, spread }, at) => ({
      measure,
      label,
      y: clockFrame.head + at * clockFrame.row + clockFrame.row / 2,
      bar: spread && { x: clockFrame.left, width: x(spread.median) - clockFrame.left },
      whisker: spread && { from: x(spread.median), to: x(spread.ninth) },
      words: spread ? `${spread.median} · ${spread.ninth}` : 'none yet',
    })),
  }
}

/** Between four and eight ticks, at whole days that people count in. */
function tickEvery(most: number): number {
  const choices = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
  return choices.find((every) => most / every <= 8) ?? 5000
}
