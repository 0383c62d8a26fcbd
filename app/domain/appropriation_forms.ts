import * as z from 'zod/mini'
import { link, money, text, wholeNumber } from './text.ts'
import { threePartDate, withDateParts } from './three-part-date.ts'

const fields = {
  source: text({ label: 'the law and section', required: true, max: 300 }),
  sourceUrl: link({ label: 'the address of the source' }),
  amount: money({ label: 'Amount', required: true }),
  knownOn: threePartDate({ label: 'the day since when it is known', required: true }),
}

/** An appropriation: whose, of which year, how much, by which law. */
export const appropriationForm = withDateParts(
  z.strictObject({
    whose: text({ label: 'a stream or program', required: true, max: 130 }),
    fiscalYear: wholeNumber({ label: 'Fiscal year', required: true, min: 1990, max: 2100 }),
    ...fields,
  }),
)

/** What takes the place of one that was recorded, and why; whose it is and of which year stays. */
export const correctionOfAppropriation = withDateParts(
  z.strictObject({
    ...fields,
    reason: text({ label: 'a reason', required: true, max: 1000, lines: true }),
  }),
)
