import type { AwardStatus } from '../award.ts'
import type { Origin } from '../award_list.ts'
import { parseMoney } from '../money.ts'
import { type FidelityWord, fidelityWords } from './fidelity.ts'
import {
  type Component,
  type ComponentAnswer,
  type ComponentAnswers,
  answerOf,
  components,
} from './library.ts'
import type { ModelLevel } from './model_level.ts'

/** Which awards could use what a proven model has. */

/** Awards whose work is still ahead or going on. */
export const replicatingStatuses = [
  'announced',
  'awarded',
  'active',
  'suspended',
] as const satisfies readonly AwardStatus[]

/** A model is worth replicating from a moderate level of evidence on. */
export function isProven(level: ModelLevel): boolean {
  return level === 'high' || level === 'moderate'
}

/** A component that a model has, with the words that fall short of it. */
export interface Need {
  component: Component
  short: FidelityWord[]
}

/** What an award is held against: each component that the model has, or has partly; what the sources do not
 *  say of the model is asked of nobody. */
export function needsOf(model: ComponentAnswers): Need[] {
  return components.flatMap((component) => {
    const short = shortOf(answerOf(model, component))
    return short.length === 0 ? [] : [{ component, short }]
  })
}

function shortOf(answer: ComponentAnswer | null): FidelityWord[] {
  if (answer === 'yes') return fidelityWords.filter((word) => word !== 'in_place')
  return answer === 'partly' ? ['absent'] : []
}

/** An officer's last word on a component. */
export interface StandingWord {
  component: Component
  word: FidelityWord
  periodEnd: string
  ratedBy: string
}

/** What was last said of each component that a model has; null: nothing. */
export function heldAgainst(words: readonly StandingWord[], needs: readonly Need[]) {
  return needs.map(({ component, short }) => {
    const said = words.find((one) => one.component === component) ?? null
    return { component, said, isShort: said !== null && short.includes(said.word) }
  })
}

export const replicationLists = ['short', 'unrated'] as const
export type ReplicationList = (typeof replicationLists)[number]

/** Two different things, never one list: what an officer found missing, and what nobody has looked at. */
export const replicationListLabels = {
  short: 'Rated short of the model',
  unrated: 'Not rated on every component',
} satisfies Record<ReplicationList, string>

export interface ReplicationFilters {
  list: ReplicationList
  origin: Origin
  sector: string | null
  stream: string | null
  state: string | null
  /** Dollars, both ends included; an award whose amount is not in the sources is in no range. */
  from: string | null
  to: string | null
}

/** Whatever an address does not say or cannot mean falls back to all awards from sources. */
export function readReplicationFilters(params: URLSearchParams): ReplicationFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^[\w-]{1,60}$/.test(given) ? given : null
  }
  const dollars = (name: string) => {
    const parsed = parseMoney(params.get(name)?.trim() ?? '', { negative: false })
    return parsed.ok ? parsed.amount : null
  }
  return {
    list: replicationLists.find((one) => one === params.get('list')) ?? 'short',
    origin: params.get('origin') === 'sample' ? 'sample' : 'sources',
    sector: code('sector'),
    stream: code('stream'),
    state: code('state'),
    from: dollars('from'),
    to: dollars('to'),
  }
}

/** The shortest query that asks for the same. */
export function replicationQuery({ list, origin, ...where }: ReplicationFilters) {
  return {
    ...(list === 'unrated' && { list }),
    ...(origin === 'sample' && { origin }),
    ...where,
  }
}
