import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { designProblem, precisionOf, type Design } from '#app/domain/study/design.ts'
import {
  minimumDetectableEffect,
  multiplierOf,
  powerOf,
  sizeNeeded,
  usualTarget,
  type PowerTarget,
} from '#app/domain/study/power.ts'
import {
  allocationPenalty,
  analyticSize,
  binaryMinimumDetectableEffect,
  designEffect,
  inUnits,
  perParticipant,
  randomizeFor,
  sharedAlpha,
} from '#app/domain/study/power_adjustments.ts'
import { expectPrinted, input, vectors } from '#tests/vectors/read.ts'

type Inputs = Record<string, number>
type Answer = Record<string, number | null | undefined>

/** The answers of each kind of vector, under the names the vectors give them. */
const answers: Record<string, (inputs: Inputs) => Answer> = {
  IRA(inputs) {
    const randomized = input(inputs, 'n_randomized')
    const people = inputs['response_rate']
      ? analyticSize(randomized, inputs['response_rate'])
      : randomized
    const found = minimumDetectableEffect(individual(inputs, people), targetOf(inputs))
    const controlMean = inputs['control_mean'] ?? null
    const scaled = inputs['sd'] ? inUnits(found.mdes, { sd: inputs['sd'], controlMean }) : null
    const takeUp = { program: inputs['compliance_diff'] ?? 1, control: 0 }
    return {
      ...found,
      mde_units: scaled?.units,
      mde_pct_of_control: scaled?.percent,
      mdes_tot: perParticipant(found.mdes, takeUp),
      mde_tot_units: scaled ? perParticipant(scaled.units, takeUp) : null,
    }
  },
  BINARY(inputs) {
    const found = binaryMinimumDetectableEffect(
      {
        people: input(inputs, 'n'),
        controlRate: input(inputs, 'pi_control'),
        share: input(inputs, 'p_treat'),
        r2: input(inputs, 'r2'),
        covariates: input(inputs, 'g'),
      },
      targetOf(inputs),
    )
    return {
      ...found,
      se_pp: found.se,
      mde_pp: found.mde,
      mde_pp_unpooled_upward: found.upward,
    }
  },
  BIRA2C1: (inputs) =>
    minimumDetectableEffect(blocked(inputs, 'blocked_constant'), targetOf(inputs)),
  BIRA2F1: (inputs) => minimumDetectableEffect(blocked(inputs, 'blocked_fixed'), targetOf(inputs)),
  BIRA2R1: (inputs) =>
    minimumDetectableEffect(
      {
        kind: 'blocked_random',
        blocks: input(inputs, 'J'),
        peoplePerBlock: input(inputs, 'n_per_block'),
        share: input(inputs, 'p_treat'),
        icc: input(inputs, 'rho2'),
        effectVariance: input(inputs, 'omega2'),
        r2: input(inputs, 'r21'),
        r2Effect: input(inputs, 'r2t2'),
        blockCovariates: input(inputs, 'g2'),
      },
      targetOf(inputs),
    ),
  CRA2R2: (inputs) => ({
    ...minimumDetectableEffect(
      {
        kind: 'clustered',
        clusters: input(inputs, 'J'),
        peoplePerCluster: input(inputs, 'n_per_cluster'),
        share: input(inputs, 'p_treat'),
        icc: input(inputs, 'rho2'),
        r2: input(inputs, 'r21'),
        r2Cluster: input(inputs, 'r22'),
        clusterCovariates: input(inputs, 'g2'),
      },
      targetOf(inputs),
    ),
    design_effect: designEffect(input(inputs, 'n_per_cluster'), input(inputs, 'rho2')),
  }),
  CRA3R3(inputs) {
    const found = minimumDetectableEffect(
      {
        kind: 'clustered_three',
        topUnits: input(inputs, 'K'),
        clustersPerTop: input(inputs, 'J'),
        peoplePerCluster: input(inputs, 'n'),
        share: input(inputs, 'p_treat'),
        icc: input(inputs, 'rho2'),
        iccTop: input(inputs, 'rho3'),
        r2: input(inputs, 'r21'),
        r2Cluster: input(inputs, 'r22'),
        r2Top: input(inputs, 'r23'),
        topCovariates: input(inputs, 'g3'),
      },
      targetOf(inputs),
    )
    return { ...found, ci_low: found.low, ci_high: found.high }
  },
  IRA_N(inputs) {
    const design = individual(inputs, 4)
    const found = sizeNeeded(design, 'people', input(inputs, 'es'), targetOf(inputs))
    return {
      n_iterative: found?.iterative,
      n_iterative_ceil: found?.ceiling,
      n_exact_power: found?.exact,
    }
  },
  IRA_POWER(inputs) {
    const design = individual(inputs, input(inputs, 'n'))
    const found = powerOf(design, input(inputs, 'es'), targetOf(inputs))
    return { ...found, ncp: found.noncentrality }
  },
  INFLATE: (inputs) => ({
    n_randomize: randomizeFor(input(inputs, 'n_analytic'), input(inputs, 'response_rate')),
  }),
  ALLOC: (inputs) => ({ mdes_ratio: allocationPenalty(input(inputs, 'p_treat')) }),
  MULT(inputs) {
    const found = multiplierOf(input(inputs, 'df'), targetOf(inputs))
    return { ...found, t_alpha: found.critical, t_power: found.reach }
  },
}

function targetOf(inputs: Inputs): PowerTarget {
  return {
    alpha: input(inputs, 'alpha'),
    tails: inputs['tails'] === 1 ? 1 : 2,
    power: inputs['power'] ?? 0.8,
  }
}

function individual(inputs: Inputs, people: number): Design {
  return {
    kind: 'individual',
    people,
    share: input(inputs, 'p_treat'),
    r2: input(inputs, 'r2'),
    covariates: input(inputs, 'g'),
  }
}

function blocked(inputs: Inputs, kind: 'blocked_constant' | 'blocked_fixed'): Design {
  return {
    kind,
    blocks: input(inputs, 'J'),
    peoplePerBlock: input(inputs, 'n_per_block'),
    share: input(inputs, 'p_treat'),
    r2: input(inputs, 'r2'),
    covariates: input(inputs, 'g'),
  }
}

describe('power', () => {
  test.each(vectors('mde_vectors.csv'))(
    '$id $kind equals its vector',
    ({ kind, inputs, expected }) => {
      const answer = answers[kind]?.(inputs) ?? {}
      for (const [name, printed] of Object.entries(expected)) expectPrinted(answer[name], printed)
    },
  )

  test('sharing α among outcomes is the α of one that has its part', () => {
    expect(sharedAlpha(0.05, 2)).toBe(0.025)
    expect(() => sharedAlpha(0.05, 0)).toThrow('at least one')
  })
})

const sizes = fc.record({
  blocks: fc.integer({ min: 8, max: 60 }),
  people: fc.integer({ min: 4, max: 200 }),
  share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  r2: fc.double({ min: 0, max: 0.9, noNaN: true }),
  icc: fc.double({ min: 0, max: 0.45, noNaN: true }),
})

type Sizes = typeof sizes extends fc.Arbitrary<infer S> ? S : never

const designs: ((sizes: Sizes) => Design)[] = [
  ({ blocks, people, share, r2 }) => ({
    kind: 'individual',
    people: blocks * people,
    share,
    r2,
    covariates: 3,
  }),
  ({ blocks, people, share, r2 }) => ({
    kind: 'blocked_constant',
    blocks,
    peoplePerBlock: people,
    share,
    r2,
    covariates: 1,
  }),
  ({ blocks, people, share, r2 }) => ({
    kind: 'blocked_fixed',
    blocks,
    peoplePerBlock: people,
    share,
    r2,
    covariates: 0,
  }),
  ({ blocks, people, share, r2, icc }) => ({
    kind: 'blocked_random',
    blocks,
    peoplePerBlock: people,
    share,
    icc,
    effectVariance: 0.2,
    r2,
    r2Effect: 0.1,
    blockCovariates: 1,
  }),
  ({ blocks, people, share, r2, icc }) => ({
    kind: 'clustered',
    clusters: blocks,
    peoplePerCluster: people,
    share,
    icc,
    r2,
    r2Cluster: 0.3,
    clusterCovariates: 2,
  }),
  ({ blocks, people, share, r2, icc }) => ({
    kind: 'clustered_three',
    topUnits: blocks,
    clustersPerTop: 3,
    peoplePerCluster: people,
    share,
    icc,
    iccTop: icc,
    r2,
    r2Cluster: 0.2,
    r2Top: 0.1,
    topCovariates: 1,
  }),
]

const mdes = (design: Design, target = usualTarget) => minimumDetectableEffect(design, target).mdes

describe.each(designs.map((make) => ({ kind: make(sample()).kind, make })))('$kind', ({ make }) => {
  const holds = (claim: (sizes: Sizes) => void) => {
    fc.assert(fc.property(sizes, claim), { numRuns: 40 })
  }

  test('more people, or more blocks, never make it less precise', () => {
    holds((drawn) => {
      const now = mdes(make(drawn))
      expect(mdes(make({ ...drawn, people: drawn.people + 1 }))).toBeLessThanOrEqual(now)
      expect(mdes(make({ ...drawn, blocks: drawn.blocks + 1 }))).toBeLessThan(now)
    })
  })

  test('the arms may change places, and equal arms are best', () => {
    holds((drawn) => {
      const now = mdes(make(drawn))
      expect(mdes(make({ ...drawn, share: 1 - drawn.share }))).toBeCloseTo(now, 12)
      expect(mdes(make({ ...drawn, share: 0.5 }))).toBeLessThanOrEqual(now * (1 + 1e-12))
    })
  })

  test('better covariates and less power asked lower the effect to be found', () => {
    holds((drawn) => {
      const now = mdes(make(drawn))
      expect(mdes(make({ ...drawn, r2: drawn.r2 + 0.05 }))).toBeLessThan(now)
      expect(mdes(make(drawn), { ...usualTarget, power: 0.7 })).toBeLessThan(now)
      expect(mdes(make(drawn), { ...usualTarget, tails: 1 })).toBeLessThan(now)
    })
  })

  test('power is α at no effect, the same for harm as for help, and rises to 1', () => {
    holds((drawn) => {
      const design = make(drawn)
      const chance = (effect: number) => powerOf(design, effect, usualTarget).power
      const found = mdes(design)
      expect(chance(0)).toBeCloseTo(0.05, 10)
      expect(chance(-found)).toBeCloseTo(chance(found), 10)
      expect(chance(found)).toBeGreaterThan(chance(found / 2))
      expect(chance(found)).toBeGreaterThan(0.78)
      expect(chance(found * 20)).toBeCloseTo(1, 6)
    })
  })
})

function sample(): Sizes {
  return { blocks: 10, people: 20, share: 0.5, r2: 0, icc: 0.1 }
}

describe('the size needed', () => {
  test('is the smallest whole size that reaches the power asked', () => {
    for (const make of designs) {
      const design = make({ blocks: 20, people: 30, share: 0.5, r2: 0.2, icc: 0.05 })
      const field = design.kind === 'individual' ? 'people' : firstSize(design)
      const exact = sizeNeeded(design, field, 0.3, usualTarget)?.exact ?? Number.NaN
      const chance = (size: number) => powerOf({ ...design, [field]: size }, 0.3, usualTarget).power
      expect(chance(exact)).toBeGreaterThanOrEqual(0.8)
      expect(chance(exact - 1)).toBeLessThan(0.8)
    }
  })

  test('is never reached by more people where only more clusters help', () => {
    const design = designs[4]?.({ blocks: 8, people: 20, share: 0.5, r2: 0, icc: 0.2 })
    if (!design) throw new Error('There is a clustered design.')
    expect(sizeNeeded(design, 'peoplePerCluster', 0.2, usualTarget)).toBeNull()
    expect(sizeNeeded(design, 'clusters', 0.2, usualTarget)?.exact).toBeGreaterThan(100)
  })

  test('has a floor where the effect is huge', () => {
    const design = individual({ p_treat: 0.5, r2: 0, g: 3 }, 4)
    expect(sizeNeeded(design, 'people', 100, usualTarget)?.exact).toBe(6)
  })
})

function firstSize(design: Design) {
  if (design.kind === 'clustered') return 'clusters'
  return design.kind === 'clustered_three' ? 'topUnits' : 'blocks'
}

describe('what cannot be', () => {
  const design = {
    kind: 'individual',
    people: 100,
    share: 0.5,
    r2: 0,
    covariates: 0,
  } satisfies Design
  const clusters = {
    kind: 'clustered_three',
    topUnits: 10,
    clustersPerTop: 2,
    peoplePerCluster: 20,
    share: 0.5,
    icc: 0.6,
    iccTop: 0.5,
    r2: 0,
    r2Cluster: 0,
    r2Top: 0,
    topCovariates: 0,
  } satisfies Design

  test.each<[string, string, Design]>([
    ['share', 'between 0 and 1', { ...design, share: 0 }],
    ['share', 'between 0 and 1', { ...design, share: 1 }],
    ['share', 'between 0 and 1', { ...design, share: Number.NaN }],
    ['r2', 'R² is at least 0 and below 1', { ...design, r2: 1 }],
    ['covariates', 'whole numbers', { ...design, covariates: 1.5 }],
    ['people', 'at least 4 people', { ...design, people: 3 }],
    ['people', 'fewer than 1 degree of freedom', { ...design, people: 12, covariates: 10 }],
    ['people', 'above 0', { ...design, people: Number.POSITIVE_INFINITY }],
    ['icc', 'add up to less than 1', clusters],
    ['icc', 'at least 0 and below 1', { ...clusters, icc: -0.1 }],
    ['topUnits', 'fewer than 1 degree', { ...clusters, iccTop: 0.1, topUnits: 2 }],
  ])('is refused at %s: %s', (field, words, impossible) => {
    expect(designProblem(impossible)).toMatchObject({ field })
    expect(designProblem(impossible)?.rule).toContain(words)
    expect(() => precisionOf(impossible)).toThrow(words)
  })

  test('is a test without room for a mistake, or a power nobody can have', () => {
    expect(() => powerOf(design, 0.2, { alpha: 0, tails: 2 })).toThrow('α')
    expect(() => powerOf(design, 0.2, { alpha: 0.5, tails: 2 })).toThrow('α')
    expect(() => mdes(design, { ...usualTarget, power: 0.5 })).toThrow('Power')
    expect(() => mdes(design, { ...usualTarget, power: 1 })).toThrow('Power')
    expect(() => sizeNeeded(design, 'people', 0, usualTarget)).toThrow('above 0')
    expect(() => sizeNeeded(design, 'clusters', 0.2, usualTarget)).toThrow('no clusters')
  })

  test('is a rate outside 0 to 1', () => {
    const binary = { people: 100, controlRate: 1, share: 0.5, r2: 0, covariates: 0 }
    expect(() => binaryMinimumDetectableEffect(binary, usualTarget)).toThrow('control rate')
    expect(() => randomizeFor(100, 0)).toThrow('rate')
    expect(() => analyticSize(100, 1.2)).toThrow('rate')
    expect(() => perParticipant(1, { program: 0.4, control: 0.4 })).toThrow('Take-up')
  })

  test('is a rise above 100 percent, which is then not given', () => {
    const binary = { people: 20, controlRate: 0.95, share: 0.5, r2: 0, covariates: 0 }
    expect(binaryMinimumDetectableEffect(binary, usualTarget).upward).toBeNull()
  })
})
