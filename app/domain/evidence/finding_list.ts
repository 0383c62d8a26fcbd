import type { ClearLevel, FollowUpWindow, Scale } from './library.ts'
import type { FindingKind } from './pool_rules.ts'

/** The columns of the list of findings that it may be sorted by, in their order. */
export const findingSorts = [
  'code',
  'model',
  'study',
  'outcome',
  'follow_up',
  'impact',
  'people',
  'clear',
] as const
export type FindingSort = (typeof findingSorts)[number]

export const findingColumnLabels = {
  code: 'Finding',
  model: 'Model',
  study: 'Study',
  outcome: 'Outcome',
  follow_up: 'Follow-up',
  impact: 'Impact',
  people: 'People',
  clear: 'CLEAR rating',
} satisfies Record<FindingSort, string>

export interface FindingFilters {
  /** Part of a code, program, site, study or outcome. */
  q: string | null
  /** With its sites. */
  model: string | null
  sector: string | null
  outcome: string | null
  window: FollowUpWindow | null
  scale: Scale | null
  kind: FindingKind | null
  rating: ClearLevel | 'unrated' | null
}

export const noFindingFilters: FindingFilters = {
  q: null,
  model: null,
  sector: null,
  outcome: null,
  window: null,
  scale: null,
  kind: null,
  rating: null,
}

export interface FindingList {
  filters: FindingFilters
  sort: FindingSort
  descending: boolean
}

/** Where a page of the list begins. */
export interface FindingPlace {
  direction: 'after' | 'before'
  code: string
}

/** The shortest query that asks for a list; `readFindingList` of finding_address.ts reads it back. */
export function findingListQuery({ filters, sort, descending }: FindingList) {
  const isDefault = sort === 'code' && !descending
  return { ...filters, sort: isDefault ? null : `${descending ? '-' : ''}${sort}` }
}
