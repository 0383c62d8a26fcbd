import * as z from 'zod/mini'
import { link, text, wholeNumber } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { agreementKinds } from './agreements.ts'
import { type CountField, countLabels } from './monthly_counts.ts'

const words = (label: string) => text({ label, required: true, max: 2000, lines: true })

export const agreementForm = withDateParts(
  z.strictObject({
    kind: z.enum(agreementKinds, { error: 'Choose what is agreed.' }),
    awardId: wholeNumber({ label: 'the site', min: 1 }),
    party: text({ label: 'who agreed', required: true, max: 200 }),
    identifier: text({ label: 'the number', max: 80 }),
    url: link({ label: 'the link to the document' }),
    effectiveOn: threePartDate({ label: 'the first day', required: true }),
    expiresOn: threePartDate({ label: 'the last day' }),
  }),
)

export const agreementEndForm = withDateParts(
  z.strictObject({
    endedOn: threePartDate({ label: 'the day it ended', required: true }),
    reason: words('the reason'),
  }),
)

const count = (field: CountField) =>
  wholeNumber({
    label: countLabels[field].replace(': ', ' that ').toLowerCase(),
    required: true,
    max: 100_000,
  })

/** A month is posted as '2026-11'. */
const month = z.pipe(
  z._default(z.string(), ''),
  z.transform((posted: string, context) => {
    const typed = posted.trim()
    if (/^20\d\d-(0[1-9]|1[0-2])$/.test(typed)) return `${typed}-01`
    context.issues.push({ code: 'custom', message: 'Choose the month.', input: posted })
    return z.NEVER
  }),
)

export const countsForm = z.strictObject({
  awardId: wholeNumber({ label: 'the site', required: true, min: 1 }),
  month,
  block: text({ label: 'the block', max: 60 }),
  reached: count('reached'),
  assessed: count('assessed'),
  ineligible: count('ineligible'),
  failedScreen: count('failedScreen'),
  declinedConsent: count('declinedConsent'),
  other: count('other'),
  program: count('program'),
  control: count('control'),
  programServed: count('programServed'),
  controlServed: count('controlServed'),
  programWithdrawn: count('programWithdrawn'),
  controlWithdrawn: count('controlWithdrawn'),
  reason: text({ label: 'the reason for the correction', max: 2000, lines: true }),
})
