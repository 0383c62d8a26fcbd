import * as z from 'zod/mini'
import { closeoutOutcomes } from './closeout.ts'
import { text } from './text.ts'
import { threePartDate, withDateParts } from './three-part-date.ts'

const reason = text({ label: 'a reason', required: true, max: 1000, lines: true })

/** Why an award moves on. */
export const awardMoveForm = z.strictObject({ reason })

/** Why an award ends before its period does, and on what day its work ended. */
export const terminationForm = withDateParts(
  z.strictObject({
    on: threePartDate({ label: 'the last day of the work', required: true }),
    reason,
  }),
)

/** How an item of the closeout is settled: where its evidence lies, or why it is waived. */
export const closeoutItemForm = z.strictObject({
  outcome: z.enum(closeoutOutcomes, 'Choose whether it is done or waived.'),
  words: text({ label: 'the evidence or the reason', required: true, max: 2000, lines: true }),
})
