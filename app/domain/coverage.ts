import { type Origin, origins } from './award_list.ts'
import { formatCount } from './count.ts'
import { addMoney, formatMoney } from './money.ts'
import { capital } from './words.ts'

/** Coverage answers where money and people are and where none are: sector by stream, and state by stream. */
const coverageViews = ['sectors', 'states'] as const
export type CoverageView = (typeof coverageViews)[number]

export const measures = ['amount', 'awards', 'people'] as const
export type Measure = (typeof measures)[number]

export const measureLabels = {
  amount: 'Dollars',
  awards: 'Awards',
  people: 'People',
} satisfies Record<Measure, string>

/** What accepted reports of a stream count as people. The database holds the same list. */
export const peopleIndicators: Readonly<Record<string, string>> = {
  GJC: 'GJC_ENROLLED',
  SSEEP: 'H1B_PARTICIPANTS',
  WIOA: 'WIOA_PARTICIPANTS',
}

/** A place in the kept totals that no list of codes holds: every one of them, or none that is known. */
export const every = '*'
export const unknown = '-'

export interface CoverageFilters {
  view: CoverageView
  measure: Measure
  stream: string | null
  sector: string | null
  state: string | null
  origin: Origin
}

/** Whatever an address does not say or cannot mean falls back to dollars by sector, from sources. */
export function readCoverageFilters(params: URLSearchParams): CoverageFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^\w{1,60}$/.test(given) ? given : null
  }
  const among = <Word extends string>(words: readonly Word[], name: string) =>
    words.find((word) => word === params.get(name)) ?? null
  return {
    view: among(coverageViews, 'view') ?? 'sectors',
    measure: among(measures, 'measure') ?? 'amount',
    stream: code('stream'),
    sector: code('sector'),
    state: code('state'),
    origin: among(origins, 'origin') ?? 'sources',
  }
}

/** The shortest query that asks for the same. */
export function coverageQuery(filters: CoverageFilters) {
  const { view, measure, origin, ...where } = filters
  return {
    view: view === 'sectors' ? null : view,
    ...where,
    measure: measure === 'amount' ? null : measure,
    origin: origin === 'sources' ? null : origin,
  }
}

/** What stands in a cell. Without any amount or accepted figure its sum is null, never zero. */
export interface CoverageCell {
  awards: number
  withAmount: number
  amount: string | null
  withPeople: number
  people: number | null
}

export interface CoverageRow extends CoverageCell {
  /** A sector or a state; '*' every one, '-' none that is known. */
  code: string
  stream: string
}

export const emptyCell: CoverageCell = {
  awards: 0,
  withAmount: 0,
  amount: null,
  withPeople: 0,
  people: null,
}

export function addCells(cells: readonly CoverageCell[]): CoverageCell {
  const sum = (part: 'awards' | 'withAmount' | 'withPeople') =>
    cells.reduce((all, one) => all + one[part], 0)
  const amounts = cells.flatMap(({ amount }) => amount ?? [])
  const people = cells.flatMap((cell) => cell.people ?? [])
  return {
    awards: sum('awards'),
    withAmount: sum('withAmount'),
    amount: amounts.length === 0 ? null : addMoney(...amounts),
    withPeople: sum('withPeople'),
    people: people.length === 0 ? null : people.reduce((all, one) => all + one, 0),
  }
}

export interface CoverageLine {
  code: string
  name: string
  /** A cell for each stream, in the order of the streams. */
  cells: CoverageCell[]
  all: CoverageCell
}

interface Named {
  code: string
  name: string
}

/** A line for each sector or state, the empty ones too; one for awards that name none, if there are any; and
 *  the line of all, in which an award of several counts once. */
export function coverageLines(
  rows: readonly CoverageRow[],
  places: readonly Named[],
  streams: readonly Named[],
): { lines: CoverageLine[]; all: CoverageLine } {
  const byPlace = new Map<string, Map<string, CoverageCell>>()
  for (const { code, stream, ...cell } of rows) {
    const place = byPlace.get(code) ?? new Map<string, CoverageCell>()
    byPlace.set(code, place.set(stream, cell))
  }
  const line = ({ code, name }: Named): CoverageLine => {
    const cells = streams.map((stream) => byPlace.get(code)?.get(stream.code) ?? emptyCell)
    return { code, name, cells, all: addCells(cells) }
  }
  const unnamed = byPlace.has(unknown) ? [{ code: unknown, name: 'Not in the sources' }] : []
  return { lines: [...places, ...unnamed].map(line), all: line({ code: every, name: 'All' }) }
}

/** The number that a cell is compared by; null where there is none to compare. For drawing and order only:
 *  sums are exact. */
export function sizeOf(cell: CoverageCell, measure: Measure): number | null {
  if (cell.awards === 0) return null
  switch (measure) {
    case 'awards':
      return cell.awards
    case 'amount':
      return cell.amount === null ? null : Number(cell.amount)
    case 'people':
      return cell.people
  }
}

/** A cell in words: an empty one says so, and what nobody has reported is not zero. */
export function cellWords(cell: CoverageCell, measure: Measure): string {
  if (cell.awards === 0) return 'none'
  switch (measure) {
    case 'awards':
      return formatCount(cell.awards)
    case 'amount':
      return cell.amount === null ? 'not in the sources' : formatMoney(cell.amount)
    case 'people':
      return cell.people === null ? 'no accepted figure' : formatCount(cell.people)
  }
}

/** What of a cell its number leaves out; null where it leaves out nothing. */
export function cellNote(cell: CoverageCell, measure: Measure): string | null {
  const counted = { awards: cell.awards, amount: cell.withAmount, people: cell.withPeople }[measure]
  if (counted === 0 || counted === cell.awards) return null
  return measure === 'amount'
    ? `${formatCount(cell.awards - counted)} without an amount`
    : `of ${formatCount(counted)} in ${formatCount(cell.awards)} awards`
}

/** The picture in a sentence: how much of it is empty, and where most is. */
export function coverageMeaning(
  lines: readonly CoverageLine[],
  all: CoverageLine,
  { view, measure, origin }: CoverageFilters,
): string {
  const awards = (count: number) => (count === 1 ? '1 award' : `${formatCount(count)} awards`)
  const named = lines.filter(({ code }) => code !== unknown)
  const kind = view === 'sectors' ? 'sectors' : 'states and territories'
  const from = origin === 'sample' ? 'Sample awards' : 'Awards from sources'
  const held = named.filter((line) => line.all.awards > 0)
  if (all.all.awards === 0) return `${from} that fit: none, so every cell is empty.`
  const [most] = held.toSorted(
    (one, other) => (sizeOf(other.all, measure) ?? -1) - (sizeOf(one.all, measure) ?? -1),
  )
  // Of one line alone there is nothing to compare.
  const isCompared = named.length > 1
  const empty = named.length - held.length
  const reachWords = isCompared
    ? ` They reach ${held.length} of ${named.length} ${kind}; ${empty} ${empty === 1 ? 'has' : 'have'} none.`
    : ''
  const isKnown = isCompared && most && sizeOf(most.all, measure) !== null
  const mostWords = isKnown
    ? ` Most ${measureLabels[measure].toLowerCase()} are in ${most.name}: ${cellWords(most.all, measure)}.`
    : ''
  const unnamed = lines.find(({ code }) => code === unknown)
  const unnamedWords = unnamed
    ? ` ${capital(awards(unnamed.all.awards))} ${unnamed.all.awards === 1 ? 'names' : 'name'} none.`
    : ''
  const whole = measure === 'awards' ? '' : `, ${wholeWords(all.all, measure)}`
  return `${from} that fit: ${formatCount(all.all.awards)}${whole}.${reachWords}${mostWords}${unnamedWords}`
}

function wholeWords(cell: CoverageCell, measure: 'amount' | 'people'): string {
  if (sizeOf(cell, measure) === null) {
    return measure === 'amount'
      ? 'the amount of none in the sources'
      : 'none with an accepted figure of people'
  }
  return `${cellWords(cell, measure)} ${measure === 'people' ? 'people ' : ''}in all`
}
