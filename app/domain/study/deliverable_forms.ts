import * as z from 'zod/mini'
import { email, link, text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { commentAnswers, commentKinds, deliverableKinds, reviewBodies } from './deliverables.ts'

const words = (label: string) => text({ label, required: true, max: 4000, lines: true })

export const deliverableForm = withDateParts(
  z.strictObject({
    kind: z.enum(deliverableKinds, { error: 'Choose what is handed in.' }),
    title: text({ label: 'the title', required: true, max: 200 }),
    dueOn: threePartDate({ label: 'the day it is due', required: true }),
  }),
)

/** What comes with the file of a draft. */
export const draftForm = z.strictObject({
  words: text({ label: 'what changed', max: 2000, lines: true }),
})

export const reviewerForm = z.strictObject({
  body: z.enum(reviewBodies, { error: 'Choose for whom the reviewer reads.' }),
  name: text({ label: 'the reviewer’s name', required: true, max: 200 }),
  email: email({ label: 'the reviewer’s address', required: true }),
  words: text({ label: 'what to look at', max: 2000, lines: true }),
})

export const commentForm = z.strictObject({
  move: z.literal('comment'),
  kind: z.enum(commentKinds, { error: 'Choose what kind of comment it is.' }),
  place: text({ label: 'the page or section', required: true, max: 120 }),
  words: words('your comment'),
})

export const reviewDoneForm = z.strictObject({ move: z.literal('done') })

export const commentAnswerForm = z.strictObject({
  answer: z.enum(commentAnswers, { error: 'Choose whether you agree.' }),
  words: words('what you changed, or why not'),
})

export const deliverableDecisionForm = z.strictObject({
  decision: z.enum(['accept', 'return'], { error: 'Choose whether to accept or to return it.' }),
  words: words('the reason'),
})

export const accessibilityForm = z.strictObject({ words: words('what was checked') })

export const releaseForm = z.strictObject({
  publicUrl: link({ label: 'where anybody reads it', required: true }),
})
