/** A stage opens at its entry gate and closes at its exit gate. */
export const gateSides = ['entry', 'exit'] as const
export type GateSide = (typeof gateSides)[number]

export const gateSideLabels = {
  entry: 'Entry: opens the stage',
  exit: 'Exit: closes the stage',
} satisfies Record<GateSide, string>

export const gateDecisions = ['go', 'redesign', 'no_go'] as const
export type GateDecision = (typeof gateDecisions)[number]

export const gateDecisionLabels = {
  go: 'Go',
  redesign: 'Redesign',
  no_go: 'No-go',
} satisfies Record<GateDecision, string>

/** Who proposes a gate does not decide it. Null, or the sentence that says so. People are by id. */
export function mayDecideGate({
  proposedBy,
  decider,
}: {
  proposedBy: number
  decider: number
}): string | null {
  return proposedBy === decider ? 'You proposed this gate, so someone else must decide it.' : null
}
