/** How much is known about a question in a sector, from nothing to contested. */
export const cellLevels = [0, 1, 2, 3, 4, 5, 6] as const
export type CellLevel = (typeof cellLevels)[number]

export const cellLevelLabels = {
  0: 'None',
  1: 'Planned',
  2: 'Descriptive',
  3: 'Suggestive',
  4: 'Single causal',
  5: 'Replicated',
  6: 'Contested',
} satisfies Record<CellLevel, string>

/** The rule behind each level. */
export const cellLevelRules = {
  0: 'no linked study in the sources read',
  1: 'a linked study that has not reported yet',
  2: 'only findings without a comparison',
  3: 'a causal finding that is exploratory, rated low, or without its error and p value',
  4: 'at least one confirmatory finding rated moderate or high',
  5: 'two independent samples or more with the same sign, at least one significant at 5 percent',
  6: 'confirmatory findings that contradict each other, or differences too large to agree on a sign',
} satisfies Record<CellLevel, string>

/** The level a number stands for; null for any other. */
export function cellLevel(level: number | null): CellLevel | null {
  return cellLevels.find((one) => one === level) ?? null
}

/**
 * How wide a gap is, 0 to 1: what is missing up to a replicated answer. A contested question is as open as
 * its contradiction, so it counts as a single causal one; an unjudged one has no score. Priorities are not
 * set, so every question weighs the same.
 */
export function gapScore(level: CellLevel | null): number | null {
  if (level === null) return null
  const known = level === 6 ? 4 : level
  return (5 - known) / 5
}
