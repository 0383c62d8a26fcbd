import * as z from 'zod/mini'
import { text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { outcomeAnswers, outcomeKinds } from './outcomes.ts'

/** What changed, with whom, since when, and what shows it. */
export const outcomeForm = withDateParts(
  z.strictObject({
    kind: z.enum(outcomeKinds, 'Choose what sort of change it is.'),
    changed: text({ label: 'what changed', required: true, max: 1000, lines: true }),
    partnership: text({ label: 'a partner of the list', max: 20 }),
    since: threePartDate({ label: 'the day since when', required: true }),
    evidence: text({ label: 'what shows it', required: true, max: 1000, lines: true }),
  }),
)

export const outcomeAnswerForm = z.strictObject({
  answer: z.enum(outcomeAnswers, 'Choose whether you confirm it.'),
  words: text({ label: 'what you looked at', required: true, max: 1000, lines: true }),
})
