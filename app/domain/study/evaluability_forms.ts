import * as z from 'zod/mini'
import { text } from '../text.ts'
import { type EvaluabilityCriterion, criteria, evaluabilityCriteria } from './evaluability.ts'

/** Points with what they rest on; a criterion left empty stays as it was. */
function scored(code: EvaluabilityCriterion) {
  return z.pipe(
    z.strictObject({
      score: z.enum(['', '0', '1', '2'], { error: 'Choose 0, 1 or 2 points.' }),
      words: text({ label: 'what the points rest on', max: 1000, lines: true }),
    }),
    z.transform(({ score, words }, context) => {
      if (score === '' && words === null) return null
      const message =
        score === ''
          ? `Choose the points for “${criteria[code].label}”.`
          : words === null
            ? `Enter what the points for “${criteria[code].label}” rest on.`
            : null
      if (message === null && words !== null) return { score: Number(score), words }
      context.issues.push({
        code: 'custom',
        message: message ?? '',
        path: [score === '' ? 'score' : 'words'],
        input: score,
      })
      return z.NEVER
    }),
  )
}

export const scoresForm = z.pipe(
  z.strictObject(
    Object.fromEntries(evaluabilityCriteria.map((code) => [code, scored(code)])) as Record<
      EvaluabilityCriterion,
      ReturnType<typeof scored>
    >,
  ),
  z.transform((form) =>
    evaluabilityCriteria.flatMap((criterion) => {
      const one = form[criterion]
      return one === null ? [] : [{ criterion, ...one }]
    }),
  ),
)

export const candidateCommentForm = z.strictObject({
  words: text({ label: 'your comment', required: true, max: 2000, lines: true }),
})
