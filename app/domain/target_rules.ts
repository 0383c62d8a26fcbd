import { formatPercent, shareOf } from './share.ts'

/** A target as an award sets it; `value` is an exact decimal, a rate a share from 0 to 1. */
export interface SetTarget {
  code: string
  name: string
  valueType: string
  direction: 'higher' | 'lower' | 'context'
  target: string
}

/** Of each pair the first cannot be more than the second, by what the indicators count. */
const atMost: readonly (readonly [part: string, whole: string])[] = [
  ['GJC_ADMITTED', 'GJC_RECRUITED'],
  ['GJC_ENROLLED', 'GJC_ADMITTED'],
  ['GJC_COMPLETED', 'GJC_ENROLLED'],
  ['GJC_PLACED', 'GJC_ENROLLED'],
  ['GJC_PLACED', 'GJC_COMPLETED'],
  ['WIOA_EXITERS', 'WIOA_PARTICIPANTS'],
  ['WIOA_EMPLOYED_Q2', 'WIOA_EXITERS'],
  ['WIOA_EMPLOYED_Q4', 'WIOA_EXITERS'],
]

/** What cannot be met, or cannot be judged, of an award's targets: a sentence each, by indicator. */
export function targetFlaws(
  targets: readonly SetTarget[],
  { periodEnd }: { periodEnd: string | null },
): Map<string, string[]> {
  const flaws = new Map<string, string[]>()
  const say = (code: string, sentence: string) =>
    flaws.set(code, [...(flaws.get(code) ?? []), sentence])
  for (const target of targets) {
    const value = Number(target.target)
    if (target.valueType === 'rate' && value > 1)
      say(target.code, 'Impossible: a rate above 100 %.')
    if (value === 0 && target.direction === 'higher') {
      say(target.code, 'Vague: a target of 0 is met by doing nothing.')
    }
    if (periodEnd === null) say(target.code, 'Vague: the award has no last day to meet it by.')
  }
  for (const [part, whole] of atMost) {
    const first = targets.find(({ code }) => code === part)
    const second = targets.find(({ code }) => code === whole)
    if (!first || !second || Number(first.target) <= Number(second.target)) continue
    say(part, `Impossible: more than “${second.name}”, of which it is a part.`)
  }
  return flaws
}

/** What similar awards came to, for one target. */
export interface SimilarAwards {
  awards: number
  inSector: number
  quartiles: string[] | null
}

/** What stands under each target: what is wrong with it, and what similar awards came to. */
export function judgedTargets(
  targets: readonly (SetTarget & { similar: SimilarAwards })[],
  award: { periodEnd: string | null },
): { code: string; flaws: string[]; similar: string }[] {
  const flaws = targetFlaws(targets, award)
  return targets.map(({ code, valueType, similar }) => ({
    code,
    flaws: flaws.get(code) ?? [],
    similar: similarWords(similar, valueType),
  }))
}

function similarWords({ awards, inSector, quartiles }: SimilarAwards, valueType: string): string {
  if (!quartiles) {
    return `Too few to compare: ${awards === 1 ? '1 award' : `${awards} awards`} of this program ended with an accepted figure.`
  }
  const shown = (value: string) =>
    valueType === 'rate' ? (formatPercent(shareOf(value, '1'), 1) ?? value) : value
  const [low = '', middle = '', high = ''] = quartiles.map(shown)
  const unit = valueType === 'count' || valueType === 'usd' ? ' % of target' : ''
  return `Of ${awards} awards of this program that ended last (${inSector} in a shared sector), half came to ${low} to ${high}${unit}; the middle one to ${middle}.`
}
