import { type StageState, stageStateLabels } from './stages.ts'

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

/** What each decision means at each side, as the choice says it. */
export const gateDecisionHints = {
  entry: {
    go: 'The stage opens.',
    redesign: 'The stage waits until the plan is changed.',
    no_go: 'The stage does not open.',
  },
  exit: {
    go: 'The stage closes; what it set out to show is shown.',
    redesign: 'The stage stays open until the plan is changed.',
    no_go: 'The stage stays open; its results do not carry what was to follow.',
  },
} satisfies Record<GateSide, Record<GateDecision, string>>

/** The side an address names, or null. */
export function gateSideNamed(text: string | undefined): GateSide | null {
  return gateSides.find((side) => side === text) ?? null
}

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

/** Why a gate cannot be proposed now; null when it can. Entry opens a planned stage, exit closes an open one. */
export function gateRefusal(gate: {
  side: GateSide
  stageState: StageState
  /** Whether a proposal for this gate still waits for its decision. */
  isProposed: boolean
  /** Whether people here work on the study; a record from public sources has none. */
  hasTeam: boolean
}): string | null {
  if (!gate.hasTeam) {
    return 'This study is a record from public sources. Nobody here works on it, so no gate is decided here.'
  }
  if (gate.isProposed) return 'A proposal for this gate waits for the director.'
  const needed = gate.side === 'entry' ? 'planned' : 'open'
  if (gate.stageState === needed) return null
  const is = stageStateLabels[gate.stageState].toLowerCase()
  return gate.side === 'entry'
    ? `This stage is already ${is}.`
    : `This stage is ${is}; only an open stage can be closed.`
}

/** What a decision makes of the stage: go opens it at its entry and closes it at its exit. */
export function stageAfter(
  side: GateSide,
  decision: GateDecision,
  stageState: StageState,
): StageState {
  if (decision !== 'go') return stageState
  return side === 'entry' ? 'open' : 'closed'
}
