import type { FindingKind } from './pool_rules.ts'

/** The words of the library of evidence, each list beside its labels. */
export const modelKinds = ['model', 'site', 'group'] as const
export type ModelKind = (typeof modelKinds)[number]

export const modelKindLabels = {
  model: 'Model',
  site: 'Site of a model',
  group: 'Group of programs',
} satisfies Record<ModelKind, string>

/** The five features that effective sector programs share (J-PAL North America 2022). */
export const components = [
  'screening',
  'occupational_training',
  'career_readiness',
  'wraparound',
  'employer_ties',
] as const
export type Component = (typeof components)[number]

export const componentLabels = {
  screening: 'Upfront screening',
  occupational_training: 'Occupational training to a recognized credential',
  career_readiness: 'Career readiness',
  wraparound: 'Wraparound support',
  employer_ties: 'Employer ties',
} satisfies Record<Component, string>

export const componentAnswers = ['yes', 'partly', 'no'] as const
export type ComponentAnswer = (typeof componentAnswers)[number]

export const componentAnswerLabels = {
  yes: 'Yes',
  partly: 'Partly',
  no: 'No',
} satisfies Record<ComponentAnswer, string>

export const findingKinds = [
  'effect',
  'level',
  'before_after',
  'review',
] as const satisfies readonly FindingKind[]

export const findingKindLabels = {
  effect: 'Effect, against a control group',
  level: 'Cost or other level',
  before_after: 'Before and after, not causal',
  review: 'Review of other studies',
} satisfies Record<FindingKind, string>

/** Counted from assignment; before-and-after rows count from the end of training. */
export const followUpWindows = ['year1', 'year2', 'years3_5', 'years6plus'] as const
export type FollowUpWindow = (typeof followUpWindows)[number]

export const followUpWindowLabels = {
  year1: 'Year 1',
  year2: 'Year 2',
  years3_5: 'Years 3 to 5',
  years6plus: 'Year 6 and later',
} satisfies Record<FollowUpWindow, string>

/** What an impact is counted in: effects meet only within one of these. */
export const scales = [
  'usd_per_year',
  'usd_two_years',
  'usd_per_quarter',
  'usd_per_month',
  'usd_per_participant',
  'percent_of_control',
  'points_in_year',
  'points_in_two_years',
  'points_in_quarter',
  'points',
] as const
export type Scale = (typeof scales)[number]

export const scaleLabels = {
  usd_per_year: 'dollars a year',
  usd_two_years: 'dollars over two years',
  usd_per_quarter: 'dollars a quarter',
  usd_per_month: 'dollars a month',
  usd_per_participant: 'dollars a participant',
  percent_of_control: 'percent of the control mean',
  points_in_year: 'percentage points, in a year',
  points_in_two_years: 'percentage points, in two years',
  points_in_quarter: 'percentage points, in a quarter',
  points: 'percentage points',
} satisfies Record<Scale, string>

export const errorOrigins = ['reported', 'back_solved'] as const
export type ErrorOrigin = (typeof errorOrigins)[number]

/** Where a standard error comes from; the last is worked out here and stored nowhere. */
export const errorOriginLabels = {
  reported: 'as reported',
  back_solved: 'worked back from the published p value by whoever extracted it',
  worked_out: 'worked back here from the published p value',
} satisfies Record<ErrorOrigin | 'worked_out', string>

export const clearLevels = ['low', 'moderate', 'high'] as const
export type ClearLevel = (typeof clearLevels)[number]

export const clearLevelLabels = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
} satisfies Record<ClearLevel, string>

export const claimKinds = ['finding', 'rating', 'fact', 'definition', 'question'] as const
export type ClaimKind = (typeof claimKinds)[number]

export const claimKindLabels = {
  finding: 'Finding',
  rating: 'Rating',
  fact: 'Fact',
  definition: 'Definition',
  question: 'Open question',
} satisfies Record<ClaimKind, string>

/** What the library says of a model, component by component. */
export type ComponentAnswers = Record<
  'screening' | 'occupationalTraining' | 'careerReadiness' | 'wraparound' | 'employerTies',
  ComponentAnswer | null
>

const answerFields = {
  screening: 'screening',
  occupational_training: 'occupationalTraining',
  career_readiness: 'careerReadiness',
  wraparound: 'wraparound',
  employer_ties: 'employerTies',
} as const satisfies Record<Component, keyof ComponentAnswers>

export function answerOf(model: ComponentAnswers, component: Component): ComponentAnswer | null {
  return model[answerFields[component]]
}

/** What findings would show if a claim held: its figure, a gain, or none. */
export const expectations = ['figure', 'increase', 'no_increase'] as const
export type Expectation = (typeof expectations)[number]
