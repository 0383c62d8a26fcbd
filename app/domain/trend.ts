import { add, compare, fraction, toDecimal, toExactDecimal } from './fraction.ts'
import type { AcceptedRow } from './report/accepted.ts'

/** One line of a trend: a value for each period that has one, and what it is held against. */
export interface TrendLine {
  /** What stands at the end of the line and heads its column, such as a number. */
  name: string
  points: readonly TrendPoint[]
  target: string | null
}

export interface TrendPoint {
  /** The last day of the period. */
  periodEnd: string
  value: string
}

/** The accepted figures of one indicator, period by period: what is counted by period is added up from the
 *  first on, so that it can be held against a target; everything else is as it was reported. */
export function trendOf(
  rows: readonly Pick<AcceptedRow, 'periodEnd' | 'value' | 'cumulation' | 'valueType'>[],
): TrendPoint[] {
  const sorted = rows.toSorted((one, other) => (one.periodEnd < other.periodEnd ? -1 : 1))
  let sum = fraction('0')
  return sorted.map(({ periodEnd, value, cumulation, valueType }) => {
    const isAdded = cumulation === 'period' && (valueType === 'count' || valueType === 'usd')
    if (!isAdded) return { periodEnd, value }
    sum = add(sum, fraction(value))
    return { periodEnd, value: toExactDecimal(sum) ?? toDecimal(sum, 4) }
  })
}

export const trendFrame = { width: 960, height: 320, left: 90, right: 200, top: 20, bottom: 40 }

export interface DrawnTrend {
  ticks: { y: number; value: string }[]
  days: { x: number; day: string }[]
  lines: {
    name: string
    path: string
    dots: { x: number; y: number }[]
    label: { x: number; y: number }
    targetY: number | null
  }[]
}

/** Where everything of a trend stands; null where no line has a point. Pixels need no exactness, so values
 *  become numbers here and nowhere before. */
export function drawTrend(lines: readonly TrendLine[]): DrawnTrend | null {
  const { width, right } = trendFrame
  const days = [
    ...new Set(lines.flatMap(({ points }) => points.map((one) => one.periodEnd))),
  ].sort()
  if (days.length === 0) return null
  const { xOf, yOf, ticks, shownDays } = trendAxes(
    days,
    lines.flatMap(({ points, target }) => [
      ...points.map(({ value }) => value),
      ...(target === null ? [] : [target]),
    ]),
  )
  const labels = spread(
    lines.map(({ points, target }) => {
      const last = points.at(-1)
      return last ? yOf(last.value) : yOf(target ?? '0')
    }),
  )
  return {
    ticks,
    days: shownDays,
    lines: lines.map(({ name, points, target }, index) => {
      const dots = points.map(({ periodEnd, value }) => ({ x: xOf(periodEnd), y: yOf(value) }))
      return {
        name,
        path: dots
          .map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${pixel(x)} ${pixel(y)}`)
          .join(' '),
        dots,
        label: { x: width - right + 12, y: labels[index] ?? 0 },
        targetY: target === null ? null : yOf(target),
      }
    }),
  }
}

/** Where days and values stand in the frame, from zero to a round number above the highest. */
export function trendAxes(days: readonly string[], values: readonly string[]) {
  const { width, height, left, right, top, bottom } = trendFrame
  const highest = values.reduce(
    (most, value) => (compare(fraction(value), fraction(most)) > 0 ? value : most),
    '0',
  )
  const ceiling = niceTop(Number(highest))
  const xOf = (day: string) => {
    const at = days.indexOf(day)
    const span = width - left - right
    return left + (days.length === 1 ? span / 2 : (at / (days.length - 1)) * span)
  }
  const yOf = (value: string) =>
    height - bottom - (Number(value) / ceiling) * (height - top - bottom)
  const every = Math.ceil(days.length / 8)
  return {
    xOf,
    yOf,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => {
      const value = String(Number((part * ceiling).toPrecision(6)))
      return { y: yOf(value), value }
    }),
    shownDays: days
      .filter((_, at) => (days.length - 1 - at) % every === 0)
      .map((day) => ({ x: xOf(day), day })),
  }
}

export const pixel = (at: number) => Math.round(at * 10) / 10

/** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
function niceTop(highest: number): number {
  if (!(highest > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(highest))
  return ([1, 2, 2.5, 5].find((step) => step * power >= highest) ?? 10) * power
}

/** Labels no closer than a line of text, in the order of where they belong. */
function spread(wanted: readonly number[]): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((one, other) => one.y - other.y)
  let last = -Infinity
  for (const one of order) {
    one.y = Math.max(one.y, last + 18)
    last = one.y
  }
  return wanted.map((_, index) => order.find((one) => one.index === index)?.y ?? 0)
}
