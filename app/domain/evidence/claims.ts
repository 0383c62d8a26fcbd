import { type Judged, directionOf, isSignificant } from './finding.ts'
import type { Expectation, ModelKind, Scale } from './library.ts'

/** How one finding stands to a claim. */
export const standings = ['confirms', 'refines', 'contradicts', 'restates'] as const
export type Standing = (typeof standings)[number]

export const standingLabels = {
  confirms: 'Confirms',
  refines: 'Refines',
  contradicts: 'Contradicts',
  restates: 'Restates',
} satisfies Record<Standing, string>

/** The rule, as the page that applies it says it. */
export const standingRules = {
  confirms:
    'the effect is significant at 5 percent in the direction the claim gives; or, where the claim names a figure, it is that figure within a tenth, within its range, or beyond its “more than”, and not known to be insignificant',
  refines:
    'the effect has another size, or is not significant, or its significance is not in the sources: the claim holds less widely than it sounds',
  contradicts: 'the effect is significant at 5 percent against the claim',
  restates: 'the finding was read in the claim’s own text, so it can neither confirm nor refute it',
} satisfies Record<Standing, string>

export interface Claim {
  shortTitle: string
  qualifier: string | null
  value: string | null
  valueTo: string | null
}

/** What a claim would have us find in one outcome domain. */
export interface Check {
  outcomeDomain: string
  /** Null: any. */
  scale: Scale | null
  /** 'none' is a follow-up that spans several windows; null: any. */
  windows: readonly string[] | null
  /** Null: any model. */
  models: readonly string[] | null
  expectation: Expectation
}

export interface Held extends Judged {
  model: string
  scale: Scale
  followUpWindow: string | null
  controlMean: string | null
  sourceDetail: string | null
}

/** Models by code with what they hold: a model its sites, a group the programs it speaks of. */
export type ModelTree = ReadonlyMap<
  string,
  { kind: ModelKind; parent: string | null; related: readonly string[] }
>

/** Every model that speaks for the named ones: themselves, programs of a group, sites of a model. */
export function modelsWithin(named: readonly string[], tree: ModelTree): Set<string> {
  const within = new Set(named)
  for (const code of named) {
    const model = tree.get(code)
    if (model?.kind === 'group') model.related.forEach((one) => within.add(one))
  }
  for (const [code, { parent }] of tree) if (parent && within.has(parent)) within.add(code)
  return within
}

/**
 * How a finding stands to a claim under one check; null when the check is not about it. Levels and
 * before-and-after figures speak to no claim about an effect.
 */
export function standsTo(
  finding: Held,
  claim: Claim,
  check: Check,
  models: ReadonlySet<string> | null,
): Standing | null {
  if (finding.kind === 'level' || finding.kind === 'before_after') return null
  if (finding.outcomeDomain !== check.outcomeDomain) return null
  if (models && !models.has(finding.model)) return null
  if (check.windows && !check.windows.includes(finding.followUpWindow ?? 'none')) return null
  const size = sizeOn(finding, check.scale)
  if (size === null) return null
  if (finding.sourceDetail?.startsWith(claim.shortTitle)) return 'restates'
  const direction = directionOf(finding)
  switch (check.expectation) {
    case 'figure':
      if (isTheFigure(size, claim) && isSignificant(finding) !== false) return 'confirms'
      return direction === 'unfavorable' ? 'contradicts' : 'refines'
    case 'increase':
      if (finding.kind === 'review') return size > 0 ? 'confirms' : 'refines'
      if (direction === 'favorable') return 'confirms'
      return direction === 'unfavorable' ? 'contradicts' : 'refines'
    case 'no_increase':
      if (isSignificant(finding) === false) return 'confirms'
      return direction === 'favorable' ? 'contradicts' : 'refines'
  }
}

/** The impact on a scale: as published, or as a share of the control mean; null where it has none there. */
export function sizeOn(
  finding: Pick<Held, 'impact' | 'scale' | 'controlMean'>,
  scale: Scale | null,
): number | null {
  if (scale === null || finding.scale === scale) return Number(finding.impact)
  const base = Number(finding.controlMean ?? 0)
  if (scale !== 'percent_of_control' || !(base > 0)) return null
  return (100 * Number(finding.impact)) / base
}

/** Whether a size is what a claim says: within its range, beyond its bound, or within a tenth of it. */
export function isTheFigure(size: number, { qualifier, value, valueTo }: Claim): boolean {
  const low = Number(value)
  if (value === null || !Number.isFinite(low)) return false
  if (valueTo !== null) return size >= low && size <= Number(valueTo)
  if (qualifier === 'more than' || qualifier === 'greater than' || qualifier === 'over') {
    return size > low
  }
  return Math.abs(size - low) <= Math.abs(low) / 10
}
