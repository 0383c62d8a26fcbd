/** The ladder of a study, in the order of learning; none must be passed for its own sake. */
export const stages = [
  'knowledge',
  'formative',
  'implementation',
  'evaluability',
  'outcomes',
  'qed',
  'pilot_rct',
  'rct',
  'cost',
  'replication',
] as const
export type Stage = (typeof stages)[number]

export const stageLabels = {
  knowledge: 'Knowledge building',
  formative: 'Formative study',
  implementation: 'Implementation study',
  evaluability: 'Evaluability and site identification',
  outcomes: 'Outcomes study',
  qed: 'Quasi-experimental impact study',
  pilot_rct: 'Pilot randomized trial',
  rct: 'Randomized controlled trial',
  cost: 'Cost and benefit-cost study',
  replication: 'Replication and scale',
} satisfies Record<Stage, string>

/** A stage record of a study; several may be open at once. */
export const stageStates = ['planned', 'open', 'closed'] as const
export type StageState = (typeof stageStates)[number]

export const stageStateLabels = {
  planned: 'Planned',
  open: 'Open',
  closed: 'Closed',
} satisfies Record<StageState, string>

/** The stage an address names, or null. */
export function stageNamed(text: string | undefined): Stage | null {
  return stages.find((stage) => stage === text) ?? null
}
