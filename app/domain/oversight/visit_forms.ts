import * as z from 'zod/mini'
import { money, text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { findingKinds, visitKinds } from './visits.ts'

const words = (label: string, max = 4000) => text({ label, max, lines: true, required: true })

export const visitForm = withDateParts(
  z.strictObject({
    kind: z.enum(visitKinds, 'Choose how closely you look.'),
    on: threePartDate({ label: 'the day', required: true }),
    scope: words('what you will look at', 1000),
  }),
)

export const findingForm = withDateParts(
  z.strictObject({
    kind: z.enum(findingKinds, 'Choose what was found.'),
    words: words('what was found'),
    questionedCost: money({ label: 'the questioned cost' }),
    due: threePartDate({ label: 'the day of the answer' }),
  }),
)

export const letterForm = withDateParts(
  z.strictObject({
    on: threePartDate({ label: 'the day of the visit', required: true }),
    words: words('the letter'),
  }),
)

export const fileWithdrawalForm = z.strictObject({ words: words('a reason', 1000) })

export const answerForm = z.strictObject({
  response: words('what was or will be done'),
  evidence: words('the evidence'),
})

export const verificationForm = z.strictObject({
  decision: z.enum(['verify', 'send_back'], 'Choose whether the evidence suffices.'),
  words: words('what you looked at', 2000),
})

export const closureForm = z.strictObject({ words: words('a reason', 2000) })
