import * as z from 'zod/mini'
import { text } from '../text.ts'
import { bodyLevels } from './raters.ts'

/** One person's class for the strategy, with the reason. */
export const bodyRatingForm = z.strictObject({
  level: z.enum(bodyLevels, 'Choose a class.'),
  reason: text({ label: 'the reason', required: true, max: 2000, lines: true }),
})
