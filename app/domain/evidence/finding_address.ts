import * as z from 'zod/mini'
import { searchText } from '../search.ts'
import { type FindingList, type FindingPlace, findingSorts } from './finding_list.ts'
import { clearLevels, findingKinds, followUpWindows, scales } from './library.ts'

/** The list an address asks for. Whatever it does not understand falls back to the default. */
export function readFindingList(params: URLSearchParams): FindingList {
  const filters = listParams.parse(
    Object.fromEntries(Object.keys(listParams.shape).map((name) => [name, params.get(name)])),
  )
  const [, sign, name] = /^(-?)(\w+)$/.exec(params.get('sort') ?? '') ?? []
  const sort = findingSorts.find((column) => column === name)
  return { filters, sort: sort ?? 'code', descending: sort !== undefined && sign === '-' }
}

export function readFindingPlace(params: URLSearchParams): FindingPlace | null {
  for (const direction of ['after', 'before'] as const) {
    const code = params.get(direction)
    if (code && code.length <= 60) return { direction, code }
  }
  return null
}

const code = z.catch(z.nullable(z.string().check(z.regex(/^[\w-]{1,60}$/))), null)
const words = <const Words extends readonly string[]>(known: Words) =>
  z.catch(z.nullable(z.enum(known)), null)

const listParams = z.object({
  q: z.pipe(z.nullable(z.string()), z.transform(searchText)),
  model: code,
  sector: code,
  outcome: z.catch(z.nullable(z.string().check(z.regex(/^[a-z -]{1,60}$/))), null),
  window: words(followUpWindows),
  scale: words(scales),
  kind: words(findingKinds),
  rating: words([...clearLevels, 'unrated']),
})
