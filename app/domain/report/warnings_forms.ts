import * as z from 'zod/mini'
import { explanationMax } from './answers.ts'
import type { Warning } from './readiness.ts'
import { text } from '../text.ts'
import { explainIntents, warningField } from './warnings.ts'

interface Posted {
  seen: string
  intent: (typeof explainIntents)[number]
  [field: string]: unknown
}

/**
 * One line for each warning. Blank lines are work in progress while they are only saved; before handing
 * over each is asked for. A line for a warning that has gone meanwhile is read past. Yields the words by
 * the warnings' keys.
 */
export function explainForm(warnings: readonly Pick<Warning, 'key'>[]) {
  const line = text({ label: 'why this is so', max: explanationMax })
  const known = Object.fromEntries(warnings.map((warning) => [warningField(warning), line]))
  const own = {
    seen: z._default(z.string().check(z.regex(/^\d{1,15}$/)), '0'),
    intent: z._default(z.enum(explainIntents), 'save'),
  }
  return z.pipe(
    z.catchall(z.object({ ...known, ...own }), z.unknown()),
    z.transform((posted: Posted, context) => {
      const { seen, intent } = posted
      const words = warnings.map((warning) => {
        const said = posted[warningField(warning)]
        if (typeof said !== 'string' && intent === 'hand_over') {
          context.issues.push({
            code: 'custom',
            message: 'Enter why this is so, in one line.',
            input: posted,
            path: [warningField(warning)],
          })
        }
        return [warning.key, typeof said === 'string' ? said : null] as const
      })
      return { seen: Number(seen), intent, words: Object.fromEntries(words) }
    }),
  )
}
