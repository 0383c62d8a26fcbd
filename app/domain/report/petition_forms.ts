import * as z from 'zod/mini'
import { text } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { type PetitionKind, recommendations } from './petitions.ts'

const words = (label: string) => text({ label, max: 4000, lines: true, required: true })

const askExtension = withDateParts(
  z.strictObject({
    wantedOn: threePartDate({ label: 'the new due date you ask for', required: true }),
    reason: words('why you need more time'),
  }),
)

const askWaiver = z.strictObject({
  wantedOn: z._default(z.null(), null),
  reason: words('why the report is not needed'),
})

/** What is asked: a new date and why, or why the report is not needed. */
export const askForm = { extension: askExtension, waiver: askWaiver } satisfies Record<
  PetitionKind,
  z.ZodMiniType
>

export type Asked = z.output<typeof askExtension> | z.output<typeof askWaiver>

export const recommendForm = z.strictObject({
  recommendation: z.enum(recommendations, 'Choose whether you recommend it.'),
  words: words('the reason for your recommendation'),
})

const decision = z.enum(['granted', 'refused'], 'Choose whether it is granted.')

const decideExtension = withDateParts(
  z.pipe(
    z.strictObject({
      decision,
      grantedOn: threePartDate({ label: 'the new due date' }),
      words: words('the reason for the decision'),
    }),
    z.transform((posted, context) => {
      if (posted.decision === 'refused') return { ...posted, grantedOn: null }
      if (posted.grantedOn !== null) return posted
      context.issues.push({
        code: 'custom',
        message: 'Enter the new due date that you grant.',
        path: ['grantedOn', 'month'],
        input: posted,
      })
      return z.NEVER
    }),
  ),
)

const decideWaiver = z.strictObject({
  decision,
  grantedOn: z._default(z.null(), null),
  words: words('the reason for the decision'),
})

/** What is decided; an extension is granted to the date asked for or to another. */
export const decideForm = { extension: decideExtension, waiver: decideWaiver } satisfies Record<
  PetitionKind,
  z.ZodMiniType
>

export type Decided = z.output<typeof decideExtension> | z.output<typeof decideWaiver>

export const lapseForm = z.strictObject({ reason: words('why the report is closed') })
