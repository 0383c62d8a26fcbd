import { add, compare, fraction, toDecimal } from '../fraction.ts'
import { formatMoney } from '../money.ts'
import { formatNumber, formatPercent, formatShare, shareOf, type Share } from '../share.ts'
import { type FigureItem } from './derived.ts'
import { combineFigures, type Figure } from './figures.ts'

/** A figure of an accepted report with what its indicator is. */
export interface AcceptedRow extends Omit<FigureItem, 'itemCode' | 'valueType' | 'cumulation'> {
  code: string
  name: string
  valueType: ValueType
  cumulation: 'period' | 'cumulative' | 'point'
  value: string
  /** The last day of the report's period. */
  periodEnd: string
}

export type ValueType = NonNullable<FigureItem['valueType']>

export interface AwardFigure extends Figure {
  name: string
  valueType: ValueType
  cumulation: AcceptedRow['cumulation']
}

/** What one award's accepted reports add up to, by indicator, in the order of the rows. */
export function combineAccepted(rows: readonly AcceptedRow[]): AwardFigure[] {
  const indicators = new Map(rows.map((row) => [row.code, row]))
  const periods = new Map<string, Record<string, string>>()
  for (const { periodEnd, code, value } of rows) {
    const answers = periods.get(periodEnd) ?? {}
    answers[code] = value
    periods.set(periodEnd, answers)
  }
  // Sums derived in a report are stored with it; only rates are made anew from their parts.
  const items = [...indicators.values()].map((row) => ({
    ...row,
    itemCode: row.code,
    entry: row.valueType === 'rate' ? ('derived' as const) : ('entered' as const),
  }))
  const reported = [...periods].map(([periodEnd, answers]) => ({ periodEnd, answers }))
  return combineFigures(items, reported).flatMap((figure) => {
    const indicator = indicators.get(figure.code)
    if (!indicator) return []
    const { name, valueType, cumulation } = indicator
    return [{ ...figure, name, valueType, cumulation }]
  })
}

/** One indicator over many awards. Counts and sums of money are added; rates are made anew from all
 *  numerators and denominators; medians and balances are never combined and show their range. */
export type RolledFigure = {
  code: string
  name: string
  valueType: ValueType
  cumulation: AcceptedRow['cumulation']
  awards: number
  /** The earliest and latest end of a period that any part of it stands for. */
  from: string
  to: string
} & (
  | { kind: 'total'; value: string; share: Share | null }
  | { kind: 'range'; low: string; high: string }
)

/** Rolls the figures of awards up, each award's periods combined first. */
export function rollUp(rows: readonly (AcceptedRow & { awardId: number })[]): RolledFigure[] {
  const awards = new Map<number, AcceptedRow[]>()
  for (const row of rows) {
    const known = awards.get(row.awardId)
    if (known) known.push(row)
    else awards.set(row.awardId, [row])
  }
  const byCode = new Map<string, AwardFigure[]>()
  for (const figure of [...awards.values()].flatMap(combineAccepted)) {
    const known = byCode.get(figure.code)
    if (known) known.push(figure)
    else byCode.set(figure.code, [figure])
  }
  const order = new Map(rows.map((row, index) => [row.code, index] as const))
  return [...byCode.values()]
    .map(overAwards)
    .sort((a, b) => (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0))
}

function overAwards(figures: readonly AwardFigure[]): RolledFigure {
  const [first] = figures
  if (!first) throw new RangeError('Nothing to roll up')
  const { code, name, valueType, cumulation } = first
  const ends = figures.flatMap((figure) => figure.from).sort()
  const shared = {
    code,
    name,
    valueType,
    cumulation,
    awards: figures.length,
    from: ends[0] ?? '',
    to: ends.at(-1) ?? '',
  }
  if (valueType === 'rate') {
    const part = (side: 'numerator' | 'denominator') =>
      sum(figures.flatMap(({ share }) => (share ? [share[side]] : [])))
    const share = shareOf(part('numerator'), part('denominator'))
    return { ...shared, kind: 'total', value: share.value ?? '0', share }
  }
  const values = figures.map(({ value }) => value)
  if (isAdded(first)) {
    return { ...shared, kind: 'total', value: sum(values), share: null }
  }
  const sorted = values.toSorted((a, b) => compare(fraction(a), fraction(b)))
  return { ...shared, kind: 'range', low: sorted[0] ?? '', high: sorted.at(-1) ?? '' }
}

/** One indicator over many awards as the database keeps it: sums, and the ends of what was summed. */
export interface KeptFigure {
  code: string
  name: string
  valueType: string
  cumulation: AcceptedRow['cumulation']
  awards: number
  value: string
  numerator: string
  denominator: string
  from: string
  to: string
  low: string | null
  high: string | null
}

/** A kept figure as `rollUp` would give it. */
export function rolledFigure(kept: KeptFigure): RolledFigure {
  const { value, numerator, denominator, low, high, ...rest } = kept
  const shared = { ...rest, valueType: rest.valueType as ValueType }
  if (kept.valueType === 'rate') {
    const share = shareOf(numerator, denominator)
    return { ...shared, kind: 'total', value: share.value ?? '0', share }
  }
  if (isAdded(shared)) return { ...shared, kind: 'total', value, share: null }
  return { ...shared, kind: 'range', low: low ?? '', high: high ?? '' }
}

function isAdded({ cumulation, valueType }: Pick<AwardFigure, 'cumulation' | 'valueType'>) {
  return cumulation !== 'point' && (valueType === 'count' || valueType === 'usd')
}

function sum(values: readonly string[]): string {
  const places = values.some((value) => value.includes('.')) ? 2 : 0
  return toDecimal(values.map(fraction).reduce(add, fraction('0')), places)
}

/** A figure as people read it: '1,250', '$22.50 an hour', '78% (112 of 143)'. */
export function formatFigure(figure: {
  valueType: ValueType
  value: string
  share?: Share | null
}): string {
  const { valueType, value, share } = figure
  switch (valueType) {
    case 'rate':
      return share ? formatShare(share) : (formatPercent(shareOf(value, '1'), 1) ?? value)
    case 'usd':
    case 'median_usd':
      return formatMoney(toDecimal(fraction(value), 2))
    case 'usd_per_hour':
      return `${formatMoney(toDecimal(fraction(value), 2), { cents: true })} an hour`
    case 'count':
    case 'text':
      return formatNumber(value)
  }
}

/** A rolled-up figure; a range where awards cannot be combined. */
export function formatRolled(figure: RolledFigure): string {
  if (figure.kind === 'total') return formatFigure(figure)
  const { valueType, low, high } = figure
  const ends = [low, high].map((value) => formatFigure({ valueType, value }))
  return low === high ? (ends[0] ?? '') : ends.join(' to ')
}
