import * as z from 'zod/mini'
import { text } from './text.ts'

/** Who looks after an award from now on, and why. */
export const assignmentForm = z.strictObject({
  officer: z.pipe(
    z.string('Choose a program officer.').check(z.regex(/^\d{1,15}$/, 'Choose a program officer.')),
    z.transform(Number),
  ),
  reason: text({ label: 'a reason', required: true, max: 500, lines: true }),
})
