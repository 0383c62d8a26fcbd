import * as z from 'zod/mini'
import { text, wholeNumber } from '../text.ts'
import {
  type DifferenceReason,
  countBases,
  differenceMoves,
  differenceReasons,
} from './reconciliation.ts'

export const toleranceForm = z.strictObject({
  people: wholeNumber({ label: 'the people', required: true, max: 1000 }),
  percent: wholeNumber({ label: 'the percent', required: true, max: 50 }),
  basis: z.enum(countBases, { error: 'Choose whom the reports are held against.' }),
  reason: text({ label: 'the reason', required: true, max: 2000, lines: true }),
})

export const differenceForm = z.pipe(
  z.strictObject({
    move: z.enum(differenceMoves, { error: 'Choose what you do with the difference.' }),
    reason: z.enum(['', ...differenceReasons], { error: 'Choose the reason from the list.' }),
    words: text({ label: 'what you know of it', required: true, max: 2000, lines: true }),
  }),
  z.transform(({ move, reason, words }, context) => {
    if (move !== 'explain') return { move, words }
    if (reason !== '') return { move, reason: reason satisfies DifferenceReason, words }
    context.issues.push({
      code: 'custom',
      message: 'Choose the reason that explains it.',
      path: ['reason'],
      input: reason,
    })
    return z.NEVER
  }),
)

export type DifferenceAnswer = z.output<typeof differenceForm>
