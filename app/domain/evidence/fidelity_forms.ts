import * as z from 'zod/mini'
import { text } from '../text.ts'
import { evidenceOf, fidelityWords } from './fidelity.ts'
import { componentLabels, components } from './library.ts'

const word = z._default(z.enum(['', ...fidelityWords], 'Choose a word of the list.'), '')
const evidence = text({ label: 'the evidence', max: 1000, lines: true })

/** What one side says of the components in one quarter: at least one of them, each with its evidence. */
export const fidelityForm = z.pipe(
  z.strictObject({
    quarter: text({ label: 'the quarter', max: 10, required: true }),
    screening: word,
    screening_evidence: evidence,
    occupational_training: word,
    occupational_training_evidence: evidence,
    career_readiness: word,
    career_readiness_evidence: evidence,
    wraparound: word,
    wraparound_evidence: evidence,
    employer_ties: word,
    employer_ties_evidence: evidence,
  }),
  z.transform((posted, context) => {
    const refuse = (field: string, message: string) =>
      context.issues.push({ code: 'custom', message, input: posted, path: [field] })
    const ratings = components.flatMap((component) => {
      const [said, why] = [posted[component], posted[evidenceOf(component)]]
      const label = componentLabels[component].toLowerCase()
      if (said !== '' && why === null) {
        refuse(evidenceOf(component), `Enter the evidence on ${label}.`)
      }
      if (said === '' && why !== null) {
        refuse(component, `Choose how far ${label} is in place, or take its evidence away.`)
      }
      return said === '' || why === null ? [] : [{ component, word: said, evidence: why }]
    })
    if (ratings.length === 0 && context.issues.length === 0) {
      refuse('screening', 'Rate at least one component.')
    }
    return { quarter: posted.quarter, ratings }
  }),
)
