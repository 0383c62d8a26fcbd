import * as z from 'zod/mini'
import { assignmentForm } from './assignment.ts'
import { awardsAtOnce } from './award_actions.ts'
import { chosenOf } from './chosen.ts'

const chosen = chosenOf(awardsAtOnce, 'Choose awards in the list again.')

export const remindAwardsForm = z.strictObject({ action: z.literal('remind'), chosen })

export const assignAwardsForm = z.strictObject({
  action: z.literal('assign'),
  chosen,
  ...assignmentForm.shape,
})
