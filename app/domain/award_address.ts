import * as z from 'zod/mini'
import { awardStatuses } from './award.ts'
import {
  type AwardList,
  type ListPlace,
  awardColumns,
  defaultColumns,
  origins,
  readDue,
} from './award_list.ts'
import {
  type AwardQuery,
  type QueryReader,
  mergeQuery,
  parseAwardQuery,
  printAwardQuery,
} from './award_query.ts'
import { riskTiers } from './oversight/risk_tiers.ts'
import { searchText } from './search.ts'

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
    isCompact: params.get('density') === 'compact',
  }
}

export function readPlace(params: URLSearchParams): ListPlace | null {
  for (const direction of ['after', 'before'] as const) {
    const number = params.get(direction)
    if (number && number.length <= 200) return { direction, number }
  }
  return null
}

/** The filters that the form over the list asks for, by its box or by its panel, or that an address names. */
export function readAwardForm(params: URLSearchParams, reader: QueryReader): AwardQuery {
  const panel = readAwardList(params).filters
  const typed = params.get('query')
  if (typed === null) return { filters: panel, problems: [] }
  const shown = readAwardList(new URLSearchParams(params.get('was') ?? '')).filters
  const read = parseAwardQuery(typed, reader)
  // A box that was not touched says nothing, even where it names what no longer can be chosen.
  const isTouched = typed.trim() !== printAwardQuery(shown)
  const box = isTouched ? read.filters : shown
  return {
    filters: mergeQuery(shown, { box, panel: { ...panel, q: shown.q } }),
    problems: isTouched ? read.problems : [],
  }
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
  risk: z.catch(z.nullable(z.enum(riskTiers)), null),
  // '@' is for words such as @me.
  officer: z.pipe(
    z.nullable(z.string()),
    z.transform((typed) => searchText(typed?.replace(/^[\s@]+/, '') ?? null)),
  ),
  due: z.pipe(
    z.nullable(z.string()),
    z.transform((typed) => readDue(typed ?? '')),
  ),
  mine: z.catch(
    z.pipe(
      z.literal('1'),
      z.transform(() => true),
    ),
    false,
  ),
})
