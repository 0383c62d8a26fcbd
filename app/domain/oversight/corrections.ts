import type { Right } from '../access.ts'

/** A corrective action, from the letter that asks for it to its closure. */
export const correctionStates = ['asked', 'answered', 'verified', 'closed'] as const
export type CorrectionState = (typeof correctionStates)[number]

export const correctionStateLabels = {
  asked: 'Waits for the grantee',
  answered: 'Waits for verification',
  verified: 'Waits for the grants officer',
  closed: 'Closed',
} satisfies Record<CorrectionState, string>

/** The machine: who does what in which state, and where it leads. */
export const correctionMoves = {
  draft: { from: 'asked', to: 'asked', right: 'correction.draft' },
  answer: { from: 'asked', to: 'answered', right: 'correction.answer' },
  send_back: { from: 'answered', to: 'asked', right: 'correction.verify' },
  verify: { from: 'answered', to: 'verified', right: 'correction.verify' },
  close: { from: 'verified', to: 'closed', right: 'correction.close' },
} as const satisfies Record<string, { from: CorrectionState; to: CorrectionState; right: Right }>
export type CorrectionMove = keyof typeof correctionMoves

/** What somebody in these rights does next about a corrective action; null where it is not their turn. */
export function correctionTurn(
  state: CorrectionState,
  holds: (right: Right) => boolean,
): 'draft' | 'answer' | 'verify' | 'close' | null {
  if (state === 'asked') {
    if (holds('correction.answer')) return 'answer'
    return holds('correction.draft') ? 'draft' : null
  }
  if (state === 'answered') return holds('correction.verify') ? 'verify' : null
  return state === 'verified' && holds('correction.close') ? 'close' : null
}

/** Why this person cannot verify or close; null where it may. Whoever gave the evidence does not verify it,
 *  and whoever verified it or rated the award's risk does not close it. */
export function correctionRefusal(
  move: 'send_back' | 'verify' | 'close',
  action: {
    answeredBy: number | null
    verifiedBy: number | null
    raters: readonly number[]
    files: readonly { addedBy: number }[]
  },
  personId: number,
): string | null {
  if (move !== 'close') {
    return action.answeredBy === personId ||
      action.files.some(({ addedBy }) => addedBy === personId)
      ? 'You gave this evidence. Somebody else verifies it.'
      : null
  }
  if (action.verifiedBy === personId) return 'You verified this. Somebody else closes it.'
  return action.raters.includes(personId)
    ? 'You rated the risk of this award. Somebody else closes its corrective actions.'
    : null
}
