import * as z from 'zod/mini'
import { text } from '../text.ts'
import { components } from './library.ts'
import { certainties, practiceAnswers } from './practice.ts'

const words = (label: string, max = 4000) => text({ label, required: true, max, lines: true })

const boxes = z._default(z.union([z.string(), z.array(z.string())]), [])

/** Codes as people list them: separated by commas, blanks or lines. */
const codes = (label: string) =>
  z.pipe(
    text({ label, max: 1000, lines: true }),
    z.transform((typed) => [...new Set((typed ?? '').split(/[\s,;]+/).filter(Boolean))]),
  )

export const practiceForm = z.strictObject({
  title: text({ label: 'the title', required: true, max: 160 }),
  done: words('what was done'),
  forWhom: words('for whom', 1000),
  seen: words('what was seen'),
  certainty: z.enum(certainties, { error: 'Choose how sure one may be.' }),
  sectors: z.pipe(
    boxes,
    z.transform((posted) => [...new Set([posted].flat())]),
  ),
  components: z.pipe(
    boxes,
    z.transform((posted) => components.filter((one) => [posted].flat().includes(one))),
  ),
  model: text({ label: 'the model', max: 60 }),
  findings: codes('the findings'),
  studyFinding: text({ label: 'the finding of a study', max: 20 }),
  report: codes('the reports'),
})

export const practiceDecisionForm = z.strictObject({
  decision: z.enum(['approve', 'return'], { error: 'Choose whether to approve or to return it.' }),
  words: words('the reason', 2000),
})

export const practiceSendForm = z.strictObject({
  award: z.pipe(
    boxes,
    z.transform((posted, context) => {
      const numbers = [...new Set([posted].flat())]
      if (numbers.length === 0) {
        context.issues.push({
          code: 'custom',
          message: 'Choose at least one award.',
          input: posted,
        })
      }
      return numbers
    }),
  ),
})

export const practiceAnswerForm = z.strictObject({
  answer: z.enum(practiceAnswers, { error: 'Choose whether it is of use.' }),
  words: words('a line on why', 1000),
})
