import { type Role, may } from '../access.ts'
import { daysUntil, formatDue } from '../calendar.ts'
import type { Need } from '../today.ts'

/** What a study hands in, from the day it is planned to the day anybody may read it. */
export const deliverableKinds = [
  'design_report',
  'interim_report',
  'final_report',
  'brief',
  'data_file',
] as const
export type DeliverableKind = (typeof deliverableKinds)[number]

export const deliverableKindLabels = {
  design_report: 'Design report',
  interim_report: 'Interim report',
  final_report: 'Final report',
  brief: 'Brief',
  data_file: 'Data file with codebook',
} satisfies Record<DeliverableKind, string>

/** Nobody accepts these before somebody outside the study has read them. */
const reviewedKinds: readonly DeliverableKind[] = [
  'design_report',
  'interim_report',
  'final_report',
]

export const isReviewed = (kind: DeliverableKind) => reviewedKinds.includes(kind)

export const deliverableStates = [
  'planned',
  'drafted',
  'in_review',
  'revised',
  'submitted',
  'accepted',
  'checked',
  'released',
] as const
export type DeliverableState = (typeof deliverableStates)[number]

export const deliverableStateLabels = {
  planned: 'Planned',
  drafted: 'Drafted',
  in_review: 'In review',
  revised: 'Revised',
  submitted: 'Waits for acceptance',
  accepted: 'Accepted',
  checked: 'Accessible',
  released: 'Released',
} satisfies Record<DeliverableState, string>

/** The moves of the machine: from where, to where. A draft leads to `revised` once there was a review. */
export const deliverableMoves = {
  draft: { from: ['planned', 'drafted', 'in_review', 'revised'], to: 'drafted' },
  invite: { from: ['drafted', 'in_review', 'revised'], to: 'in_review' },
  submit: { from: ['drafted', 'in_review', 'revised'], to: 'submitted' },
  return: { from: ['submitted'], to: 'revised' },
  accept: { from: ['submitted'], to: 'accepted' },
  check: { from: ['accepted'], to: 'checked' },
  release: { from: ['checked'], to: 'released' },
} as const satisfies Record<string, { from: readonly DeliverableState[]; to: DeliverableState }>
export type DeliverableMove = keyof typeof deliverableMoves

export function isDeliverableOpen(move: DeliverableMove, state: DeliverableState): boolean {
  const from: readonly DeliverableState[] = deliverableMoves[move].from
  return from.includes(state)
}

/** Why a move is not open, as a sentence; null where it is. */
export function deliverableRefusal(move: DeliverableMove, state: DeliverableState): string | null {
  if (isDeliverableOpen(move, state)) return null
  switch (state) {
    case 'planned':
      return 'No draft of this deliverable was added yet.'
    case 'drafted':
    case 'in_review':
    case 'revised':
      return 'This deliverable is with the study’s team, who have not handed it in yet.'
    case 'submitted':
      return 'This deliverable is handed in and waits for an evaluation officer. It can be changed once it is returned.'
    case 'accepted':
      return 'This deliverable is accepted. It is made accessible next.'
    case 'checked':
      return 'This deliverable is checked for accessibility. It is released next.'
    case 'released':
      return 'This deliverable is released and does not change any more.'
  }
}

/** Where a new draft leads: a revision once somebody outside was asked to read one. */
export function stateAfterDraft(state: DeliverableState): 'drafted' | 'revised' {
  return state === 'planned' || state === 'drafted' ? 'drafted' : 'revised'
}

export interface ReviewedSoFar {
  /** Reviewers who said they are done, of any draft. */
  reviewsDone: number
  /** Comments without an answer, of any draft. */
  unanswered: number
  /** Comments on the newest draft that the lead agreed to. */
  owed: number
}

/** Why a draft cannot be handed in yet, as a sentence; null where it can. */
export function handInProblem(
  kind: DeliverableKind,
  { reviewsDone, unanswered, owed }: ReviewedSoFar,
): string | null {
  if (isReviewed(kind) && reviewsDone === 0) {
    return 'Somebody outside the study reads a report first: invite a reviewer, and wait until one is done.'
  }
  if (unanswered > 0) {
    return unanswered === 1
      ? 'Answer the comment that still waits first.'
      : `Answer the ${unanswered} comments that still wait first.`
  }
  if (owed > 0) {
    return owed === 1
      ? 'You agreed to a comment on this draft: add the revised draft first.'
      : `You agreed to ${owed} comments on this draft: add the revised draft first.`
  }
  return null
}

export const reviewBodies = ['working_group', 'peer'] as const
export type ReviewBody = (typeof reviewBodies)[number]

export const reviewBodyLabels = {
  working_group: 'Technical working group',
  peer: 'Independent peer review',
} satisfies Record<ReviewBody, string>

/** Days after which a reviewer's link stops working. */
export const reviewDays = 14

/** More comments than this nobody writes on one draft. */
export const mostComments = 200

export const commentKinds = ['correction', 'method', 'question', 'suggestion'] as const
export type CommentKind = (typeof commentKinds)[number]

export const commentKindLabels = {
  correction: 'Something is wrong',
  method: 'Method',
  question: 'Question',
  suggestion: 'Suggestion',
} satisfies Record<CommentKind, string>

export const commentAnswers = ['agreed', 'not_agreed'] as const
export type CommentAnswer = (typeof commentAnswers)[number]

export const commentAnswerLabels = {
  agreed: 'Agreed',
  not_agreed: 'Not agreed',
} satisfies Record<CommentAnswer, string>

export type ReviewStanding = 'sent' | 'reading' | 'done' | 'withdrawn' | 'expired'

export const reviewStandingLabels = {
  sent: 'Invited',
  reading: 'Reading',
  done: 'Done',
  withdrawn: 'Withdrawn',
  expired: 'Ran out',
} satisfies Record<ReviewStanding, string>

/** How a reviewer's invitation stands at a moment. */
export function reviewStanding(
  review: {
    expiresAt: Date
    openedAt: Date | null
    doneAt: Date | null
    withdrawnAt: Date | null
  },
  at: Date,
): ReviewStanding {
  if (review.withdrawnAt) return 'withdrawn'
  if (review.doneAt) return 'done'
  if (review.expiresAt <= at) return 'expired'
  return review.openedAt ? 'reading' : 'sent'
}

/** The milestones of a study's plan that a deliverable of a kind fulfils, step by step. */
export const milestonesOfDeliverable = {
  design_report: ['DRFT', 'TWG1', 'DFIN'],
  interim_report: ['INTR', 'PRV1', 'I508', 'IREL'],
  final_report: ['FDRF', 'PRV2', 'F508', 'FREL'],
  brief: [],
  data_file: ['PUDF'],
} satisfies Record<DeliverableKind, string[]>

export interface DeliverableOnDesk {
  state: DeliverableState
  dueOn: string
  unanswered: number
  /** An evaluation officer's words, where it came back. */
  decisionWords: string | null
}

/** What a deliverable asks of a role on a day; null where it asks nothing. */
export function deliverableNeed(
  role: Role,
  { state, dueOn, unanswered, decisionWords }: DeliverableOnDesk,
  day: string,
): Need | null {
  const due = `Due ${formatDue(dueOn, day)}.`
  if (may(role, 'deliverable.decide')) {
    switch (state) {
      case 'submitted':
        return { urgency: 'now', what: 'Accept or return a deliverable', why: 'It is handed in.' }
      case 'accepted':
        return { urgency: 'soon', what: 'Record the 508 check', why: 'It is accepted.' }
      case 'checked':
        return { urgency: 'soon', what: 'Release a deliverable', why: 'It is accessible.' }
      default:
        return null
    }
  }
  if (!may(role, 'draft.write')) return null
  if (unanswered > 0 && may(role, 'draft.answer')) {
    const why = unanswered === 1 ? '1 comment waits.' : `${unanswered} comments wait.`
    return { urgency: 'now', what: 'Answer the reviewers', why: `${why} ${due}` }
  }
  if (state === 'revised' && decisionWords !== null) {
    return { urgency: 'now', what: 'Revise a deliverable', why: `It was returned. ${due}` }
  }
  const isWithTeam = isDeliverableOpen('draft', state)
  const left = daysUntil(dueOn, day)
  if (!isWithTeam || left > 30) return null
  return left < 0
    ? { urgency: 'now', what: 'Hand in a deliverable', why: due }
    : { urgency: 'soon', what: 'Finish a deliverable', why: due }
}
