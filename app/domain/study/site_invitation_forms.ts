import * as z from 'zod/mini'
import { text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'

const words = (label: string) => text({ label, required: true, max: 2000, lines: true })

export const siteInvitationForm = withDateParts(
  z.strictObject({
    number: text({ label: 'the number of the award', required: true, max: 80 }),
    words: words('what you ask of the grantee'),
    answerBy: threePartDate({ label: 'the day to answer by', required: true }),
  }),
)

export const siteAnswerForm = z.pipe(
  z.strictObject({
    answer: z.enum(['accepted', 'declined'], { error: 'Choose whether to accept or to decline.' }),
    words: text({ label: 'the reason', max: 2000, lines: true }),
  }),
  z.transform(({ answer, words }, context) => {
    if (answer === 'accepted') return { answer, words }
    if (words !== null) return { answer, words }
    context.issues.push({
      code: 'custom',
      message: 'Enter the reason, so that the study’s team knows why.',
      path: ['words'],
      input: words,
    })
    return z.NEVER
  }),
)

export const siteWithdrawalForm = z.strictObject({ words: words('the reason') })
