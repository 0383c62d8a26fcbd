/** What a list of awards can be added up by. */
export const awardGroupings = ['stream', 'program', 'sector', 'state', 'officer', 'risk'] as const
export type AwardGrouping = (typeof awardGroupings)[number]

export const awardGroupingLabels = {
  stream: 'Stream',
  program: 'Program',
  sector: 'Sector',
  state: 'State',
  officer: 'Program officer',
  risk: 'Risk',
} satisfies Record<AwardGrouping, string>

/** What the awards of no group are called. */
export const ungroupedLabels = {
  stream: 'No stream',
  program: 'No program',
  sector: 'Sector not in the sources',
  state: 'State not in the sources',
  officer: 'No program officer',
  risk: 'No tier, or not yours to follow',
} satisfies Record<AwardGrouping, string>

/** Groupings in which an award may stand several times. */
export const overlapping: readonly AwardGrouping[] = ['sector', 'state', 'risk']
