import * as z from 'zod/mini'
import { link, text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { gateDecisions } from './gates.ts'

const reason = (label: string) => text({ label, required: true, max: 2000, lines: true })

/** A new date for a milestone. Without `confirm` the answer is a preview of what moves with it. */
export const forecastForm = withDateParts(
  z.strictObject({
    forecastOn: threePartDate({ label: 'the new forecast date', required: true }),
    reason: reason('the reason for the move'),
    confirm: z.optional(z.literal('yes')),
  }),
)

/** What shows that a milestone is done, and since when. */
export const evidenceForm = withDateParts(
  z.strictObject({
    description: reason('what was done and where it can be read'),
    url: link({ label: 'the link to the document' }),
    completedOn: threePartDate({ label: 'the date of completion', required: true }),
  }),
)

export const evidenceDecisionForm = z.pipe(
  z.strictObject({
    decision: z.enum(['accepted', 'sent_back'], {
      error: 'Choose whether to accept the evidence or send it back.',
    }),
    words: text({ label: 'what is missing, or a remark', max: 2000, lines: true }),
  }),
  z.transform(({ decision, words }, context) => {
    if (decision === 'accepted') return { decision, words }
    if (words !== null) return { decision, words }
    context.issues.push({
      code: 'custom',
      message: 'Enter what is missing, so that the evaluators know what to do.',
      path: ['words'],
      input: words,
    })
    return z.NEVER
  }),
)

export type EvidenceDecision = z.output<typeof evidenceDecisionForm>

/** A single button: nothing but the key and the version. */
export const moveForm = z.strictObject({})

const choice = z.enum(gateDecisions, { error: 'Choose go, redesign or no-go.' })

export const gateProposalForm = z.strictObject({
  proposal: choice,
  reason: reason('the reason for the proposal'),
})

export const gateDecisionForm = z.strictObject({
  decision: choice,
  reason: reason('the reason for the decision'),
})
