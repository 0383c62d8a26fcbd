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
  /** Only the caseload of who asks. */
  mine: boolean
}

export interface AwardList {
  filters: AwardFilters
  sort: AwardColumn
  descending: boolean
  columns: readonly AwardColumn[]
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
  mine: false,
}
