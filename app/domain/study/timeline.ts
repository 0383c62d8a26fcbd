import { formatShortDate } from '../calendar.ts'
import { addDays, daysBetween, monthEnd, parseDate } from '../dates.ts'
import { monthNames } from '../calendar.ts'
import { type VarianceFlag, varianceWords } from './forecast.ts'
import { isFinal, type MilestoneState, milestoneStateLabels } from './milestones.ts'

export interface Drawn {
  code: string
  name: string
  state: MilestoneState
  durationDays: number
  baselineOn: string | null
  forecastOn: string | null
  variance: { days: number | null; flag: VarianceFlag }
}

export interface DrawnRow {
  code: string
  name: string
  y: number
  state: MilestoneState
  flag: VarianceFlag
  /** Where it ends: the actual date, else the forecast. Null where the plan gives no date. */
  endX: number | null
  /** The work that leads up to the end. */
  work: { x: number; width: number } | null
  baselineX: number | null
  /** From baseline to a later end. */
  slip: { x: number; width: number } | null
  words: string
}

/** Measures of the drawing, in its own units. */
export const frame = { width: 1120, labels: 330, words: 216, row: 26, head: 46, group: 34 }

/** Where everything of a timeline stands: groups with their rows, the marks of the axis, today. */
export function drawTimeline(
  groups: readonly { key: string; label: string; milestones: readonly Drawn[] }[],
  today: string,
) {
  const rows = groups.flatMap(({ milestones }) => milestones)
  const dates = rows.flatMap(({ baselineOn, forecastOn }) =>
    [baselineOn, forecastOn].filter((date) => date !== null),
  )
  const [first = today, last = today] = [dates.reduce(earlier, today), dates.reduce(later, today)]
  const margin = Math.max(Math.round(daysBetween(first, last) / 50), 7)
  const [start, end] = [addDays(first, -margin), addDays(last, margin)]
  const chart = frame.width - frame.labels - frame.words
  const x = (date: string) =>
    round(frame.labels + (daysBetween(start, date) / daysBetween(start, end)) * chart)
  let y = frame.head
  const drawn = groups.map(({ key, label, milestones }) => {
    const labelY = y + frame.group - 11
    y += frame.group
    return {
      key,
      label,
      labelY,
      rows: milestones.map((milestone) => {
        const row = drawRow(milestone, y + frame.row / 2, x, start)
        y += frame.row
        return row
      }),
    }
  })
  return {
    height: y + 8,
    todayX: x(today),
    ticks: ticksBetween(start, end).map(({ on, label }) => ({ x: x(on), label })),
    groups: drawn,
    meaning: meaningOf(rows, today),
  }
}

function drawRow(
  milestone: Drawn,
  y: number,
  x: (date: string) => number,
  start: string,
): DrawnRow {
  const { code, name, state, baselineOn, forecastOn, durationDays, variance } = milestone
  const endX = forecastOn === null ? null : x(forecastOn)
  const baselineX = baselineOn === null ? null : x(baselineOn)
  const begins = forecastOn === null ? null : later(addDays(forecastOn, -durationDays), start)
  return {
    code,
    name,
    y,
    state,
    flag: isFinal(state) ? 'none' : variance.flag,
    endX,
    work:
      begins === null || endX === null ? null : { x: x(begins), width: round(endX - x(begins)) },
    baselineX,
    slip:
      baselineX === null || endX === null || endX <= baselineX
        ? null
        : { x: baselineX, width: round(endX - baselineX) },
    words: wordsOf(milestone),
  }
}

/** 'Planned, 165 days behind': the state, and the distance from baseline where there is one. */
function wordsOf({ state, variance }: Drawn): string {
  const distance = variance.days ? `, ${varianceWords(variance.days)}` : ''
  return `${milestoneStateLabels[state]}${distance}`
}

/** What the drawing says, in a sentence. */
function meaningOf(rows: readonly Drawn[], today: string): string {
  const accepted = rows.filter(({ state }) => state === 'accepted').length
  const ahead = rows.filter(({ state }) => !isFinal(state))
  const flagged = ahead.filter(({ variance }) => variance.flag !== 'none').length
  const last = rows.flatMap(({ forecastOn }) => forecastOn ?? []).reduce(later, '')
  return [
    `On ${formatShortDate(today)}, ${accepted} of ${rows.length} milestones are accepted`,
    flagged === 0
      ? 'none of the others is more than 30 days behind its baseline'
      : `${flagged} of the others ${flagged === 1 ? 'is' : 'are'} more than 30 days behind or before something ${flagged === 1 ? 'it waits' : 'they wait'} for`,
    ...(last ? [`the last is forecast for ${formatShortDate(last)}`] : []),
  ]
    .join('; ')
    .concat('.')
}

/** Years over a long span, quarters over a middle one, months over a short one. */
function ticksBetween(start: string, end: string): { on: string; label: string }[] {
  const days = daysBetween(start, end)
  const step = days > 1300 ? 12 : days > 400 ? 3 : 1
  const { year } = parseDate(start)
  const ticks: { on: string; label: string }[] = []
  for (let month = 0; ; month += step) {
    const on = addDays(monthEnd(`${year}-01-15`, month - 1), 1)
    if (on > end) return ticks
    if (on < start) continue
    const name = monthNames[parseDate(on).month - 1]?.slice(0, 3)
    ticks.push({ on, label: step === 12 ? on.slice(0, 4) : `${name} ${on.slice(0, 4)}` })
  }
}

const earlier = (a: string, b: string) => (a < b ? a : b)
const later = (a: string, b: string) => (a > b ? a : b)
const round = (length: number) => Math.round(length * 10) / 10
