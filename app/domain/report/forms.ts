import * as z from 'zod/mini'
import { inSentence, text } from '../text.ts'
import { returnReasons } from './returns.ts'
import type { TemplateItem } from './template.ts'

const wordsMax = 4000

const words = (label: string) => text({ label, max: wordsMax, lines: true, required: true })

/** For moves that take no words. */
export const noWordsForm = z.strictObject({})

/** What confirms the figures of a file: the last revision that its page had seen. */
export const confirmUploadForm = z.strictObject({
  seen: z.string().check(z.regex(/^\d{1,15}$/)),
})

export const pickUpForm = z.strictObject({ move: z.enum(['pick_up', 'hand_back', 'take_over']) })

export const declineForm = z.strictObject({
  reason: words('what has to change before you can sign'),
})

export const withdrawForm = z.strictObject({
  reason: words('why you withdraw the report'),
})

export const acceptForm = z.strictObject({
  note: text({ label: 'a note', max: wordsMax, lines: true }),
  why: text({ label: 'why you accept all the same', max: wordsMax, lines: true }),
})

/** A signature: typed name and authority; the password where signing in was too long ago. */
const signature = {
  name: text({ label: 'your full name', max: 200, required: true }),
  title: text({ label: 'your title', max: 200, required: true }),
  password: z.optional(z.string().check(z.maxLength(1000, 'Enter your password.'))),
}

const ticked = (sentence: string) =>
  z.pipe(z._default(z.string(), ''), z.literal('yes', `Tick the box to confirm that ${sentence}.`))

/** What a certifying official posts: the form's attestations, each ticked, and the signature. */
export function certifyForm(attestations: readonly Pick<TemplateItem, 'itemCode' | 'label'>[]) {
  return z.strictObject({
    ...Object.fromEntries(
      attestations.map(({ itemCode, label }) => [itemCode, ticked(inSentence(label))]),
    ),
    ...signature,
  })
}

export const nothingForm = z.strictObject({
  nothing: ticked('there is nothing to report for this period'),
  ...signature,
})

export interface SectionChoice {
  order: number
  title: string
}

/** Sections to send back, at least one, each with a reason and words. Yields them in order. */
export function returnForm(sections: readonly SectionChoice[]) {
  return z.pipe(
    z.strictObject(
      Object.fromEntries(
        sections.flatMap(({ order, title }) => [
          [`section_${order}`, z.optional(z.literal('yes'))],
          [`reason_${order}`, z.optional(z.enum([...returnReasons, '']))],
          [
            `words_${order}`,
            text({ label: `what to fix in ${title}`, max: wordsMax, lines: true }),
          ],
        ]),
      ),
    ),
    z.transform((posted: Record<string, string | null | undefined>, context) => {
      const chosen = sections.filter(({ order }) => posted[`section_${order}`] === 'yes')
      const say = (field: string, message: string) =>
        context.issues.push({ code: 'custom', message, input: posted, path: [field] })
      if (chosen.length === 0) {
        say(`section_${sections[0]?.order}`, 'Choose at least one section to return.')
      }
      return chosen.flatMap(({ order, title }) => {
        const reason = returnReasons.find((known) => known === posted[`reason_${order}`])
        const said = posted[`words_${order}`]
        if (!reason) say(`reason_${order}`, `Choose why you return ${title}.`)
        if (!said) say(`words_${order}`, `Say what to fix in ${title}.`)
        return reason && said ? [{ section: order, reason, words: said }] : []
      })
    }),
  )
}

/** Sections to open again, at least one, with one reason for all. */
export function reopenForm(sections: readonly SectionChoice[]) {
  return z.pipe(
    z.strictObject({
      sections: z._default(z.union([z.string(), z.array(z.string())]), []),
      reason: words('why the report is reopened'),
    }),
    z.transform((posted: { sections: string | string[]; reason: string }, context) => {
      const chosen = sections
        .map(({ order }) => order)
        .filter((order) => [posted.sections].flat().includes(String(order)))
      if (chosen.length === 0) {
        context.issues.push({
          code: 'custom',
          message: 'Choose at least one section to reopen.',
          input: posted,
          path: ['sections'],
        })
      }
      return { sections: chosen, reason: posted.reason }
    }),
  )
}
