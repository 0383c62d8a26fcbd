import { may, type Right, type Role } from '../access.ts'

export const milestoneStates = [
  'planned',
  'in_progress',
  'evidence_submitted',
  'accepted',
  'waived',
  'superseded',
] as const
export type MilestoneState = (typeof milestoneStates)[number]

export const milestoneStateLabels = {
  planned: 'Planned',
  in_progress: 'In progress',
  evidence_submitted: 'Evidence submitted',
  accepted: 'Accepted',
  waived: 'Waived',
  superseded: 'Superseded',
} satisfies Record<MilestoneState, string>

/** What the milestones outside a stage are about, in the order a study meets them. */
export const topics = [
  'governance',
  'design',
  'clearances',
  'data_access',
  'dissemination',
] as const
export type Topic = (typeof topics)[number]

export const topicLabels = {
  governance: 'Governance',
  design: 'Design',
  clearances: 'Clearances',
  data_access: 'Access to data',
  dissemination: 'Dissemination',
} satisfies Record<Topic, string>

/** Accepted, waived and superseded are final. */
export const isFinal = (state: MilestoneState) =>
  state === 'accepted' || state === 'waived' || state === 'superseded'

/** What a move may depend on besides the state. */
export interface MilestoneFacts {
  state: MilestoneState
  /** The role that records it, of the milestone's row. */
  role: string
  /** Whoever submitted the evidence now under review, and in which role; null before. */
  submittedBy: number | null
  submittedRole: string | null
  /** The prerequisites with their states. */
  prerequisites: readonly { code: string; state: MilestoneState }[]
}

export interface MilestoneMove {
  readonly name: string
  readonly event: `milestone.${string}`
  readonly label: string
  readonly right: Right
  readonly from: readonly MilestoneState[]
  readonly to: MilestoneState
  /** Whether the person must say why. */
  readonly reason: boolean
  /** Null, or the sentence that is the disabled button's reason and the refusal of the server. */
  readonly needs?: (milestone: MilestoneFacts, actor: MilestoneActor) => string | null
}

export interface MilestoneActor {
  role: Role
  personId: number
}

const open = ['planned', 'in_progress', 'evidence_submitted'] as const

export const milestoneMoves = [
  {
    name: 'start',
    event: 'milestone.started',
    label: 'Start work',
    right: 'milestone.submit',
    from: ['planned'],
    to: 'in_progress',
    reason: false,
    needs: recordedBy,
  },
  {
    name: 'submit',
    event: 'milestone.submitted',
    label: 'Submit evidence',
    right: 'milestone.submit',
    from: ['in_progress'],
    to: 'evidence_submitted',
    reason: false,
    needs: recordedBy,
  },
  {
    name: 'accept',
    event: 'milestone.accepted',
    label: 'Accept evidence',
    right: 'milestone.accept',
    from: ['evidence_submitted'],
    to: 'accepted',
    reason: false,
    needs: (milestone, actor) =>
      mayAccept(milestone, actor) ?? prerequisitesDone(milestone.prerequisites),
  },
  {
    name: 'send_back',
    event: 'milestone.sent_back',
    label: 'Send back',
    right: 'milestone.accept',
    from: ['evidence_submitted'],
    to: 'in_progress',
    reason: true,
    needs: mayAccept,
  },
  {
    name: 'waive',
    event: 'milestone.waived',
    label: 'Waive',
    right: 'milestone.accept',
    from: open,
    to: 'waived',
    reason: true,
    needs: evaluationOfficersOnly,
  },
  {
    name: 'supersede',
    event: 'milestone.superseded',
    label: 'Mark as superseded',
    right: 'milestone.accept',
    from: open,
    to: 'superseded',
    reason: true,
    needs: evaluationOfficersOnly,
  },
] as const satisfies readonly MilestoneMove[]

export type MilestoneMoveName = (typeof milestoneMoves)[number]['name']
export type MilestoneMoveEvent = (typeof milestoneMoves)[number]['event']

/** The moves that fit the milestone's state and the person's role, each with what stands in its way. */
export function openMilestoneMoves(milestone: MilestoneFacts, actor: MilestoneActor) {
  return milestoneMoves
    .filter((move) => may(actor.role, move.right) && startsAt(move, milestone.state))
    .map((move: MilestoneMove) => ({
      name: move.name as MilestoneMoveName,
      label: move.label,
      reason: move.reason,
      disabled: move.needs?.(milestone, actor) ?? null,
    }))
}

/** Why a move cannot be made: overtaken (answer 409) or unready (answer 422); null when it can. */
export function milestoneRefusal(
  name: MilestoneMoveName,
  milestone: MilestoneFacts,
  actor: MilestoneActor,
): { kind: 'overtaken' | 'unready'; sentence: string } | null {
  const move = milestoneMoveNamed(name)
  if (!startsAt(move, milestone.state)) {
    const state = milestoneStateLabels[milestone.state].toLowerCase()
    return {
      kind: 'overtaken',
      sentence: `This milestone is now ${state}, so this could not be done. Nothing was changed.`,
    }
  }
  const sentence = move.needs?.(milestone, actor) ?? null
  return sentence === null ? null : { kind: 'unready', sentence }
}

/** Why a milestone's forecast cannot be moved now; null when it can. */
export function forecastRefusal(state: MilestoneState): string | null {
  if (state === 'evidence_submitted') {
    return 'Its evidence waits for a decision. The date it names counts once it is accepted.'
  }
  if (!isFinal(state)) return null
  return `This milestone is ${milestoneStateLabels[state].toLowerCase()}, so its date is settled.`
}

export function milestoneMoveNamed(name: MilestoneMoveName): MilestoneMove {
  const move = milestoneMoves.find((candidate) => candidate.name === name)
  if (!move) throw new RangeError(`No move of a milestone is called ${name}`)
  return move
}

/** The state that a milestone's moves, oldest first, add up to; RangeError where one cannot follow. */
export function foldMilestone(events: readonly MilestoneMoveEvent[]): MilestoneState {
  return events.reduce<MilestoneState>((state, event) => {
    const move = milestoneMoves.find((candidate) => candidate.event === event)
    if (!move || !startsAt(move, state)) throw new RangeError(`${event} cannot follow ${state}`)
    return move.to
  }, 'planned')
}

function startsAt(move: MilestoneMove, state: MilestoneState) {
  return move.from.includes(state)
}

/** Who may record a milestone: agency matters an evaluation officer, the rest the study's evaluators. */
function recordedBy({ role }: MilestoneFacts, actor: MilestoneActor) {
  const agencyRecords = role === 'evaluation_officer'
  if (agencyRecords === (actor.role === 'evaluation_officer')) return null
  return agencyRecords
    ? 'An evaluation officer records this milestone.'
    : 'The study’s evaluators record this milestone.'
}

/** Who records a milestone, in words. What a grantee does, the evaluators record. */
export function recorderOf(role: string): string {
  return role === 'evaluation_officer' ? 'An evaluation officer' : 'The study’s evaluators'
}

/**
 * Who submits evidence does not accept it. What an evaluation officer submits, another evaluation
 * officer or the director accepts; everything else an evaluation officer.
 */
function mayAccept({ submittedBy, submittedRole }: MilestoneFacts, actor: MilestoneActor) {
  if (submittedBy === actor.personId) {
    return 'You submitted this evidence, so someone else must decide on it.'
  }
  if (actor.role === 'director' && submittedRole !== 'evaluation_officer') {
    return 'An evaluation officer decides on evidence from the evaluators.'
  }
  return null
}

function prerequisitesDone(prerequisites: MilestoneFacts['prerequisites']) {
  const waiting = prerequisites.filter(({ state }) => !isFinal(state)).map(({ code }) => code)
  if (waiting.length === 0) return null
  return `Accept, waive or supersede ${waiting.join(', ')} first: this milestone rests on it.`
}

function evaluationOfficersOnly(_: MilestoneFacts, actor: MilestoneActor) {
  return actor.role === 'evaluation_officer' ? null : 'An evaluation officer decides this.'
}
