import { type Judged, isSignificant } from './finding.ts'
import { type FollowUpWindow, followUpWindows } from './library.ts'

/** The name of a published study as its address has it: 'Fein & Hamadyk 2018' is fein-hamadyk-2018. */
export function studyKey(study: string): string {
  return study
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120)
}

/** Columns of what a study measured; the last holds what covers several windows or none. */
export const measuredWindows = [...followUpWindows, 'other'] as const
export type MeasuredWindow = FollowUpWindow | 'other'

interface Measured extends Judged {
  followUpWindow: FollowUpWindow | null
}

/** The findings of a study by outcome and time, for each of the outcomes that the library knows: a cell
 *  without any was not measured, or is not in the sources. */
export function measuredBy<Finding extends Measured>(
  findings: readonly Finding[],
  outcomes: readonly string[],
) {
  return outcomes.map((outcome) => ({
    outcome,
    cells: measuredWindows.map((window) => ({
      window,
      findings: findings.filter(
        (finding) =>
          finding.outcomeDomain === outcome && (finding.followUpWindow ?? 'other') === window,
      ),
    })),
  }))
}

/** What a figure says of a difference, in a word or two. */
export function measuredWords(finding: Judged): string {
  if (finding.kind === 'level') return 'a level, not an effect'
  if (finding.kind === 'before_after') return 'before and after, not causal'
  if (finding.kind === 'review') return 'from a review'
  const significant = isSignificant(finding)
  if (significant === null) return 'significance not in the sources'
  return significant ? 'significant' : 'not significant'
}
