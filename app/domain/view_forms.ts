import * as z from 'zod/mini'
import { text } from './text.ts'

export const viewForm = z.strictObject({
  name: text({ label: 'a name for this view', max: 80, required: true }),
  shared: z.optional(z.literal('yes')),
})
