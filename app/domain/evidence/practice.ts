import { capital } from '../words.ts'

/** A practice note: what worked, in the words of who saw it, with what it rests on. */
export const practiceStates = ['draft', 'submitted', 'returned', 'approved'] as const
export type PracticeState = (typeof practiceStates)[number]

export const practiceStateLabels = {
  draft: 'Draft',
  submitted: 'Waits for approval',
  returned: 'Returned',
  approved: 'Approved',
} satisfies Record<PracticeState, string>

/** The moves of the machine: from where, to where. */
export const practiceMoves = {
  edit: { from: ['draft', 'returned'], to: 'draft' },
  submit: { from: ['draft'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  approve: { from: ['submitted'], to: 'approved' },
} as const satisfies Record<string, { from: readonly PracticeState[]; to: PracticeState }>
export type PracticeMove = keyof typeof practiceMoves

export function isPracticeOpen(move: PracticeMove, state: PracticeState): boolean {
  const from: readonly PracticeState[] = practiceMoves[move].from
  return from.includes(state)
}

/** Why a move is not open, as a sentence; null where it is. */
export function practiceRefusal(move: PracticeMove, state: PracticeState): string | null {
  if (isPracticeOpen(move, state)) return null
  switch (state) {
    case 'approved':
      return 'This note is approved and does not change any more.'
    case 'submitted':
      return 'This note waits for approval. It can be changed once it is returned.'
    case 'draft':
    case 'returned':
      return 'This note is with whoever drafts it.'
  }
}

/** How sure one may be of what was seen, the least first. */
export const certainties = ['seen_once', 'seen_in_several', 'compared'] as const
export type Certainty = (typeof certainties)[number]

export const certaintyLabels = {
  seen_once: 'Seen at one award',
  seen_in_several: 'Seen at several awards',
  compared: 'Tested against a comparison group',
} satisfies Record<Certainty, string>

export const certaintyMeanings = {
  seen_once: 'It may not be so elsewhere, and something else may have caused it.',
  seen_in_several: 'It came again, with nobody to compare with.',
  compared: 'A finding it rests on is an effect against people who did not get it.',
} satisfies Record<Certainty, string>

export interface Cited {
  findings: number
  effects: number
  reports: number
}

/** What keeps a note from being saved, field by field; empty where nothing does. */
export function practiceProblems(
  certainty: Certainty,
  { findings, effects, reports }: Cited,
): Record<string, string> {
  if (findings + reports === 0) {
    return { report: 'Name what it rests on: a finding, or an accepted report.' }
  }
  if (certainty === 'compared' && effects === 0) {
    return {
      certainty: 'Choose what was seen: none of the findings it rests on is an effect.',
    }
  }
  return {}
}

/** In what an award is alike to what a note tells of. */
export const kinships = ['sector', 'component', 'model'] as const
export type Kinship = (typeof kinships)[number]

const kinshipLabels = {
  sector: 'trains for the same sector',
  component: 'lacks a component that the note is about',
  model: 'runs the same model',
} satisfies Record<Kinship, string>

/** 'Trains for the same sector; runs the same model' */
export function kinshipWords(alike: readonly Kinship[]): string {
  return capital(alike.map((one) => kinshipLabels[one]).join('; '))
}

export const practiceAnswers = ['of_use', 'not_for_us'] as const
export type PracticeAnswer = (typeof practiceAnswers)[number]

export const practiceAnswerLabels = {
  of_use: 'Of use to us',
  not_for_us: 'Not for us',
} satisfies Record<PracticeAnswer, string>
