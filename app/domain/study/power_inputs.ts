import { type Design, type SizeField, designProblem } from './design.ts'
import { powerForecast } from './enrolment.ts'
import { minimumDetectableEffect, sizeNeeded, targetProblem } from './power.ts'
import {
  analyticSize,
  binaryMinimumDetectableEffect,
  perParticipant,
  randomizeFor,
  sharedAlpha,
} from './power_adjustments.ts'

/** Designs whose power a study follows as it enrols. A block is a site; a cluster a class within them; of three
 *  levels the top is a site. */
export const powerDesigns = [
  'individual',
  'blocked_constant',
  'blocked_fixed',
  'blocked_random',
  'clustered',
  'clustered_three',
] as const satisfies readonly Design['kind'][]
export type PowerDesign = (typeof powerDesigns)[number]

export const powerDesignLabels = {
  individual: 'People, all sites as one',
  blocked_constant: 'People within sites, one effect for all',
  blocked_fixed: 'People within sites, an effect for each',
  blocked_random: 'People within sites, for sites in general',
  clustered: 'Classes, assigned whole',
  clustered_three: 'Whole classes within sites',
} satisfies Record<PowerDesign, string>

/** What the numbers of a page are, with the unit each is typed in and what stands before anyone types. */
export const powerFields = {
  effect: { label: 'Effect to find', hint: 'In standard deviations of the outcome.', usual: '0.2' },
  power: { label: 'Power', hint: 'Above 0.5, at most 0.999.', usual: '0.8' },
  alpha: { label: 'Size of the test (α)', hint: 'Between 0 and 0.5.', usual: '0.05' },
  outcomes: {
    label: 'Confirmatory outcomes',
    hint: 'Tested together; each gets its part of α (Bonferroni).',
    usual: '1',
  },
  share: { label: 'Share in the program', hint: 'Between 0 and 1.', usual: '0.5' },
  response: { label: 'Response or match rate', hint: 'Above 0, at most 1.', usual: '0.8' },
  r2: { label: 'R² of covariates', hint: 'What baseline explains: 0 to 1.', usual: '0.2' },
  covariates: { label: 'Number of covariates', hint: 'A whole number.', usual: '1' },
  icc: {
    label: 'Intraclass correlation',
    hint: 'The part of the variance between sites or classes: 0 to 1.',
    usual: '0.05',
  },
  iccTop: {
    label: 'Correlation within sites',
    hint: 'Of three levels only: the part of the variance between sites.',
    usual: '0.02',
  },
  r2Cluster: {
    label: 'R² between classes',
    hint: 'Of whole classes: what baseline explains between them.',
    usual: '0',
  },
  r2Top: {
    label: 'R² between sites',
    hint: 'Of three levels only: what baseline explains between sites.',
    usual: '0',
  },
  effectVariance: {
    label: 'Variance of the effect',
    hint: 'Between sites, over the outcome’s variance there.',
    usual: '0.2',
  },
  clusterSize: { label: 'People in a class', hint: 'Of whole classes only.', usual: '15' },
  takeUp: {
    label: 'Take-up, program arm',
    hint: 'Planned share that takes part, 0 to 1.',
    usual: '0.75',
  },
  crossover: {
    label: 'Crossover, control arm',
    hint: 'Planned share that gets the program anyway.',
    usual: '0.03',
  },
  controlRate: {
    label: 'Control rate of a yes-or-no outcome',
    hint: 'Share of the control group with it, between 0 and 1.',
    usual: '0.5',
  },
} as const

export type PowerField = keyof typeof powerFields
export const powerFieldNames = Object.keys(powerFields) as PowerField[]

export interface PowerInputs {
  design: PowerDesign
  tails: 1 | 2
  numbers: Record<PowerField, number>
}

/** The inputs an address carries, each as typed; what is not there stands at its usual value, the share and the
 *  number of confirmatory outcomes at the study's plan. */
export function typedPower(params: URLSearchParams, share: number | null, outcomes = 1) {
  const typed = Object.fromEntries(
    powerFieldNames.map((name) => [
      name,
      (
        params.get(name) ??
        (name === 'share' && share !== null ? String(Number(share.toFixed(4))) : null) ??
        (name === 'outcomes' ? String(Math.max(1, outcomes)) : null) ??
        powerFields[name].usual
      ).trim(),
    ]),
  ) as Record<PowerField, string>
  return {
    ...typed,
    design: params.get('design') ?? 'individual',
    tails: params.get('tails') ?? '2',
  }
}

export type TypedPower = ReturnType<typeof typedPower>

/** What was typed as numbers, or the rule each wrong one breaks. */
export function readPower(
  typed: TypedPower,
): { ok: true; inputs: PowerInputs } | { ok: false; problems: Partial<Record<string, string>> } {
  const problems: Partial<Record<string, string>> = {}
  const design = powerDesigns.find((one) => one === typed.design)
  if (!design) problems['design'] = 'Choose the design from the list.'
  const numbers = {} as Record<PowerField, number>
  for (const name of powerFieldNames) {
    const value = /^\d*\.?\d+$/.test(typed[name]) ? Number(typed[name]) : Number.NaN
    numbers[name] = value
    const rule = Number.isNaN(value) ? 'a number, such as 0.2' : ruleOf(name, value)
    if (rule) problems[name] = `Enter ${powerFields[name].label.toLowerCase()} as ${rule}.`
  }
  const target = targetProblem(numbers)
  if (target && (target.field === 'alpha' || target.field === 'power')) {
    problems[target.field] ??= target.rule
  }
  if (design === 'clustered_three' && numbers.icc + numbers.iccTop >= 1) {
    problems['iccTop'] ??= 'Enter two correlations that add up to less than 1.'
  }
  if (!problems['takeUp'] && !problems['crossover'] && numbers.takeUp <= numbers.crossover) {
    problems['takeUp'] = 'Enter a take-up above the crossover of the control arm.'
  }
  if (!design || Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, inputs: { design, tails: typed.tails === '1' ? 1 : 2, numbers } }
}

function ruleOf(name: PowerField, value: number): string | null {
  switch (name) {
    case 'effect':
      return value > 0 && value <= 5 ? null : 'more than 0 and at most 5'
    case 'share':
    case 'controlRate':
      return value > 0 && value < 1 ? null : 'more than 0 and less than 1'
    case 'response':
    case 'takeUp':
      return value > 0 && value <= 1 ? null : 'more than 0 and at most 1'
    case 'outcomes':
      return Number.isInteger(value) && value >= 1 && value <= 50
        ? null
        : 'a whole number from 1 to 50'
    case 'r2':
    case 'r2Cluster':
    case 'r2Top':
    case 'icc':
    case 'iccTop':
    case 'crossover':
      return value < 1 ? null : 'less than 1'
    case 'covariates':
      return Number.isInteger(value) && value <= 100 ? null : 'a whole number up to 100'
    case 'clusterSize':
      return value >= 2 && value <= 500 ? null : 'from 2 to 500'
    case 'effectVariance':
      return value <= 10 ? null : 'at most 10'
    case 'alpha':
    case 'power':
      return null
  }
}

/** The design with so many people assigned, after nonresponse. `sites` are those with people. */
export function designAt(inputs: PowerInputs, sites: number, enrolled: number): Design {
  const { share, r2, covariates, icc, iccTop, effectVariance, response, clusterSize } =
    inputs.numbers
  const { r2Cluster, r2Top } = inputs.numbers
  const people = analyticSize(enrolled, response)
  const blocks = Math.max(1, sites)
  switch (inputs.design) {
    case 'individual':
      return { kind: 'individual', people, share, r2, covariates }
    case 'blocked_constant':
    case 'blocked_fixed':
      return {
        kind: inputs.design,
        blocks,
        peoplePerBlock: people / blocks,
        share,
        r2,
        covariates,
      }
    case 'blocked_random':
      return {
        kind: 'blocked_random',
        blocks,
        peoplePerBlock: people / blocks,
        share,
        icc,
        effectVariance,
        r2,
        r2Effect: 0,
        blockCovariates: 0,
      }
    case 'clustered':
      return {
        kind: 'clustered',
        clusters: people / (clusterSize * response),
        peoplePerCluster: clusterSize * response,
        share,
        icc,
        r2,
        r2Cluster,
        clusterCovariates: 0,
      }
    case 'clustered_three':
      return {
        kind: 'clustered_three',
        topUnits: blocks,
        clustersPerTop: people / (clusterSize * response) / blocks,
        peoplePerCluster: clusterSize * response,
        share,
        icc,
        iccTop,
        r2,
        r2Cluster,
        r2Top,
        topCovariates: 0,
      }
  }
}

/** Where a study's enrolment stands for its power. */
export interface Enrolling {
  enrolled: number
  sites: number
  perMonth: number
  asOf: string
  closesOn: string
  /** People to enrol by the record; null where it names none. */
  target: number | null
}

/**
 * What a study can tell today, when enrolment closes at its pace, and with the people planned: minimum
 * detectable effects in standard deviations, the power for the effect to find, the people it needs, the
 * same per participant and for a yes-or-no outcome, and the day the power is reached.
 */
export function powerOfStudy(inputs: PowerInputs, at: Enrolling) {
  const { effect, alpha, power, takeUp, crossover, controlRate, response } = inputs.numbers
  const { share, r2, covariates } = inputs.numbers
  const alphaEach = sharedAlpha(alpha, inputs.numbers.outcomes)
  const target = { alpha: alphaEach, power, tails: inputs.tails }
  const design = (enrolled: number) => designAt(inputs, at.sites, enrolled)
  const forecast = powerForecast({ ...at, design, effect, target })
  const planned = at.target === null ? null : design(at.target)
  const isSound = planned !== null && designProblem(planned) === null
  const analytic = analyticSize(forecast.atClose.enrolled, response)
  const atClose = forecast.atClose.mdes
  return {
    ...forecast,
    alphaEach,
    planned: isSound ? minimumDetectableEffect(planned, target) : null,
    needed: peopleNeeded(inputs, at.sites),
    perParticipant:
      atClose === null ? null : perParticipant(atClose, { program: takeUp, control: crossover }),
    binary:
      analytic - covariates - 2 < 1
        ? null
        : binaryMinimumDetectableEffect(
            { people: analytic, controlRate, share, r2, covariates },
            target,
          ),
  }
}

export type StudyPower = ReturnType<typeof powerOfStudy>

/** People to randomize for the effect at so many sites; null where more people at these sites never suffice. Of
 *  blocks and classes whole ones are counted, so that it is a little more than the forecast waits for. */
export function peopleNeeded(inputs: PowerInputs, sites = 1): number | null {
  const { design, tails, numbers } = inputs
  const { effect, alpha, power, response, clusterSize, outcomes } = numbers
  const target = { alpha: sharedAlpha(alpha, outcomes), power, tails }
  const blocks = Math.max(1, sites)
  // Its own sizes do not matter: each is solved for, or stands for the sites there are.
  const start = designAt(inputs, sites, 4 * blocks * clusterSize)
  const exact = (field: SizeField) => sizeNeeded(start, field, effect, target)?.exact ?? null
  switch (design) {
    case 'individual': {
      const size = exact('people')
      if (size === null) return null
      // Half a person more rounds up to a whole outcome, as in the forecast.
      const people = randomizeFor(size, response)
      return analyticSize(people - 1, response) >= size ? people - 1 : people
    }
    case 'blocked_constant':
    case 'blocked_fixed':
    case 'blocked_random': {
      const size = exact('peoplePerBlock')
      return size === null ? null : randomizeFor(size * blocks, response)
    }
    case 'clustered': {
      const size = exact('clusters')
      return size === null ? null : Math.ceil(size * clusterSize)
    }
    case 'clustered_three': {
      const size = exact('clustersPerTop')
      return size === null ? null : Math.ceil(size * blocks * clusterSize)
    }
  }
}
