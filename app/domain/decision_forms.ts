import * as z from 'zod/mini'
import { decisionKinds } from './decisions.ts'
import { text } from './text.ts'

const kind = z.enum(decisionKinds, 'Choose what is decided.')
const words = text({ label: 'the decision in words', required: true, max: 4000, lines: true })
/** Asked where the decision takes the place of another. */
const reason = text({ label: 'why it takes the place of the other', max: 2000, lines: true })

/** A decision that is begun: what it is about and what is decided. */
export const newDecisionForm = z.strictObject({
  subject: text({ label: 'what it is about', required: true, max: 140 }),
  supersedes: text({ label: 'the decision it takes the place of', max: 15 }),
  kind,
  words,
  reason,
})

/** The same draft with other words; what it is about stays. */
export const decisionForm = z.strictObject({ kind, words, reason })

export const decisionCommentForm = z.strictObject({
  words: text({ label: 'your comment', required: true, max: 2000, lines: true }),
})

/** A move that is a button and nothing else. */
export const plainMoveForm = z.strictObject({})
