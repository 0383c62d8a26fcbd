import * as z from 'zod/mini'
import { caseloadMost } from './caseload.ts'
import { chosenOf } from './chosen.ts'
import { text } from './text.ts'

/** Who looks after an award from now on, and why. */
const assignment = {
  officer: z.pipe(
    z.string('Choose a program officer.').check(z.regex(/^\d{1,15}$/, 'Choose a program officer.')),
    z.transform(Number),
  ),
  reason: text({ label: 'a reason', required: true, max: 500, lines: true }),
}

export const assignmentForm = z.strictObject(assignment)

/** The same for the ticked awards of a caseload. */
export const handOverForm = z.strictObject({
  ...assignment,
  award: chosenOf(caseloadMost, 'Tick the awards to be handed over.'),
})
