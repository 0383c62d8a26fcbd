import * as z from 'zod/mini'
import { awardStatuses } from './award.ts'
import { searchText } from './search.ts'

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

const code = z.catch(z.nullable(z.string().check(z.regex(/^[\w-]{1,60}$/))), null)

const listParams = z.object({
  q: z.pipe(z.nullable(z.string()), z.transform(searchText)),
  stream: code,
  program: code,
  sector: code,
  state: code,
  status: z.catch(z.nullable(z.enum(awardStatuses)), null),
  origin: z.catch(z.nullable(z.enum(origins)), null),
  mine: z.catch(
    z.pipe(
      z.literal('1'),
      z.transform(() => true),
    ),
    false,
  ),
})

const sortParam = /^(-?)(\w+)$/

/** The list an address asks for. Whatever it does not understand falls back to the default. */
export function readAwardList(params: URLSearchParams): AwardList {
  const filters = listParams.parse(
    Object.fromEntries(Object.keys(listParams.shape).map((name) => [name, params.get(name)])),
  )
  const [, sign, name] = sortParam.exec(params.get('sort') ?? '') ?? []
  const sort = awardColumns.find((column) => column === name)
  const chosen = params.getAll('columns')
  const columns = awardColumns.filter((column) => column === 'number' || chosen.includes(column))
  return {
    filters,
    sort: sort ?? 'number',
    descending: sort !== undefined && sign === '-',
    columns: columns.length > 1 ? columns : defaultColumns,
  }
}

export function readPlace(params: URLSearchParams): ListPlace | null {
  for (const direction of ['after', 'before'] as const) {
    const number = params.get(direction)
    if (number && number.length <= 200) return { direction, number }
  }
  return null
}

/** The shortest query that asks for a list; `readAwardList` reads it back. */
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
  mine: false,
}
