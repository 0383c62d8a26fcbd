/** Whether an amount is in dollars of a year, of each year, or of nobody knows; none is not money. */
export const priceBases = ['real', 'nominal', 'unknown', 'none'] as const
export type PriceBasis = (typeof priceBases)[number]

/** What a published finding is; only effects from trials and comparisons meet in a pool. */
export type FindingKind = 'effect' | 'level' | 'before_after' | 'review'

/** What decides whether a finding may be pooled with others. */
export interface PoolCandidate {
  id: string
  kind: FindingKind
  /** The samples its people belong to; a pooled finding has several. */
  samples: readonly string[]
  /** One word for one scale and time, as 'usd_per_year' or 'percentage_points'. */
  unit: string
  priceBasis: PriceBasis
  priceYear: number | null
  /** On everyone offered the program, or on those who took part. */
  of: 'offered' | 'participants'
  /** Since assignment, in one unit of time for all; null where the source does not say. */
  followUp: number | null
  estimate: number | null
  /** Null where neither published nor back-solved. */
  standardError: number | null
}

export interface PoolRefusal {
  /** The findings that stand in the way. */
  ids: readonly string[]
  rule: string
  /** What whoever asks can do about it, where that is more than to ask something else. */
  mend?: 'confirm' | 'price_year'
}

/**
 * Why findings may not be pooled, in order of what to mend first; empty when they may. Amounts pool
 * within one price year; those of unknown or nominal prices only among themselves and `confirmed`.
 */
export function poolRefusals(
  candidates: readonly PoolCandidate[],
  { confirmed }: { confirmed: boolean },
): PoolRefusal[] {
  const first = candidates[0]
  if (!first) return [{ ids: [], rule: 'Choose at least one finding.' }]
  const where = (isWrong: (one: PoolCandidate) => boolean, rule: string): PoolRefusal[] => {
    const ids = candidates.filter(isWrong).map(({ id }) => id)
    return ids.length > 0 ? [{ ids, rule }] : []
  }
  const money = candidates.filter(({ priceBasis }) => priceBasis !== 'none')
  return [
    ...where(({ kind }) => kind === 'level', 'A cost or another level is not an effect.'),
    ...where(
      ({ kind }) => kind === 'before_after',
      'A change from before to after has no comparison group, so it is not an effect.',
    ),
    ...where(
      ({ kind }) => kind === 'review',
      'A review already holds other studies, so it is not pooled with them.',
    ),
    ...where(({ estimate }) => estimate === null, 'The effect is not in the sources.'),
    ...where(({ standardError }) => standardError === null, 'The standard error is not known.'),
    ...where(
      ({ standardError }) => standardError !== null && !(standardError > 0),
      'A standard error is above 0.',
    ),
    ...unlike(candidates, ({ unit }) => unit, 'Effects in different units cannot be pooled'),
    ...unlike(
      candidates,
      ({ of }) => (of === 'offered' ? 'everyone offered it' : 'those who took part'),
      'Effects on different people are never mixed',
    ),
    ...priceRefusals(money, confirmed),
    ...overlapRefusals(candidates),
  ]
}

function priceRefusals(money: readonly PoolCandidate[], confirmed: boolean): PoolRefusal[] {
  const bases = unlike(
    money,
    ({ priceBasis }) => priceBasis,
    'Amounts on different price bases cannot be pooled',
  )
  const inOneYear = (refusal: PoolRefusal): PoolRefusal => ({ ...refusal, mend: 'price_year' })
  if (bases.length > 0) {
    return money.some(({ priceBasis }) => priceBasis === 'real') ? bases.map(inOneYear) : bases
  }
  const [first] = money
  if (!first) return []
  if (first.priceBasis === 'real') {
    return unlike(
      money,
      ({ priceYear }) => (priceYear === null ? 'no year' : String(priceYear)),
      'Amounts of different price years are put into one year first',
    ).map(inOneYear)
  }
  if (confirmed || money.length < 2) return []
  const rule =
    first.priceBasis === 'unknown'
      ? 'The sources do not say in which year’s dollars these amounts are. Confirm that you pool them all the same.'
      : 'These amounts are in the dollars of their own years. Confirm that you pool them all the same.'
  return [{ ids: money.map(({ id }) => id), rule, mend: 'confirm' }]
}

/** One refusal naming the kinds where there are several. */
function unlike(
  candidates: readonly PoolCandidate[],
  kindOf: (one: PoolCandidate) => string,
  rule: string,
): PoolRefusal[] {
  const kinds = [...new Set(candidates.map(kindOf))]
  if (kinds.length < 2) return []
  return [{ ids: candidates.map(({ id }) => id), rule: `${rule}: ${kinds.join(', ')}.` }]
}

function overlapRefusals(candidates: readonly PoolCandidate[]): PoolRefusal[] {
  return pairsSharing(candidates).flatMap(([one, other]) => {
    const rule = overlapRule(one, other)
    return rule ? [{ ids: [one.id, other.id], rule }] : []
  })
}

/** Every two findings that share a sample, in the order of the list; the others never meet, so that thousands
 *  of samples take no longer than their number. */
function pairsSharing(candidates: readonly PoolCandidate[]) {
  const places = new Map<string, number[]>()
  candidates.forEach(({ samples }, at) => {
    for (const sample of samples) places.set(sample, [...(places.get(sample) ?? []), at])
  })
  return candidates.flatMap((one, at) => {
    const later = one.samples.flatMap((sample) =>
      (places.get(sample) ?? []).filter((other) => other > at),
    )
    return [...new Set(later)]
      .sort((first, second) => first - second)
      .flatMap((other) => {
        const candidate = candidates[other]
        return candidate ? [[one, candidate] as const] : []
      })
  })
}

/** Why two findings count the same people twice; null when they do not. */
export function overlapRule(one: PoolCandidate, other: PoolCandidate): string | null {
  if (!one.samples.some((sample) => other.samples.includes(sample))) return null
  if (one.samples.length !== other.samples.length) {
    return 'One finding pools the sample of the other, so the same people would count twice.'
  }
  if (one.followUp !== null && one.followUp === other.followUp) {
    return one.estimate === other.estimate
      ? 'Both are the same people at the same time.'
      : 'Both are the same people at the same time, with different figures: choose one source.'
  }
  return 'Both are the same people at different times.'
}

export interface Choice {
  kept: readonly string[]
  /** Each with the finding kept instead and why both cannot be. */
  left: readonly { id: string; instead: string; rule: string }[]
  /** Findings on the same people at the same time that disagree: a person chooses. */
  conflicts: readonly (readonly [string, string])[]
}

/**
 * At most one finding for each sample, the latest follow-up first, so that nobody counts twice. Two
 * that disagree about the same people at the same time are left to a person, and neither is kept.
 */
export function onePerSample(candidates: readonly PoolCandidate[]): Choice {
  const latestFirst = candidates.toSorted(
    (one, other) => (other.followUp ?? -Infinity) - (one.followUp ?? -Infinity),
  )
  const conflicts = pairsSharing(latestFirst)
    .filter(([one, other]) => isConflict(one, other))
    .map(([one, other]) => [one.id, other.id] as const)
  const open = new Set(conflicts.flat())
  const kept: PoolCandidate[] = []
  // What is kept shares no sample, so that each sample leads to one of them.
  const keptAt = new Map<string, number>()
  const left: { id: string; instead: string; rule: string }[] = []
  for (const candidate of latestFirst) {
    if (open.has(candidate.id)) continue
    const places = candidate.samples.flatMap((sample) => keptAt.get(sample) ?? [])
    const rival = kept[Math.min(...places)]
    const rule = rival && overlapRule(rival, candidate)
    if (rule) left.push({ id: candidate.id, instead: rival.id, rule })
    else {
      for (const sample of candidate.samples) keptAt.set(sample, kept.length)
      kept.push(candidate)
    }
  }
  return { kept: kept.map(({ id }) => id), left, conflicts }
}

function isConflict(one: PoolCandidate, other: PoolCandidate): boolean {
  return (
    one.followUp !== null &&
    one.followUp === other.followUp &&
    one.estimate !== other.estimate &&
    one.samples.length === other.samples.length &&
    overlapRule(one, other) !== null
  )
}
