import * as z from 'zod/mini'
import { decimal, text, wholeNumber } from '../text.ts'
import { errorOrigins, scales } from './library.ts'
import { outcomeDomains, ownFindingKinds } from './own_finding.ts'

const number = (label: string) =>
  decimal({ label, places: 4, min: '-1000000000', max: '1000000000' })
const words = (label: string, max = 2000) => text({ label, required: true, max, lines: true })

export const ownFindingForm = z.pipe(
  z.strictObject({
    model: text({ label: 'the model', max: 60 }),
    kind: z.enum(ownFindingKinds, { error: 'Choose what kind of figure it is.' }),
    outcomeDomain: z.enum(outcomeDomains, { error: 'Choose the domain of the outcome.' }),
    outcomeMeasure: text({ label: 'the outcome', required: true, max: 200 }),
    contrast: text({ label: 'the contrast', required: true, max: 300 }),
    scale: z.enum(scales, { error: 'Choose what it is counted in.' }),
    priceYear: wholeNumber({ label: 'the price year', min: 1990, max: 2100 }),
    impact: decimal({
      label: 'the estimate',
      required: true,
      places: 4,
      min: '-1000000000',
      max: '1000000000',
    }),
    standardError: number('the standard error'),
    errorOrigin: z.enum(['', ...errorOrigins], {
      error: 'Choose where the standard error comes from.',
    }),
    pValue: decimal({ label: 'the p value', places: 6, max: '1' }),
    controlMean: number('the mean of the control group'),
    programMean: number('the mean of the program group'),
    months: wholeNumber({ label: 'the months after assignment', required: true, min: 1, max: 240 }),
    sampleProgram: wholeNumber({
      label: 'the people of the program group',
      required: true,
      min: 1,
      max: 1e7,
    }),
    sampleControl: wholeNumber({ label: 'the people of the control group', min: 1, max: 1e7 }),
    exploratory: z.enum(['yes', 'no'], {
      error: 'Choose whether it is confirmatory or exploratory.',
    }),
    hasControls: z.enum(['yes', 'no'], {
      error: 'Choose whether the model holds the required controls.',
    }),
    sourceDetail: text({ label: 'the report and table', required: true, max: 300 }),
  }),
  z.transform(({ errorOrigin, exploratory, hasControls, ...form }) => ({
    ...form,
    errorOrigin: errorOrigin === '' ? null : errorOrigin,
    exploratory: exploratory === 'yes',
    hasControls: hasControls === 'yes',
  })),
)

export const findingMoveForm = z.strictObject({ move: z.enum(['submit', 'share']) })

export const findingDecisionForm = z.strictObject({
  decision: z.enum(['approve', 'return'], { error: 'Choose whether to approve or to return it.' }),
  words: words('the reason'),
})

export const findingResponseForm = z.strictObject({ words: words('your response') })
