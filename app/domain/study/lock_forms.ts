import * as z from 'zod/mini'
import { decimal, text, wholeNumber } from '../text.ts'
import { attritionBounds } from './attrition.ts'
import { balanceSamples } from './balance_table.ts'

const reason = text({ label: 'the reason', max: 2000, lines: true })

export const balanceForm = z.pipe(
  z.strictObject({
    sample: z.enum(balanceSamples, { error: 'Choose which people are compared.' }),
    rows: text({ label: 'the characteristics', required: true, max: 20_000, lines: true }),
    f: decimal({ label: 'F', places: 6 }),
    df1: wholeNumber({ label: 'the numerator’s degrees of freedom', min: 1, max: 100_000 }),
    df2: wholeNumber({ label: 'the denominator’s degrees of freedom', min: 1, max: 10_000_000 }),
    reason,
  }),
  z.transform(({ f, df1, df2, ...form }, context) => {
    const given = [f, df1, df2].filter((value) => value !== null).length
    if (f !== null && df1 !== null && df2 !== null)
      return { ...form, omnibus: { f: Number(f), df1, df2 } }
    if (given === 0) return { ...form, omnibus: null }
    context.issues.push({
      code: 'custom',
      message: 'Enter F with both degrees of freedom, or leave all three empty.',
      path: [f === null ? 'f' : df1 === null ? 'df1' : 'df2'],
      input: form.sample,
    })
    return z.NEVER
  }),
)

export const attritionForm = z.strictObject({
  outcome: text({ label: 'the outcome', required: true, max: 20 }),
  bound: z.enum(attritionBounds, { error: 'Choose which bound the protocol asks for.' }),
  program: wholeNumber({
    label: 'the people analyzed in the program arm',
    required: true,
    max: 1e7,
  }),
  control: wholeNumber({
    label: 'the people analyzed in the control arm',
    required: true,
    max: 1e7,
  }),
  reason,
})

export const lockForm = z.strictObject({
  words: text({ label: 'what is locked', required: true, max: 2000, lines: true }),
  declared: z.literal('yes', { error: 'Confirm that nothing will be changed after the lock.' }),
})
