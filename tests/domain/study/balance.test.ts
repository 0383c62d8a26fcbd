import { describe, expect, test } from 'vitest'
import { attritionLevel, attritionOf, boundary } from '#app/domain/study/attrition.ts'
import { allocationDrift } from '#app/domain/study/allocation.ts'
import {
  balanceCategory,
  coxIndex,
  hedgesG,
  omnibusTest,
  responseDifference,
  type Baseline,
} from '#app/domain/study/balance.ts'
import { perParticipant } from '#app/domain/study/power_adjustments.ts'
import { expectPrinted, expectWithin, input, vectorRows, vectors } from '#tests/vectors/read.ts'

type Inputs = Record<string, number>

const arm = (inputs: Inputs, side: 't' | 'c') => ({
  mean: inputs[`mean_${side}`] ?? 0,
  sd: inputs[`sd_${side}`] ?? 0,
  share: inputs[`p_${side}`] ?? 0,
  n: input(inputs, `n_${side}`),
})

const answers: Record<string, (inputs: Inputs) => object> = {
  HEDGES_G(inputs) {
    const found = hedgesG(arm(inputs, 't'), arm(inputs, 'c'))
    if (found.kind === 'undefined') return found
    const { pooledSd, d, g, p } = found
    return { ...found, pooled_sd: pooledSd, cohens_d: d, hedges_g: g, p_value: p }
  },
  COX(inputs) {
    const found = coxIndex(arm(inputs, 't'), arm(inputs, 'c'))
    if (found.kind === 'undefined') return found
    return {
      ...found,
      log_odds_ratio: found.logOddsRatio,
      cox_index_unadjusted: found.unadjusted,
      cox_index: found.index,
    }
  },
  ALLOCATION(inputs) {
    const found = allocationDrift({
      program: input(inputs, 'n_t'),
      control: input(inputs, 'n_c'),
      plannedShare: input(inputs, 'planned_share_t'),
    })
    return {
      z: found?.z,
      share_t: found?.share,
      drift_pp: found?.driftPp,
      p_normal: found?.pNormal,
      p_exact: found?.pExact,
      p_exact_doubled: found?.pDoubled,
      chi2: found?.chiSquare,
    }
  },
  ATTRITION(inputs) {
    const found = attritionOf([
      {
        randomized: {
          program: input(inputs, 'randomized_t'),
          control: input(inputs, 'randomized_c'),
        },
        analyzed: { program: input(inputs, 'analyzed_t'), control: input(inputs, 'analyzed_c') },
      },
    ])
    const { program, control, row } = found
    return { ...found, attr_t: program, attr_c: control, lookup_row_pct: row }
  },
  RESPONSE_DIFF(inputs) {
    const found = responseDifference(
      { answered: input(inputs, 'x_t'), asked: input(inputs, 'n_t') },
      { answered: input(inputs, 'x_c'), asked: input(inputs, 'n_c') },
    )
    return { z: found.z, diff_pp: found.differencePp, p_value: found.p }
  },
  TOT(inputs) {
    const takeUp = { program: input(inputs, 'takeup_t'), control: input(inputs, 'takeup_c') }
    return {
      late: perParticipant(input(inputs, 'itt'), takeUp),
      se_late: perParticipant(input(inputs, 'se_itt'), takeUp),
    }
  },
}

describe('balance', () => {
  test.each(vectors('balance_vectors.csv'))(
    '$id $kind equals its vector',
    ({ kind, inputs, expected }) => {
      const answer = new Map<string, unknown>(Object.entries(answers[kind]?.(inputs) ?? {}))
      for (const [name, printed] of Object.entries(expected)) {
        const value = answer.get(name)
        expectPrinted(
          typeof value === 'number' || typeof value === 'string' ? value : null,
          printed,
        )
      }
    },
  )

  test('both limits belong to the better category', () => {
    expect(balanceCategory(0.05)).toBe('satisfied')
    expect(balanceCategory(-0.0501)).toBe('satisfied_with_adjustment')
    expect(balanceCategory(-0.25)).toBe('satisfied_with_adjustment')
    expect(balanceCategory(0.2501)).toBe('not_satisfied')
  })

  test('a difference turns its sign when the arms change places', () => {
    const [program, control] = [
      { mean: 5, sd: 2, share: 0.4, n: 50 },
      { mean: 4, sd: 3, share: 0.3, n: 70 },
    ] as const
    const g = [hedgesG(program, control), hedgesG(control, program)]
    const index = [coxIndex(program, control), coxIndex(control, program)]
    const sum = [...g, ...index].map((one) => {
      if (one.kind === 'undefined') return Number.NaN
      return 'g' in one ? one.g : one.index
    })
    expect(sum[0]).toBeCloseTo(-(sum[1] ?? 0), 14)
    expect(sum[2]).toBeCloseTo(-(sum[3] ?? 0), 14)
  })

  test('no number stands where a difference is not defined', () => {
    const none = { share: 0, n: 30 }
    expect(coxIndex(none, { share: 0.5, n: 30 })).toMatchObject({ kind: 'undefined' })
    expect(coxIndex({ share: 0.5, n: 30 }, { share: 1, n: 30 })).toMatchObject({
      kind: 'undefined',
    })
    const still = { mean: 3, sd: 0, n: 30 }
    expect(hedgesG(still, still)).toMatchObject({ kind: 'undefined' })
    expect(hedgesG({ ...still, n: 1 }, { ...still, n: 1 })).toMatchObject({ kind: 'undefined' })
    const all = { answered: 10, asked: 10 }
    expect(responseDifference(all, all)).toEqual({ differencePp: 0, z: null, p: null })
  })

  test('counts and shares that cannot be are refused', () => {
    const fine = { mean: 3, sd: 1, share: 0.5, n: 30 }
    expect(() => hedgesG({ ...fine, sd: -1 }, fine)).toThrow('not negative')
    expect(() => hedgesG({ ...fine, n: 0 }, fine)).toThrow('at least one person')
    expect(() => coxIndex({ ...fine, share: 1.2 }, fine)).toThrow('between 0 and 1')
    expect(() => responseDifference({ answered: 3, asked: 2 }, { answered: 1, asked: 2 })).toThrow(
      'no more than those asked',
    )
  })
})

describe('the omnibus test', () => {
  const people: Baseline[] = [
    [true, 'a', 1, 4],
    [false, 'a', 2, 1],
    [true, 'a', 4, 3],
    [false, 'a', 3, 5],
    [true, 'b', 7, 2],
    [false, 'b', 5, 6],
    [true, 'b', 9, 8],
    [false, 'b', 6, 7],
    [false, 'b', 8, 1],
  ].map(([isProgram, block, ...covariates]) => ({
    isProgram: isProgram === true,
    block: String(block),
    covariates: covariates.map(Number),
  }))

  test('is the F of a regression with block indicators', () => {
    const found = omnibusTest(people)
    expect(found).toMatchObject({ df1: 2, df2: 5, left: 0 })
    expectWithin(found?.f ?? 0, 0.382892845295, 1e-9)
    expectWithin(found?.p ?? 0, 0.700291364331, 1e-9)
  })

  test('leaves out what the other covariates or the blocks already tell', () => {
    const repeated = people.map((person) => {
      const [first = 0] = person.covariates
      const inBlock = Number(person.block === 'a')
      return { ...person, covariates: [...person.covariates, 3 * first - 1e4, inBlock] }
    })
    expect(omnibusTest(repeated)?.left).toBe(2)
    expect(omnibusTest(repeated)?.f).toBeCloseTo(omnibusTest(people)?.f ?? 0, 8)
  })

  test('does not depend on the units or order of the covariates', () => {
    const other = people.map((person) => {
      const [first = 0, second = 0] = person.covariates
      return { ...person, covariates: [second * 1e-6, 40 - 1000 * first] }
    })
    expect(omnibusTest(other)?.p).toBeCloseTo(omnibusTest(people)?.p ?? 0, 8)
  })

  test('says nothing where too few people or no covariate remain', () => {
    expect(omnibusTest([])).toBeNull()
    expect(omnibusTest(people.slice(0, 3))).toBeNull()
    expect(omnibusTest(people.map((person) => ({ ...person, covariates: [] })))).toBeNull()
    const uneven = [...people, { isProgram: true, block: 'b', covariates: [1] }]
    expect(() => omnibusTest(uneven)).toThrow('the same covariates')
  })
})

describe('attrition', () => {
  test('holds the published boundary', () => {
    const rows = vectorRows('wwc_attrition_boundary.csv')
    const column = (name: string) => rows.flatMap((row) => (row[name] ? [Number(row[name])] : []))
    expect(rows.map((row) => Number(row['overall_attrition_pct']))).toEqual(rows.map((_, i) => i))
    expect(rows.slice(58).map((row) => row['max_differential_cautious_pp'])).toEqual(
      Array<string>(8).fill(''),
    )
    expect(boundary.cautious).toEqual(column('max_differential_cautious_pp'))
    expect(boundary.optimistic).toEqual(column('max_differential_optimistic_pp'))
  })

  test.each<[number, number, 'low' | 'high', 'low' | 'high']>([
    [0.2, 0.05, 'low', 'low'],
    [0.3, 0.06, 'high', 'low'],
    [0.58, 0.01, 'high', 'low'],
    [0.13, 0.061, 'low', 'low'],
    [0.57, 0, 'low', 'low'],
    [0.65, 0.003, 'high', 'low'],
    [0.651, 0.001, 'high', 'high'],
    // 12.5 percent rounds up, to the row that allows less.
    [0.125, 0.0615, 'high', 'low'],
  ])('of %f with %f between arms is %s when cautious and %s when optimistic', (...row) => {
    const [overall, differential, cautious, optimistic] = row
    expect(attritionLevel(overall, differential, 'cautious')).toBe(cautious)
    expect(attritionLevel(overall, differential, 'optimistic')).toBe(optimistic)
  })

  test('read strictly keeps the smaller of the two rows around it', () => {
    expect(attritionLevel(0.182, 0.057, 'cautious')).toBe('low')
    expect(attritionLevel(0.182, 0.057, 'cautious', { strict: true })).toBe('high')
    expect(attritionLevel(0.18, 0.057, 'cautious', { strict: true })).toBe('low')
  })

  test('does not mistake unequal assignment of the blocks for a difference', () => {
    const blocks = [
      { randomized: { program: 80, control: 20 }, analyzed: { program: 40, control: 10 } },
      { randomized: { program: 20, control: 80 }, analyzed: { program: 18, control: 72 } },
    ]
    const { overall, differential } = attritionOf(blocks)
    expect(overall).toBeCloseTo(0.3, 12)
    expect(differential).toBeCloseTo(0, 12)
  })

  test('refuses counts that do not add up', () => {
    const block = (analyzed: number, randomized = 10) => [
      {
        randomized: { program: randomized, control: 10 },
        analyzed: { program: analyzed, control: 5 },
      },
    ]
    expect(() => attritionOf(block(11))).toThrow('No more people are analyzed')
    expect(() => attritionOf(block(2.5))).toThrow('whole numbers')
    expect(() => attritionOf(block(0, 0))).toThrow('at least one person')
    expect(() => attritionOf([])).toThrow('Nobody is randomized')
  })
})
