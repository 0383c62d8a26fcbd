import * as z from 'zod/mini'
import { text } from '../text.ts'
import { alertBearings } from './alerts.ts'

export const alertForm = z.strictObject({
  bearing: z.enum(alertBearings, { error: 'Choose what it means for the study.' }),
  words: text({ label: 'why', required: true, max: 2000, lines: true }),
})
