import type { awardStatuses } from './award.ts'
import type { RiskTier } from './oversight/risk_tiers.ts'

/** The columns of the awards list in their order; the first is always shown. */
export const awardColumns = [
  'number',
  'name',
  'organization',
  'stream',
  'program',
  'sectors',
  'states',
  'amount',
  'status',
  'period_start',
  'period_end',
  'officer',
  'next_due',
  'risk',
] as const
export type AwardColumn = (typeof awardColumns)[number]

export const awardColumnLabels = {
  number: 'Award',
  name: 'Name',
  organization: 'Lead organization',
  stream: 'Stream',
  program: 'Program',
  sectors: 'Sectors',
  states: 'States',
  amount: 'Amount',
  status: 'Status',
  period_start: 'Period start',
  period_end: 'Period end',
  officer: 'Program officer',
  next_due: 'Next report due',
  risk: 'Risk',
} satisfies Record<AwardColumn, string>

export const defaultColumns: readonly AwardColumn[] = [
  'number',
  'name',
  'program',
  'states',
  'amount',
  'status',
  'officer',
  'next_due',
]

/** Where an award comes from: real ones from sources, those of the invented cast are sample. */
export const origins = ['sources', 'sample'] as const
export type Origin = (typeof origins)[number]

export const originLabels = {
  sources: 'From sources',
  sample: 'Sample',
} satisfies Record<Origin, string>

export interface AwardFilters {
  /** Part of a number, FAIN, name or lead organization. */
  q: string | null
  stream: string | null
  program: string | null
  sector: string | null
  state: string | null
  status: (typeof awardStatuses)[number] | null
  origin: Origin | null
  /** The tier that the record or the officer gives; for those who follow risk. */
  risk: RiskTier | null
  /** Part of the program officer's name, or `none`. */
  officer: string | null
  /** When the next report is due: `late`, or `<14d` for so many days from today at most. */
  due: string | null
  /** Only the caseload of who asks. */
  mine: boolean
}

export interface AwardList {
  filters: AwardFilters
  sort: AwardColumn
  descending: boolean
  columns: readonly AwardColumn[]
  /** Whether rows stand close together. */
  isCompact: boolean
}

/** Where a page of the list begins: after an award or, going back, before one. */
export interface ListPlace {
  direction: 'after' | 'before'
  number: string
}

/** The shortest query that asks for a list; `readAwardList` of award_address.ts reads it back. */
export function awardListQuery(list: AwardList) {
  const { mine, ...filters } = list.filters
  const isDefault =
    list.columns.length === defaultColumns.length &&
    list.columns.every((column) => defaultColumns.includes(column))
  return {
    ...filters,
    mine: mine ? '1' : null,
    sort: sortQuery(list),
    columns: isDefault ? null : list.columns,
    density: list.isCompact ? 'compact' : null,
  }
}

/** '-amount' for the largest first; null for the default order. */
function sortQuery({ sort, descending }: AwardList): string | null {
  if (sort === 'number' && !descending) return null
  return `${descending ? '-' : ''}${sort}`
}

export const noFilters: AwardFilters = {
  q: null,
  stream: null,
  program: null,
  sector: null,
  state: null,
  status: null,
  origin: null,
  risk: null,
  officer: null,
  due: null,
  mine: false,
}

/** How far ahead a list looks for due reports, at most. */
const farthestDue = 365

/** '<14d' of '<14d', '14d' or '<2w'; null of anything else. */
export function readDue(text: string): string | null {
  if (text === 'late') return text
  const [, number = '', unit] = /^<?(\d{1,3})([dw])$/.exec(text) ?? []
  const days = Number(number) * (unit === 'w' ? 7 : 1)
  return days >= 1 && days <= farthestDue ? `<${days}d` : null
}

/** The days that '<14d' looks ahead; null of 'late'. */
export function daysAhead(due: string): number | null {
  return due === 'late' ? null : Number(due.slice(1, -1))
}
