import { type Judged, directionOf } from './finding.ts'
import { type ClearLevel, clearLevels } from './library.ts'

/** What a model's evidence amounts to, worst first. */
const modelLevels = ['none', ...clearLevels] as const
export type ModelLevel = (typeof modelLevels)[number]

export const modelLevelLabels = {
  none: 'No rated finding',
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
} satisfies Record<ModelLevel, string>

/** The rule in words, beside every level that it makes. */
export const modelLevelRule =
  'The best CLEAR rating among a model’s favorable, significant earnings findings, its own and those of its sites.'

/**
 * The level of evidence of a model, from its findings and those of its sites: the best rating CLEAR gave a
 * favorable earnings finding that is significant at 5 percent. Exploratory findings do not count.
 */
export function modelLevel(
  findings: readonly (Judged & { clearLevel: ClearLevel | null; exploratory: boolean | null })[],
): ModelLevel {
  const rated = findings.filter(
    (finding) =>
      finding.outcomeDomain === 'earnings' &&
      finding.exploratory !== true &&
      directionOf(finding) === 'favorable',
  )
  return modelLevels.findLast((level) => rated.some((one) => one.clearLevel === level)) ?? 'none'
}
