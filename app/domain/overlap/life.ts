/** The life of a finding: the rule detects it, people look at it and decide. */
export const overlapStates = [
  'detected',
  'triaged',
  'confirmed',
  'dismissed',
  'action_planned',
  'resolved',
  'accepted_risk',
  'reopened',
] as const
export type OverlapState = (typeof overlapStates)[number]

export const overlapStateLabels = {
  detected: 'Detected',
  triaged: 'Being looked at',
  confirmed: 'Confirmed',
  dismissed: 'Dismissed',
  action_planned: 'Action planned',
  resolved: 'Resolved',
  accepted_risk: 'Accepted as it is',
  reopened: 'Reopened',
} satisfies Record<OverlapState, string>

/** What is done next in each state, and by whom. */
export const overlapNexts = {
  detected: 'A director takes it up. Officers of either award say what they know.',
  triaged: 'A director confirms or dismisses it, on what the officers say.',
  confirmed: 'A director plans what is done about it, or accepts it as it is.',
  dismissed:
    'Nothing, until place, sector, services, people or period of either award changes: then it is reopened.',
  action_planned: 'The two officers carry it out. A director records when it is done.',
  resolved: 'Nothing, unless either award changes.',
  accepted_risk: 'Nothing, unless either award changes.',
  reopened: 'An award changed, or somebody asked to look again: a director takes it up.',
} satisfies Record<OverlapState, string>

export const overlapActions = [
  'coordinate',
  'align_timing',
  'share_provider',
  'merge',
  'none',
] as const
export type OverlapAction = (typeof overlapActions)[number]

export const overlapActionLabels = {
  coordinate: 'Coordinate the two awards',
  align_timing: 'Align their timing',
  share_provider: 'Share a provider',
  merge: 'Merge at the next award',
  none: 'No action',
} satisfies Record<OverlapAction, string>

/** What a director does, in which states, and where it leads. */
export const overlapMoves = {
  triage: { label: 'Take it up', from: ['detected', 'reopened'], to: 'triaged' },
  confirm: { label: 'Confirm it', from: ['triaged'], to: 'confirmed' },
  dismiss: { label: 'Dismiss it', from: ['triaged'], to: 'dismissed' },
  plan: { label: 'Plan an action', from: ['confirmed'], to: 'action_planned' },
  resolve: { label: 'Record it as resolved', from: ['action_planned'], to: 'resolved' },
  accept_risk: {
    label: 'Accept it as it is',
    from: ['confirmed', 'action_planned'],
    to: 'accepted_risk',
  },
  reopen: {
    label: 'Open it again',
    from: ['confirmed', 'dismissed', 'action_planned', 'resolved', 'accepted_risk'],
    to: 'reopened',
  },
} as const satisfies Record<
  string,
  { label: string; from: readonly OverlapState[]; to: OverlapState }
>
export type OverlapMove = keyof typeof overlapMoves

export const overlapMoveNames = Object.keys(overlapMoves) as OverlapMove[]

/** The moves that are open in a state. */
export function openOverlapMoves(state: OverlapState): OverlapMove[] {
  return overlapMoveNames.filter((move) =>
    (overlapMoves[move].from as readonly OverlapState[]).includes(state),
  )
}

/** What was decided stays decided, until what it was decided on changes. */
export function isDecided(state: OverlapState): boolean {
  return !['detected', 'triaged', 'reopened'].includes(state)
}

/** Where a finding stands after the rule read the two awards again. */
export function stateAfterJudging(state: OverlapState, isChanged: boolean): OverlapState {
  return isChanged && isDecided(state) ? 'reopened' : state
}

/** What stands in the story of a finding: moves, what officers say, and what the rule did. */
export const overlapHappenings = [
  ...(['triage', 'confirm', 'dismiss', 'plan', 'resolve', 'accept_risk', 'reopen'] as const),
  'comment',
  'share',
  'rule_reopened',
] as const
export type OverlapHappening = (typeof overlapHappenings)[number]

export const overlapHappeningLabels = {
  triage: 'Took it up',
  confirm: 'Confirmed it',
  dismiss: 'Dismissed it',
  plan: 'Planned an action',
  resolve: 'Recorded it as resolved',
  accept_risk: 'Accepted it as it is',
  reopen: 'Opened it again',
  comment: 'Said',
  share: 'Shared it with the two grantees',
  rule_reopened: 'Opened again, because an award changed',
} satisfies Record<OverlapHappening, string>
