import * as z from 'zod/mini'
import { text } from './text.ts'
import { viewMails } from './view_mail_words.ts'

export const viewForm = z.strictObject({
  name: text({ label: 'a name for this view', max: 80, required: true }),
  shared: z.optional(z.literal('yes')),
})

export const viewMailForm = z.strictObject({
  mail: z.enum(viewMails, 'Choose whether it comes by mail.'),
})
