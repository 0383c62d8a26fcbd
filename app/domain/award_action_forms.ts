import * as z from 'zod/mini'
import { assignmentForm } from './assignment.ts'
import { awardsAtOnce } from './award_actions.ts'

/** Awards with the version that the page showed, as 'NUMBER@7'. */
const chosen = z.pipe(
  z._default(z.union([z.string(), z.array(z.string())]), []),
  z.transform((posted) =>
    (Array.isArray(posted) ? posted : [posted]).slice(0, awardsAtOnce).flatMap((one) => {
      const [, number, version] = /^(.{1,200})@(\d{1,15})$/.exec(one) ?? []
      return number ? [{ number, version: Number(version) }] : []
    }),
  ),
)

export const remindAwardsForm = z.strictObject({ action: z.literal('remind'), chosen })

export const assignAwardsForm = z.strictObject({
  action: z.literal('assign'),
  chosen,
  ...assignmentForm.shape,
})
