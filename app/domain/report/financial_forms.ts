import * as z from 'zod/mini'
import { isoDate, text } from '../text.ts'

/** From which period on an award owes financial reports, none where it is left empty, and why. */
export const financialsForm = z.strictObject({
  from: isoDate({ label: 'the period' }),
  reason: text({ label: 'the reason', required: true, max: 1000, lines: true }),
})

export type Financials = z.output<typeof financialsForm>
