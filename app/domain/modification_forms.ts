import * as z from 'zod/mini'
import {
  type BudgetCategory,
  type ModificationKind,
  budgetCategories,
  budgetLabels,
  noParts,
} from './modification.ts'
import { subtractMoney } from './money.ts'
import { money, text } from './text.ts'
import { threePartDate, withDateParts } from './three-part-date.ts'

const words = (label: string) => text({ label, max: 4000, lines: true, required: true })
const reason = words('why it is needed')

const line = (label: string) => money({ label: `the change of ${label}`, negative: true })

/** What is asked for, by kind; each reads into the parts of a proposal that its kind has. */
export const proposalForms = {
  scope: z.pipe(
    z.strictObject({ newWords: words('the scope as it would read'), reason }),
    z.transform((posted) => ({ ...noParts, ...posted })),
  ),
  key_person: z.pipe(
    z.strictObject({
      position: text({ label: 'the position', max: 200, required: true }),
      oldWords: text({ label: 'who holds it now', max: 200, required: true }),
      newWords: text({ label: 'who takes it over', max: 200, required: true }),
      reason,
    }),
    z.transform((posted) => ({ ...noParts, ...posted })),
  ),
  budget: z.pipe(
    z.strictObject({
      personnel: line(budgetLabels.personnel),
      fringe: line(budgetLabels.fringe),
      travel: line(budgetLabels.travel),
      equipment: line(budgetLabels.equipment),
      supplies: line(budgetLabels.supplies),
      contractual: line(budgetLabels.contractual),
      participant_support: line(budgetLabels.participant_support),
      other: line(budgetLabels.other),
      indirect: line(budgetLabels.indirect),
      reason,
    }),
    z.transform(({ reason, ...changes }) => ({
      ...noParts,
      reason,
      lines: budgetCategories.flatMap((category: BudgetCategory) => {
        const change = changes[category]
        return change === null || change === '0.00' ? [] : [{ category, change }]
      }),
    })),
  ),
  no_cost_extension: z.pipe(
    withDateParts(
      z.strictObject({
        newPeriodEnd: threePartDate({ label: 'the new last day', required: true }),
        reason,
      }),
    ),
    z.transform((posted) => ({ ...noParts, ...posted })),
  ),
  supplement: amountForm('the amount to add', (amount) => amount),
  deobligation: amountForm('the amount to take back', (amount) => subtractMoney('0.00', amount)),
} satisfies Record<ModificationKind, z.ZodMiniType>

function amountForm(label: string, signedAs: (amount: string) => string) {
  return z.pipe(
    z.strictObject({ amountChange: money({ label, required: true }), reason }),
    z.transform((posted: { amountChange: string; reason: string }, context) => {
      if (posted.amountChange !== '0.00') {
        return { ...noParts, ...posted, amountChange: signedAs(posted.amountChange) }
      }
      context.issues.push({
        code: 'custom',
        message: `Enter ${label}: more than zero.`,
        path: ['amountChange'],
        input: posted,
      })
      return z.NEVER
    }),
  )
}

export const decideForm = z.strictObject({
  decision: z.enum(['approved', 'refused'], 'Choose whether it is approved.'),
  words: words('the reason for the decision'),
})

export const commentForm = z.strictObject({ words: words('your comment') })
