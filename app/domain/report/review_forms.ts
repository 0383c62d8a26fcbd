import * as z from 'zod/mini'
import { text } from '../text.ts'
import type { CheckItem } from './checklist.ts'
import { opinions } from './opinions.ts'
import { remarkKinds } from './threads.ts'

/** A remark as its page posts it: words for all but a resolution, and the last remark the page showed. */
export const remarkForm = z.pipe(
  z.strictObject({
    kind: z.enum(remarkKinds),
    words: text({ label: 'what you want to say', max: 4000, lines: true }),
    seen: z.string().check(z.regex(/^\d{1,15}$/)),
  }),
  z.transform((posted, context) => {
    if (posted.words === null && posted.kind !== 'resolution') {
      context.issues.push({
        code: 'custom',
        message: posted.kind === 'question' ? 'Enter your question.' : 'Enter your answer.',
        input: posted,
        path: ['words'],
      })
    }
    return { ...posted, seen: Number(posted.seen) }
  }),
)

/** What is ticked: codes of the report's own list; whatever else is posted is left out. */
export function checklistForm(items: readonly Pick<CheckItem, 'code'>[]) {
  return z.pipe(
    z.strictObject({ ticked: z._default(z.union([z.string(), z.array(z.string())]), []) }),
    z.transform(({ ticked }) =>
      items.map(({ code }) => code).filter((code) => [ticked].flat().includes(code)),
    ),
  )
}

export const askForm = z.strictObject({
  colleague: z.string('Choose a colleague.').check(z.regex(/^\d{1,15}$/, 'Choose a colleague.')),
  question: text({ label: 'what to look at', max: 4000, lines: true }),
})

export const opinionForm = z.strictObject({
  opinion: z.enum(opinions, 'Choose what you would do.'),
  words: text({ label: 'why', max: 4000, lines: true, required: true }),
})
