import * as z from 'zod/mini'
import { money, text, wholeNumber } from './text.ts'
import { threePartDate, withDateParts } from './three-part-date.ts'
import { commitmentStepLabels, growingStep, isUei, partnerRoles } from './partner.ts'

const uei = z.pipe(
  text({ label: 'the UEI', max: 40 }),
  z.transform((typed, context) => {
    const clean = typed?.toUpperCase().replaceAll(/\s/g, '') ?? null
    if (clean !== null && !isUei(clean)) {
      context.issues.push({
        code: 'custom',
        message: 'Enter the UEI as its twelve letters and digits, without I and O.',
        input: typed,
      })
    }
    return clean
  }),
)

/** An organization that takes part in an award: one that is known, by its id, or a new one by name. */
export const partnerForm = z.strictObject({
  partner: z.pipe(
    z._default(z.string(), ''),
    z.transform((posted) => (/^[1-9]\d{0,14}$/.test(posted) ? Number(posted) : null)),
  ),
  name: text({ label: 'its name', max: 200, required: true }),
  uei,
  role: z.enum(partnerRoles, 'Choose what it is to the award.'),
})

const count = (label: string) => wholeNumber({ label, required: true, max: 1_000_000 })

export const commitmentForm = z.pipe(
  withDateParts(
    z.strictObject({
      period: threePartDate({ label: 'the last day of the period', required: true }),
      committed: count('jobs committed'),
      interviewed: count('people interviewed'),
      hired: count('people hired'),
      retained: count('people still there'),
      wage: money({ label: 'the wage at hire' }),
    }),
  ),
  z.transform((posted, context) => {
    const step = growingStep(posted)
    if (step !== null) {
      context.issues.push({
        code: 'custom',
        message: `${commitmentStepLabels[step]}: enter no more people than at the step before.`,
        input: posted,
        path: [step],
      })
    }
    return posted
  }),
)

/** What a subrecipient receives in all, under the agreement or its last amendment. */
export const subawardForm = withDateParts(
  z.strictObject({
    amount: money({ label: 'what it receives in all', required: true }),
    agreedOn: threePartDate({ label: 'the day of the agreement', required: true }),
    reason: text({ label: 'what changed', max: 1000 }),
  }),
)
