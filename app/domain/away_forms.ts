import * as z from 'zod/mini'
import { text } from './text.ts'
import { threePartDate, withDateParts } from './three-part-date.ts'

export const awayForm = withDateParts(
  z.strictObject({
    colleague: z
      .string('Choose who stands in.')
      .check(z.regex(/^\d{1,15}$/, 'Choose who stands in.')),
    beginsOn: threePartDate({ label: 'the first day away', required: true }),
    endsOn: threePartDate({ label: 'the last day away', required: true }),
    words: text({ label: 'a word for colleagues', max: 200 }),
  }),
)

export type Away = z.output<typeof awayForm>
