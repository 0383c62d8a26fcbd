import * as z from 'zod/mini'
import { decimal, text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { assistanceAnswers } from './assistance.ts'

const words = (label: string, max: number) => text({ label, max, lines: true, required: true })

export const assistanceForm = z.strictObject({
  topic: text({ label: 'the topic', max: 120, required: true }),
  words: words('what you need help with', 4000),
  indicator: text({ label: 'the indicator', max: 60 }),
})

export const assistanceAnswerForm = withDateParts(
  z.strictObject({
    answer: z.enum(assistanceAnswers, 'Choose whether it was given.'),
    by: text({ label: 'who gave it', max: 200 }),
    from: threePartDate({ label: 'the first day' }),
    to: threePartDate({ label: 'the last day' }),
    hours: decimal({ label: 'the hours', places: 2, min: '0.25', max: '9999' }),
    words: words('what was done, or why not', 4000),
  }),
)

export const assistanceWithdrawalForm = z.strictObject({ words: words('a reason', 1000) })
