import { formatCount } from './count.ts'
import { type Fraction, add, divide, fraction, toDecimal, toExactDecimal } from './fraction.ts'
import { formatFigure, type ValueType } from './report/accepted.ts'
import { type Share, formatShare, shareOf } from './share.ts'
import { pixel, trendAxes, trendFrame } from './trend.ts'
import { wilsonInterval } from './wilson.ts'

/** What is kept period by period; a stream is the sum of its programs. */
export const trendGrains = ['program', 'sector'] as const

/** What one period adds over many awards, as the database keeps it. */
export interface KeptPeriod {
  /** The last day of the period. */
  periodEnd: string
  /** Awards that reported for it, and those of them that never did before. */
  reported: number
  joined: number
  /** Of those that joined, how many have a target. */
  withTarget: number
  value: string
  numerator: string
  denominator: string
  target: string
}

export interface TrendIndicator {
  code: string
  name: string
  valueType: ValueType
  cumulation: 'period' | 'cumulative' | 'point'
  /** Whether both parts of a rate are counted, so that it has an interval. */
  isCounted: boolean
}

/** Where many awards stood at the end of a period. */
export interface RolledPoint {
  periodEnd: string
  reported: number
  /** Awards that have reported at least once by then, and of those how many have a target. */
  joined: number
  withTarget: number
  /** What they came to: a total up to then, or a rate as the share it is; null without a denominator. */
  value: string | null
  share: Share | null
  /** Of a rate whose parts are counted: its 95% interval, in six decimals. */
  interval: { low: string; high: string } | null
  /** What the awards that have reported are to reach together; null unless each of them has a target. Of a rate:
   *  what it would be if each award stood at its own. */
  target: string | null
}

/** An indicator over many awards, period by period. Counts and amounts are all that was accepted up to the end
 *  of each; a rate that stands for one period is of that period, one that runs from the start of all. An
 *  award that did not report stays with what it had. */
export function rolledTrend(
  rows: readonly KeptPeriod[],
  { valueType, cumulation, isCounted }: TrendIndicator,
): RolledPoint[] {
  const isRate = valueType === 'rate'
  const isPerPeriod = isRate && cumulation === 'period'
  let sums = noSums
  let awards = { joined: 0, withTarget: 0 }
  return rows
    .toSorted((one, other) => (one.periodEnd < other.periodEnd ? -1 : 1))
    .map((row) => {
      const { periodEnd, reported } = row
      sums = addSums(isPerPeriod ? noSums : sums, row)
      awards = {
        joined: awards.joined + row.joined,
        withTarget: awards.withTarget + row.withTarget,
      }
      const share = isRate ? shareOf(plain(sums.numerator), plain(sums.denominator)) : null
      const aim = isRate ? divide(sums.target, sums.denominator) : sums.target
      return {
        periodEnd,
        reported,
        ...awards,
        value: share ? share.value : plain(sums.value),
        share,
        interval: share && isCounted ? intervalOf(share) : null,
        target: awards.joined === awards.withTarget && aim ? plain(aim, 6) : null,
      }
    })
}

type Sums = Record<'value' | 'numerator' | 'denominator' | 'target', Fraction>

const zero = fraction('0')
const noSums: Sums = { value: zero, numerator: zero, denominator: zero, target: zero }

function addSums(sums: Sums, row: KeptPeriod): Sums {
  return {
    value: add(sums.value, fraction(row.value)),
    numerator: add(sums.numerator, fraction(row.numerator)),
    denominator: add(sums.denominator, fraction(row.denominator)),
    target: add(sums.target, fraction(row.target)),
  }
}

const plain = (sum: Fraction, places = 4) => toExactDecimal(sum) ?? toDecimal(sum, places)

function intervalOf({ numerator, denominator }: Share) {
  const interval = wilsonInterval(Number(numerator), Number(denominator))
  return interval && { low: interval.low.toFixed(6), high: interval.high.toFixed(6) }
}

/** A value as the indicator is read, a rate with its parts. */
export function formatPoint({ value, share }: RolledPoint, valueType: ValueType): string {
  if (share) return formatShare(share, 1)
  return value === null ? 'none' : formatFigure({ valueType, value })
}

/** What the picture shows, in sentences: where the awards stand, since when it moved, and their target. */
export function trendMeaning(points: readonly RolledPoint[], indicator: TrendIndicator): string {
  const { name, valueType } = indicator
  const [before, last] = [points.at(-2), points.at(-1)]
  if (!last) return `No report with “${name}” is accepted yet.`
  const shown = (value: string) => formatFigure({ valueType, value })
  const isPerPeriod = valueType === 'rate' && indicator.cumulation === 'period'
  const stands = `${name}: ${formatPoint(last, valueType)} ${
    isPerPeriod ? 'in the newest period' : 'so far'
  }, accepted from ${awardsOf(isPerPeriod ? last.reported : last.joined)}`
  const range = last.interval
    ? `, with a 95% interval of ${shown(last.interval.low)} to ${shown(last.interval.high)}`
    : ''
  const moved = before?.value ? `; a period earlier it was ${shown(before.value)}` : ''
  return `${stands}${range}${moved}. ${targetWords(last, shown)}`
}

function targetWords(last: RolledPoint, shown: (value: string) => string): string {
  if (last.target !== null) {
    if (last.share)
      return `If each award stood at its own target, it would be ${shown(last.target)}.`
    const who = last.joined === 1 ? 'The award is' : 'Together these awards are'
    return `${who} to reach ${shown(last.target)}.`
  }
  if (last.withTarget === 0) return 'None of these awards has a target for it.'
  return `No target is drawn: only ${formatCount(last.withTarget)} of the ${awardsOf(last.joined)} ${
    last.withTarget === 1 ? 'has' : 'have'
  } one.`
}

const awardsOf = (count: number) => (count === 1 ? 'one award' : `${formatCount(count)} awards`)

export interface DrawnRolledTrend {
  ticks: { y: number; value: string }[]
  /** With how many awards reported for the period that ends. */
  days: { x: number; day: string; reported: number }[]
  path: string
  dots: { x: number; y: number }[]
  intervals: { x: number; low: number; high: number }[]
  targetPath: string
}

/** Where everything stands in `trendFrame`; null where nothing has a value. */
export function drawRolledTrend(points: readonly RolledPoint[]): DrawnRolledTrend | null {
  const known = points.flatMap((point) =>
    point.value === null ? [] : [{ ...point, value: point.value }],
  )
  if (known.length === 0) return null
  const { xOf, yOf, ticks, shownDays } = trendAxes(
    points.map(({ periodEnd }) => periodEnd),
    points.flatMap(({ value, target, interval }) =>
      [value, target, interval?.high].filter((one) => typeof one === 'string'),
    ),
  )
  const dots = known.map(({ periodEnd, value }) => ({ x: xOf(periodEnd), y: yOf(value) }))
  const aims = points.map(({ periodEnd, target }) =>
    target === null ? null : { x: xOf(periodEnd), y: yOf(target) },
  )
  const [first] = aims
  const isLevel = first && aims.every((aim) => aim?.y === first.y)
  return {
    ticks,
    days: shownDays.map((one) => ({
      ...one,
      reported: points.find(({ periodEnd }) => periodEnd === one.day)?.reported ?? 0,
    })),
    path: pathOf(dots),
    dots,
    intervals: known.flatMap(({ periodEnd, interval }) =>
      interval ? [{ x: xOf(periodEnd), low: yOf(interval.low), high: yOf(interval.high) }] : [],
    ),
    // A target that stays is a line across, also where there is one period only.
    targetPath: isLevel
      ? pathOf([
          { x: trendFrame.left, y: first.y },
          { x: trendFrame.width - trendFrame.right, y: first.y },
        ])
      : pathOf(aims),
  }
}

/** A line through places, broken where there is none. */
const pathOf = (places: readonly ({ x: number; y: number } | null)[]) =>
  places
    .flatMap((place, at) =>
      place ? `${places[at - 1] ? 'L' : 'M'}${pixel(place.x)} ${pixel(place.y)}` : [],
    )
    .join(' ')
