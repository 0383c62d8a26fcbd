import * as z from 'zod/mini'
import { text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'

/** Which model an award runs, since when, and how the officer knows. */
export const awardModelForm = withDateParts(
  z.strictObject({
    model: text({ label: 'a model, or that it is none of the library', max: 60, required: true }),
    since: threePartDate({ label: 'the day since when it runs', required: true }),
    ground: text({ label: 'how you know', required: true, max: 1000, lines: true }),
  }),
)
