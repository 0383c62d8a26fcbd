import * as z from 'zod/mini'
import { text } from '../text.ts'
import { studyParts } from './solicitation.ts'

/** How much a question weighs, and why. */
export const priorityForm = z.strictObject({
  priority: z.enum(['3', '2', '1', '0'], 'Choose a priority.'),
  reason: text({ label: 'the reason', required: true, max: 1000, lines: true }),
})

/** Which study answers a question, in which sector, and how. */
export const questionStudyForm = z.strictObject({
  study: text({ label: 'a study of the list', max: 80, required: true }),
  sector: text({ label: 'a sector of the list, or all together', max: 60 }),
  part: z.enum(studyParts, 'Choose how the study bears on the question.'),
})
