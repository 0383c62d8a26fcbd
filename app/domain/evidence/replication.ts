import type { AwardStatus } from '../award.ts'
import type { Origin } from '../award_list.ts'
import { parseMoney } from '../money.ts'
import { type Population, populationLabels } from '../overlap/reach.ts'
import { formatNumber } from '../share.ts'
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

/** Whether an award is like the model in one respect; what either does not say is unknown, never unlike. */
export const likenesses = ['alike', 'unlike', 'unknown'] as const
export type Likeness = (typeof likenesses)[number]

/** Which awards are asked for in one respect. */
export const likenessFilters = ['fits', 'alike', 'unknown', 'any'] as const
export type LikenessFilter = (typeof likenessFilters)[number]

export const likenessFilterLabels = {
  fits: 'Alike, or not known',
  alike: 'Alike',
  unknown: 'Not known',
  any: 'Any, the unlike too',
} satisfies Record<LikenessFilter, string>

/** Whom a model was tested with, and how many. */
export interface Tried {
  populations: readonly Population[]
  /** People in the analyses of its effects and those of its sites; null: the sources give none. */
  people: { least: number; most: number } | null
}

/** An award is of a model's scale from half the fewest to twice the most people it was tested with. */
export const scaleSpan = 2

export function populationLikeness(
  serves: readonly Population[],
  { populations }: Pick<Tried, 'populations'>,
): Likeness {
  if (serves.length === 0 || populations.length === 0) return 'unknown'
  return serves.some((one) => populations.includes(one)) ? 'alike' : 'unlike'
}

/** `planned` is the award's own target of people, a decimal; null: none is recorded. */
export function scaleLikeness(planned: string | null, { people }: Pick<Tried, 'people'>): Likeness {
  if (planned === null || people === null) return 'unknown'
  const size = Number(planned)
  return size >= people.least / scaleSpan && size <= people.most * scaleSpan ? 'alike' : 'unlike'
}

/** Whom an award serves, and which of them the model was made for. */
export function populationReason(
  serves: readonly Population[],
  tried: Pick<Tried, 'populations'>,
): string {
  const named = (these: readonly Population[]) =>
    these.map((one) => populationLabels[one].toLowerCase()).join(', ')
  switch (populationLikeness(serves, tried)) {
    case 'alike':
      return `serves ${named(serves.filter((one) => tried.populations.includes(one)))}, as the model does`
    case 'unlike':
      return `serves ${named(serves)}; the model ${named(tried.populations)}`
    case 'unknown':
      return serves.length === 0
        ? 'not known: nobody recorded whom the award serves'
        : 'not known: the sources do not say whom the model serves'
  }
}

/** How many people an award plans for, beside how many the model was tested with. */
export function scaleReason(planned: string | null, tried: Pick<Tried, 'people'>): string {
  if (planned === null) return 'not known: the award has no target of people'
  const plans = `plans for ${formatNumber(planned)} people`
  if (tried.people === null) return `${plans}; how many the model was tested with is not known`
  const { least, most } = tried.people
  const range =
    least === most
      ? formatNumber(String(most))
      : `${formatNumber(String(least))} to ${formatNumber(String(most))}`
  return `${plans}; the model was tested with ${range}`
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
  population: LikenessFilter
  scale: LikenessFilter
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
  const likeness = (name: string) =>
    likenessFilters.find((one) => one === params.get(name)) ?? 'fits'
  return {
    list: replicationLists.find((one) => one === params.get('list')) ?? 'short',
    origin: params.get('origin') === 'sample' ? 'sample' : 'sources',
    sector: code('sector'),
    stream: code('stream'),
    state: code('state'),
    from: dollars('from'),
    to: dollars('to'),
    population: likeness('population'),
    scale: likeness('scale'),
  }
}

/** The shortest query that asks for the same. */
export function replicationQuery(filters: ReplicationFilters) {
  const { list, origin, population, scale, ...where } = filters
  return {
    ...(list === 'unrated' && { list }),
    ...(origin === 'sample' && { origin }),
    ...(population !== 'fits' && { population }),
    ...(scale !== 'fits' && { scale }),
    ...where,
  }
}
