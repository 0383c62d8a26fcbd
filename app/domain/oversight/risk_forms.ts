import * as z from 'zod/mini'
import { text } from '../text.ts'
import { riskTiers } from './risk_tiers.ts'

/** The officer's own rating, and why. */
export const riskRatingForm = z.strictObject({
  tier: z.enum(riskTiers, 'Choose a tier.'),
  reason: text({ label: 'a reason', required: true, max: 1000, lines: true }),
})
