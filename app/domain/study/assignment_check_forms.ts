import * as z from 'zod/mini'
import { text, wholeNumber } from '../text.ts'

const people = (label: string) => wholeNumber({ label, required: true, max: 1_000_000 })

export const assignmentCheckForm = z.strictObject({
  awardId: wholeNumber({ label: 'the site', required: true, min: 1 }),
  lookedAt: people('how many assignments were looked at'),
  overrides: people('how many were overridden'),
  orderViolations: people('how many were out of order'),
  duplicates: people('how many were assigned twice'),
  embargoMonths: wholeNumber({ label: 'the months of the embargo', max: 120 }),
  embargoCrossovers: wholeNumber({ label: 'how many broke the embargo', max: 1_000_000 }),
  words: text({ label: 'what was found', max: 2000, lines: true }),
})
