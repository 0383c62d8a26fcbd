import * as z from 'zod/mini'
import { link, money, text, wholeNumber } from '../text.ts'
import { threePartDate, withDateParts } from '../three-part-date.ts'
import { outcomeSources, registries, studyDesigns, type Outcome } from './record.ts'
import { stages } from './stages.ts'

const words = (label: string) => text({ label, required: true, max: 4000, lines: true })
const chosenId = (label: string) => wholeNumber({ label, required: true, min: 1 })

/** A study at its beginning; what it is in detail, its lead enters afterwards. */
export const newStudyForm = withDateParts(
  z.strictObject({
    title: text({ label: 'the title', required: true, max: 200 }),
    summary: words('the purpose in a sentence or two'),
    questions: words('the questions it is to answer'),
    design: z.enum(studyDesigns, { error: 'Choose the design.' }),
    stages: z.pipe(
      z._default(z.union([z.string(), z.array(z.string())]), []),
      z.transform((posted: string | string[], context) => {
        const chosen = stages.filter((stage) => [posted].flat().includes(stage))
        if (chosen.length > 0) return chosen
        context.issues.push({
          code: 'custom',
          message: 'Choose at least one stage to begin with.',
          input: posted,
        })
        return z.NEVER
      }),
    ),
    programCode: text({ label: 'the program', required: true, max: 40 }),
    membershipId: chosenId('the lead'),
    awardedOn: threePartDate({ label: 'the day the contract was awarded', required: true }),
  }),
)

export const leadForm = z.strictObject({ membershipId: chosenId('the new lead') })

const outcome = (label: string) =>
  z._default(
    z.pipe(
      z.strictObject({
        name: text({ label: `the ${label}`, max: 200 }),
        source: z._default(z.union([z.literal(''), z.enum(outcomeSources)]), ''),
        months: wholeNumber({ label: 'the months after assignment', min: 1, max: 240 }),
      }),
      z.transform((posted, context) => {
        const { name, source, months } = posted
        if (name === null && source === '' && months === null) return null
        const missing =
          name === null
            ? { path: 'name', message: `Enter the ${label}.` }
            : source === ''
              ? { path: 'source', message: 'Choose where it is read.' }
              : months === null
                ? { path: 'months', message: 'Enter the months after assignment.' }
                : null
        if (missing === null) return { name, source, months } as Omit<Outcome, 'rank'>
        context.issues.push({
          code: 'custom',
          message: missing.message,
          path: [missing.path],
          input: posted,
        })
        return z.NEVER
      }),
    ),
    { name: null, source: '', months: null } as never,
  )

/** What a study is designed as, whole: each save is a version of its own. */
export const recordForm = z.pipe(
  withDateParts(
    z.strictObject({
      questions: words('the questions it is to answer'),
      design: z.enum(studyDesigns, { error: 'Choose the design.' }),
      programArm: text({ label: 'what the program arm is offered', max: 300 }),
      controlArm: text({ label: 'what the control arm may use', max: 300 }),
      contrast: text({ label: 'the contrast', max: 2000, lines: true }),
      programPlaces: wholeNumber({ label: 'the places of the program', min: 1, max: 20 }),
      controlPlaces: wholeNumber({ label: 'the places of the control group', min: 1, max: 20 }),
      blockSize: wholeNumber({ label: 'the block size', min: 2, max: 400 }),
      sampleTarget: wholeNumber({ label: 'the people to enrol', min: 1, max: 1_000_000 }),
      opensOn: threePartDate({ label: 'the day enrolment opens' }),
      closesOn: threePartDate({ label: 'the day enrolment closes' }),
      needsClearance: z.enum(['yes', 'no'], {
        error: 'Choose whether an OMB control number is needed.',
      }),
      cost: money({ label: 'the cost of the evaluation' }),
      primary1: outcome('primary outcome'),
      primary2: outcome('second primary outcome'),
      secondary1: outcome('secondary outcome'),
      secondary2: outcome('second secondary outcome'),
      secondary3: outcome('third secondary outcome'),
      reason: text({ label: 'the reason for the change', max: 2000, lines: true }),
    }),
  ),
  z.transform((posted) => {
    const {
      primary1,
      primary2,
      secondary1,
      secondary2,
      secondary3,
      needsClearance,
      reason,
      ...rest
    } = posted
    const ranked = (rank: Outcome['rank'], from: readonly (Omit<Outcome, 'rank'> | null)[]) =>
      from.flatMap((one) => (one === null ? [] : [{ ...one, rank }]))
    return {
      reason,
      record: {
        ...rest,
        needsClearance: needsClearance === 'yes',
        outcomes: [
          ...ranked('primary', [primary1, primary2]),
          ...ranked('secondary', [secondary1, secondary2, secondary3]),
        ],
      },
    }
  }),
)

export const registrationForm = withDateParts(
  z.strictObject({
    registry: z.enum(registries, { error: 'Choose the registry.' }),
    identifier: text({ label: 'the number it gave', required: true, max: 80 }),
    url: link({ label: 'the link to the registration' }),
    registeredOn: threePartDate({ label: 'the day of this version', required: true }),
    reason: text({ label: 'the reason for the new version', max: 2000, lines: true }),
  }),
)

/** Taking a milestone out of the plan. */
export const exemptionForm = z.strictObject({
  move: z.enum(['waive', 'supersede'], {
    error: 'Choose whether it is waived or superseded.',
  }),
  reason: words('the reason'),
})

export const gateRequestForm = z.strictObject({
  words: words('how the criteria of this gate stand today'),
})

export const memoForm = z.strictObject({
  words: words('what it means and what follows'),
})
