import * as z from 'zod/mini'
import { text } from '../text.ts'
import { overlapActions, overlapMoveNames } from './life.ts'
import { populations, services } from './reach.ts'

/** Boxes of one name: none, one or several; what is no choice of the list is left out. */
const ticked = <const Word extends string>(words: readonly Word[]) =>
  z.pipe(
    z._default(z.union([z.string(), z.array(z.string())]), []),
    z.transform((posted) => words.filter((word) => [posted].flat().includes(word))),
  )

const postalCodes = z.pipe(
  z._default(z.union([z.string(), z.array(z.string())]), []),
  z.transform((posted) =>
    [...new Set([posted].flat())].filter((code) => /^[A-Z]{2}$/.test(code)).sort(),
  ),
)

/** County codes as people list them: separated by commas, blanks or lines. */
const countyCodes = z.pipe(
  text({ label: 'the counties', max: 4000, lines: true }),
  z.transform((typed, context) => {
    const codes = [...new Set((typed ?? '').split(/[\s,;]+/).filter(Boolean))].sort()
    const wrong = codes.find((code) => !/^\d{5}$/.test(code))
    if (wrong !== undefined) {
      context.issues.push({
        code: 'custom',
        message: `Enter county codes of five digits, such as 08101; “${wrong.slice(0, 20)}” is none.`,
        input: typed,
      })
    }
    return codes
  }),
)

/** Where an award works, whom it serves, what it does, and how that is known. */
export const reachForm = z.strictObject({
  nationwide: z.pipe(
    z.optional(z.string()),
    z.transform((posted) => posted === 'yes'),
  ),
  statewide: postalCodes,
  counties: countyCodes,
  populations: ticked(populations),
  services: ticked(services),
  ground: text({ label: 'how you know', max: 1000, lines: true, required: true }),
})

export const overlapMoveForm = z.pipe(
  z.strictObject({
    move: z.enum([...overlapMoveNames, 'share'], 'Choose what is decided.'),
    action: z.pipe(
      z._default(z.string(), ''),
      z.transform((posted) => overlapActions.find((action) => action === posted) ?? null),
    ),
    words: text({ label: 'a reason', max: 2000, lines: true, required: true }),
  }),
  z.transform((posted, context) => {
    if (posted.move === 'plan' && posted.action === null) {
      context.issues.push({
        code: 'custom',
        message: 'Choose what will be done.',
        input: posted,
        path: ['action'],
      })
    }
    return { ...posted, action: posted.move === 'plan' ? posted.action : null }
  }),
)

export const overlapCommentForm = z.strictObject({
  words: text({ label: 'what you know', max: 2000, lines: true, required: true }),
})
