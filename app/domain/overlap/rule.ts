import { daysBetween } from '../dates.ts'
import type { Population, Reach, Service } from './reach.ts'

/** What a pair of awards can be found to be, mildest first. They nest, and none is bad by itself: the meaning
 *  of each is paraphrased from GAO-15-49SP, rule and thresholds are a choice of this tracker. */
export const overlapLevels = [
  'possible_overlap',
  'fragmentation',
  'overlap',
  'duplication',
] as const
export type OverlapLevel = (typeof overlapLevels)[number]

export const overlapLevelLabels = {
  possible_overlap: 'Possible overlap',
  fragmentation: 'Fragmentation',
  overlap: 'Overlap',
  duplication: 'Duplication',
} satisfies Record<OverlapLevel, string>

export const overlapLevelMeanings = {
  possible_overlap:
    'One sector in one place. Whether the same is done for the same people is not recorded.',
  fragmentation: 'Two agencies work in the same sector and place.',
  overlap: 'One sector and place, and much the same services or the same people.',
  duplication: 'Nearly the same services for the same people in the same place and time.',
} satisfies Record<OverlapLevel, string>

/** The thresholds of the rule. A finding keeps the version it was judged by. */
export const overlapRule = {
  version: 1,
  /** Days that two periods must have in common, both ends counted. */
  days: 90,
  place: { same: 1, oneStatewide: 0.6, stateOnly: 0.3 },
  /** What the general public, as the only population of one side, is taken to match. */
  generalPublic: 0.5,
  fragmentation: { sector: 0.5, place: 0.3 },
  overlap: { sector: 0.5, place: 0.6, either: 0.5 },
  duplication: { place: 1, services: 0.75, populations: 0.75, ofShorterPeriod: 0.5 },
  weights: { place: 0.25, sector: 0.2, services: 0.3, populations: 0.25 },
} as const

/** An award as the rule reads it. */
export interface JudgedAward extends Reach {
  id: number
  agency: string
  sectors: readonly string[]
  /** States it names, by postal code. */
  states: readonly string[]
  start: string | null
  end: string | null
  /** Awards of which it is a subaward. */
  under: readonly number[]
}

export interface OverlapFinding {
  level: OverlapLevel
  /** 0 to 100 with two decimals; null where services or populations are not recorded. */
  score: number | null
  dataIncomplete: boolean
  /** L, S, V and B' of the rule, each 0 to 1. */
  place: number
  sectorShare: number
  serviceShare: number | null
  populationShare: number | null
  /** Days in common; null where a period is not known. */
  days: number | null
  sharedStates: string[]
  sharedCounties: string[]
  sharedSectors: string[]
  sharedServices: Service[]
  sharedPopulations: Population[]
}

/** Judges an unordered pair of awards; null where nothing is found. The same whichever is named first and in
 *  whatever order their lists are. */
export function judgePair(one: JudgedAward, other: JudgedAward): OverlapFinding | null {
  if (one.id === other.id || one.under.includes(other.id) || other.under.includes(one.id))
    return null
  const period = periodInCommon(one, other)
  if (period && period.days < overlapRule.days) return null
  const where = placeInCommon(one, other)
  const sharedSectors = common(one.sectors, other.sectors)
  const sectorShare = ofSmaller(sharedSectors, one.sectors, other.sectors)
  if (where.place === 0 || sectorShare === 0) return null
  const serviceShare = jaccard(one.services, other.services)
  const populationShare = populationsInCommon(one.populations, other.populations)
  const shares = { place: where.place, sectorShare, serviceShare, populationShare }
  const level = levelOf(
    { ...shares, ofShorter: period?.ofShorter ?? 0 },
    one.agency !== other.agency,
  )
  if (level === null) return null
  return {
    level,
    score: scoreOf(shares),
    dataIncomplete: period === null || serviceShare === null || populationShare === null,
    ...shares,
    days: period?.days ?? null,
    sharedStates: where.states,
    sharedCounties: where.counties,
    sharedSectors,
    sharedServices: common(one.services, other.services),
    sharedPopulations: common(one.populations, other.populations),
  }
}

interface Shares {
  place: number
  sectorShare: number
  serviceShare: number | null
  populationShare: number | null
}

/** The highest level whose line of the rule holds. */
function levelOf(
  { place, sectorShare, serviceShare, populationShare, ofShorter }: Shares & { ofShorter: number },
  twoAgencies: boolean,
): OverlapLevel | null {
  const { fragmentation, overlap, duplication } = overlapRule
  const isFragmented =
    twoAgencies && sectorShare >= fragmentation.sector && place >= fragmentation.place
  const isNear = sectorShare >= overlap.sector && place >= overlap.place
  if (serviceShare === null || populationShare === null) {
    if (isFragmented) return 'fragmentation'
    return isNear ? 'possible_overlap' : null
  }
  const isOverlap = isNear && (serviceShare >= overlap.either || populationShare >= overlap.either)
  const isDuplication =
    isOverlap &&
    place >= duplication.place &&
    serviceShare >= duplication.services &&
    populationShare >= duplication.populations &&
    ofShorter >= duplication.ofShorterPeriod
  if (isDuplication) return 'duplication'
  if (isOverlap) return 'overlap'
  return isFragmented ? 'fragmentation' : null
}

function scoreOf({ place, sectorShare, serviceShare, populationShare }: Shares): number | null {
  if (serviceShare === null || populationShare === null) return null
  const { weights } = overlapRule
  const whole =
    weights.place * place +
    weights.sector * sectorShare +
    weights.services * serviceShare +
    weights.populations * populationShare
  return Math.round(whole * 10_000) / 100
}

/** Days that two periods share, both ends counted, and their part of the shorter one; null where a period is
 *  not known. */
function periodInCommon(one: JudgedAward, other: JudgedAward) {
  if (!one.start || !one.end || !other.start || !other.end) return null
  const from = one.start > other.start ? one.start : other.start
  const to = one.end < other.end ? one.end : other.end
  const days = Math.max(0, daysBetween(from, to) + 1)
  const shorter = Math.min(
    daysBetween(one.start, one.end) + 1,
    daysBetween(other.start, other.end) + 1,
  )
  return { days, ofShorter: days / shorter }
}

/** L of the rule: the highest value over the states that both work in. */
function placeInCommon(one: JudgedAward, other: JudgedAward) {
  const { same, oneStatewide, stateOnly } = overlapRule.place
  const counties = common(one.counties, other.counties)
  const places =
    one.nationwide && other.nationwide ? [same] : statesInCommon(one, other).map(placeIn)
  function placeIn(usps: string): number {
    const wholes = [one, other].filter((award) => covers(award, usps)).length
    if (wholes === 2) return same
    return wholes === 1 ? oneStatewide : stateOnly
  }
  const place = counties.length > 0 ? same : Math.max(0, ...places)
  return { place, counties, states: statesInCommon(one, other) }
}

const covers = (award: JudgedAward, usps: string) =>
  award.nationwide || award.statewide.includes(usps)

/** A nationwide award is in every state that the other names. */
function statesInCommon(one: JudgedAward, other: JudgedAward): string[] {
  const named = (award: JudgedAward) => [...award.states, ...award.statewide]
  if (one.nationwide && other.nationwide) return common(named(one), named(other))
  if (one.nationwide) return common(named(other), named(other))
  if (other.nationwide) return common(named(one), named(one))
  return common(named(one), named(other))
}

/** B' of the rule; null where a list is not recorded. */
function populationsInCommon(
  one: readonly Population[],
  other: readonly Population[],
): number | null {
  if (one.length === 0 || other.length === 0) return null
  const isPublic = (list: readonly Population[]) =>
    list.every((population) => population === 'general_public')
  if (isPublic(one) !== isPublic(other)) return overlapRule.generalPublic
  return ofSmaller(common(one, other), one, other)
}

/** V of the rule; null where a list is not recorded. */
function jaccard(one: readonly string[], other: readonly string[]): number | null {
  if (one.length === 0 || other.length === 0) return null
  return common(one, other).length / new Set([...one, ...other]).size
}

function ofSmaller(
  shared: readonly string[],
  one: readonly string[],
  other: readonly string[],
): number {
  const smaller = Math.min(new Set(one).size, new Set(other).size)
  return smaller === 0 ? 0 : shared.length / smaller
}

/** What is in both, once each and in one order. */
function common<Word extends string>(one: readonly Word[], other: readonly Word[]): Word[] {
  return [...new Set(one.filter((word) => other.includes(word)))].sort()
}

/** What the rule read of an award, in one form whatever the order of its lists: a decision stands as long as
 *  this stays the same for both awards. */
export function readOf(award: JudgedAward): string {
  const list = (words: readonly string[]) => [...new Set(words)].sort()
  return JSON.stringify([
    award.agency,
    list(award.sectors),
    list(award.states),
    award.nationwide,
    list(award.statewide),
    list(award.counties),
    list(award.services),
    list(award.populations),
    award.start,
    award.end,
  ])
}
