import type { RatingLevel } from './ratings.ts'

/** Two people rate a strategy independently, then one of the office says what stands. */
export const raterParts = ['first', 'second', 'final'] as const
export type RaterPart = (typeof raterParts)[number]

export const raterPartLabels = {
  first: 'First rater',
  second: 'Second rater',
  final: 'Final rating',
} satisfies Record<RaterPart, string>

export type BodyLevel = RatingLevel<'county_health'>

/** The classes somebody may choose, in the order of the system, worst first. */
export const bodyLevels = [
  'ineffective',
  'mixed',
  'insufficient',
  'expert_opinion',
  'some',
  'scientific',
] as const satisfies readonly BodyLevel[]

/** One person's word in one round of rating. */
export interface BodyRating {
  round: number
  part: RaterPart
  level: BodyLevel
  reason: string
  workedLevel: BodyLevel | null
  ruleSet: number
  ratedBy: string
  raterId: number
  ratedAt: Date
}

/** What a person may say next, given everything said so far. */
export type NextWord =
  | { may: 'rate'; round: number; part: 'first' | 'second' }
  | { may: 'settle'; round: number }
  | { may: 'wait'; round: number }

/** A round ends with its final rating; the next word begins another. Who gave the first rating waits for
 *  somebody else to give the second. */
export function nextWord(
  said: readonly Pick<BodyRating, 'round' | 'part' | 'raterId'>[],
  personId: number,
): NextWord {
  const round = Math.max(1, ...said.map((one) => one.round))
  const words = said.filter((one) => one.round === round)
  const has = (part: RaterPart) => words.some((one) => one.part === part)
  if (has('final')) return { may: 'rate', round: round + 1, part: 'first' }
  if (has('second')) return { may: 'settle', round }
  if (!has('first')) return { may: 'rate', round, part: 'first' }
  const isFirst = words.some(({ raterId }) => raterId === personId)
  return isFirst ? { may: 'wait', round } : { may: 'rate', round, part: 'second' }
}

/** Whether a person may read one rating: whoever is still to rate reads no other word of the round, so that two
 *  ratings are independent. */
export function readsWord(
  word: Pick<BodyRating, 'round' | 'part'>,
  next: NextWord,
  isRater: boolean,
): boolean {
  return !(isRater && next.may === 'rate' && next.part === 'second' && word.round === next.round)
}
