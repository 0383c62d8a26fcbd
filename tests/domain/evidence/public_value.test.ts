import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atPrices } from '#app/domain/evidence/prices.ts'
import {
  breakEvenYear,
  persist,
  programProblem,
  publicValue,
  valueProgram,
  type WillingnessKind,
  type Program,
  type PublicValue,
} from '#app/domain/evidence/public_value.ts'
import {
  publicValueInterval,
  type ObservedImpact,
} from '#app/domain/evidence/public_value_interval.ts'
import { expectWithin, vectorRows } from '#tests/vectors/read.ts'

interface Inputs {
  earnings_impacts: number[]
  years_after_spend: number[]
  discount_rate: number
  tax_transfer_rate: number
  program_cost: number
  transfers_to_participants: number
  other_cost_savings: number
  wtp_mode: WillingnessKind
  deflated_to_base_year: boolean
  price_index_base: number
  price_index: number[]
}

const rows = vectorRows('mvpf_vectors.csv').map((row) => ({
  id: row['vector_id'] ?? '',
  inputs: JSON.parse(row['inputs_json'] ?? '{}') as Inputs & Record<string, number>,
  expected: JSON.parse(row['expected_json'] ?? '{}') as Record<string, number | string>,
}))

function programOf(inputs: Inputs): Program {
  const impacts = inputs.earnings_impacts.map((amount, i) => ({
    year: inputs.years_after_spend[i] ?? 0,
    amount: inputs.deflated_to_base_year
      ? atPrices(amount, { index: inputs.price_index[i] ?? 0, base: inputs.price_index_base })
      : amount,
  }))
  return {
    impacts,
    discountRate: inputs.discount_rate,
    taxRate: inputs.tax_transfer_rate,
    programCost: inputs.program_cost,
    transfers: inputs.transfers_to_participants,
    savings: inputs.other_cost_savings,
  }
}

function rowNamed(id: string) {
  const row = rows.find((one) => one.id === id)
  if (!row) throw new Error(`There is no vector ${id}.`)
  return row
}

/** The word or ratio of a vector: infinities are words there. */
function ratioOf(value: PublicValue): number | string {
  if (value.kind === 'infinite') return 'Infinity'
  return value.kind === 'neg_infinite' ? '-Infinity' : value.ratio
}

function expectRatio(value: PublicValue, expected: number | string | undefined): void {
  if (typeof expected !== 'number') expect(ratioOf(value)).toBe(expected)
  else expectWithin(Number(ratioOf(value)), expected, 1e-6 * Math.max(1, Math.abs(expected)))
}

describe('the value of a program', () => {
  test.each(rows.filter(({ inputs }) => 'wtp_mode' in inputs))(
    '$id equals its vector',
    ({ inputs, expected }) => {
      const found = valueProgram(programOf(inputs), inputs.wtp_mode)
      const amounts = {
        pv_earnings: found.earnings,
        tax_revenue: found.taxes,
        wtp: found.willingness,
        net_cost: found.netCost,
      }
      for (const [name, amount] of Object.entries(amounts)) {
        expectWithin(amount, Number(expected[name]), 0.005)
      }
      expectRatio(found.value, expected['mvpf'])
      expectWithin(found.benefitCost ?? 0, Number(expected['bcr_naive']), 1e-6)
    },
  )

  test.each(['V13', 'V16', 'V18'])('%s follows the rule of signs', (id) => {
    const { inputs, expected } = rowNamed(id)
    expectRatio(publicValue(inputs['wtp'] ?? 0, inputs['net_cost'] ?? 0), expected['mvpf'])
  })

  test('has its kind by the signs alone', () => {
    const kindOf = (willingness: number, netCost: number) => publicValue(willingness, netCost).kind
    expect(kindOf(5, 2)).toBe('finite')
    expect(kindOf(-5, 2)).toBe('finite')
    expect(kindOf(0, 0)).toBe('infinite')
    expect(kindOf(5, -2)).toBe('infinite')
    expect(kindOf(-5, 0)).toBe('neg_infinite')
    expect(kindOf(-5, -2)).toBe('perverse')
  })

  test('of the stylized scholarship is at least what those pay who would have gone anyway', () => {
    const { inputs, expected } = rowNamed('V12')
    const program: Program = {
      impacts: [{ year: 0, amount: inputs['earnings_gain'] ?? 0 }],
      discountRate: 0.03,
      taxRate: inputs['tax_rate'] ?? 0,
      programCost: inputs['upfront_cost'] ?? 0,
      transfers: 0,
      savings: 0,
    }
    const { taxes, netCost } = valueProgram(program, 'post_tax')
    expect(taxes).toBe(expected['fiscal_externality'])
    expect(netCost).toBe(expected['net_cost'])
    const least = publicValue(inputs['inframarginal_wtp'] ?? 0, netCost)
    expectRatio(least, expected['mvpf_lower_bound_inframarginal_only'])
  })

  test.each([
    ['V01', 0.78],
    ['V02', 1.203],
    ['V05', 0.43],
    ['V06', 1.04],
  ])('%s reproduces the published %f', (id, published) => {
    const { inputs } = rowNamed(id)
    const found = ratioOf(valueProgram(programOf(inputs), inputs.wtp_mode).value)
    const decimals = String(published).split('.')[1]?.length ?? 0
    expect(Number(found).toFixed(decimals)).toBe(published.toFixed(decimals))
  })

  test('to participants and government together is its value to society', () => {
    const amount = fc.double({ min: -20_000, max: 20_000, noNaN: true })
    const drawn = fc.record({
      amounts: fc.array(amount, { minLength: 1, maxLength: 9 }),
      taxRate: fc.double({ min: 0, max: 0.9, noNaN: true }),
      programCost: fc.double({ min: 0, max: 40_000, noNaN: true }),
      transferred: fc.double({ min: 0, max: 1, noNaN: true }),
      savings: fc.double({ min: 0, max: 5_000, noNaN: true }),
    })
    fc.assert(
      fc.property(drawn, ({ amounts, taxRate, programCost, transferred, savings }) => {
        const transfers = transferred * programCost
        const impacts = amounts.map((one, year) => ({ year, amount: one }))
        const program = { impacts, discountRate: 0.03, taxRate, programCost, transfers, savings }
        const found = valueProgram(program, 'post_tax')
        expectWithin(found.participants + found.government, found.society, 1e-6)
        expectWithin(found.society, found.earnings + savings - (programCost - transfers), 1e-6)
      }),
      { numRuns: 50 },
    )
  })
})

describe('persistence', () => {
  const observed = [
    { year: 1, amount: 1945 },
    { year: 2, amount: 1865 },
  ]

  test('keeps, fades or stays as last observed to year 20', () => {
    expect(persist(observed, 'observed')).toEqual(observed)
    const { inputs } = rowNamed('V10')
    expect(persist(observed, 'constant').map(({ amount }) => amount)).toEqual(
      inputs.earnings_impacts,
    )
    const fading = persist(observed, 'linear_decay')
    expect(fading).toHaveLength(20)
    expect(fading[10]).toEqual({ year: 11, amount: 1865 / 2 })
    expect(fading.at(-1)).toEqual({ year: 20, amount: 0 })
  })

  test('reaches to the year asked and never drops what was observed', () => {
    expect(persist(observed, 'constant', 8).at(-1)).toEqual({ year: 8, amount: 1865 })
    expect(persist(observed, 'linear_decay', 1)).toEqual(observed)
    expect(persist(observed.toReversed(), 'constant', 3)).toHaveLength(3)
  })

  test('breaks even in the year of the vector, or never', () => {
    const { inputs, expected } = rowNamed('V20')
    const program: Program = {
      impacts: persist(observed, 'constant'),
      discountRate: inputs.discount_rate,
      taxRate: inputs['tax'] ?? 0,
      programCost: inputs.program_cost,
      transfers: 0,
      savings: inputs.other_cost_savings,
    }
    expect(breakEvenYear(program)).toBe(expected['break_even_year'])
    expect(breakEvenYear({ ...program, impacts: observed })).toBeNull()
    expect(breakEvenYear({ ...program, programCost: 900 })).toBe(0)
  })
})

describe('an interval', () => {
  const impact = (year: number, amount: number, se: number): ObservedImpact => ({
    year,
    amount,
    certainty: { kind: 'error', se },
  })
  const program = {
    impacts: [impact(1, 1945, 600), impact(2, 1865, 700)],
    discountRate: 0.03,
    taxRate: 0.003,
    programCost: 5640.66,
    transfers: 0,
    savings: 939.51,
  }
  const usual = { persistence: 'observed', seed: 20, draws: 400 } as const

  test('is repeated by its seed and holds the estimate', () => {
    const found = publicValueInterval(program, 'post_tax', usual)
    expect(publicValueInterval(program, 'post_tax', usual)).toEqual(found)
    expect(publicValueInterval(program, 'post_tax', { ...usual, seed: 21 })).not.toEqual(found)
    expect(found?.low).toMatchObject({ kind: 'finite' })
    // By the delta method the ratio's standard error is 0.187.
    expectWithin(Number(ratioOf(found?.low ?? { kind: 'infinite' })), 0.775 - 1.96 * 0.187, 0.08)
    expectWithin(Number(ratioOf(found?.high ?? { kind: 'infinite' })), 0.775 + 1.96 * 0.187, 0.08)
  })

  test('reaches up to infinite where some draws pay for themselves', () => {
    const found = publicValueInterval({ ...program, taxRate: 0.186 }, 'post_tax', {
      ...usual,
      persistence: 'constant',
    })
    expect(found?.high).toEqual({ kind: 'infinite' })
    expect(found?.low.kind).toBe('finite')
  })

  test('leaves out perverse draws unless the estimate is one', () => {
    const saving = { ...program, programCost: 100, savings: 500 }
    const wide = { ...saving, impacts: [impact(1, 50, 400)] }
    expect(publicValueInterval(wide, 'post_tax', usual)?.left).toBeGreaterThan(50)
    const harmful = { ...saving, impacts: [impact(1, -300, 10)] }
    const found = publicValueInterval(harmful, 'post_tax', usual)
    expect(found).toMatchObject({ left: 0, low: { kind: 'perverse' }, high: { kind: 'perverse' } })
  })

  test('draws p where only its range is known, and is missing where nothing is', () => {
    const ranged = (low: number, high: number) => ({
      ...program,
      impacts: [{ year: 1, amount: 1945, certainty: { kind: 'p_between' as const, low, high } }],
    })
    const width = (low: number, high: number) => {
      const found = publicValueInterval(ranged(low, high), 'post_tax', usual)
      if (!found) return Number.NaN
      return Number(ratioOf(found.high)) - Number(ratioOf(found.low))
    }
    expect(width(0.05, 0.1)).toBeGreaterThan(width(0.001, 0.01))
    const unsure = { ...program, impacts: [{ year: 1, amount: 1945, certainty: null }] }
    expect(publicValueInterval(unsure, 'post_tax', usual)).toBeNull()
  })
})

describe('what cannot be', () => {
  const program: Program = {
    impacts: [{ year: 1, amount: 100 }],
    discountRate: 0.03,
    taxRate: 0.2,
    programCost: 50,
    transfers: 10,
    savings: 0,
  }

  test.each<[keyof Program, Partial<Program>]>([
    ['impacts', { impacts: [] }],
    ['impacts', { impacts: [{ year: -1, amount: 1 }] }],
    ['impacts', { impacts: [{ year: 1.5, amount: 1 }] }],
    ['impacts', { impacts: [{ year: 1, amount: Number.NaN }] }],
    ['impacts', { impacts: [...program.impacts, ...program.impacts] }],
    ['discountRate', { discountRate: -1 }],
    ['taxRate', { taxRate: 1 }],
    ['programCost', { programCost: -1 }],
    ['savings', { savings: Number.POSITIVE_INFINITY }],
    ['transfers', { transfers: 51 }],
  ])('is refused at %s', (field, changes) => {
    const wrong = { ...program, ...changes }
    expect(programProblem(program)).toBeNull()
    expect(programProblem(wrong)).toMatchObject({ field })
    expect(() => valueProgram(wrong, 'post_tax')).toThrow(programProblem(wrong)?.rule)
    expect(() => breakEvenYear(wrong)).toThrow(programProblem(wrong)?.rule)
  })

  test('is a price index of nothing', () => {
    expect(() => atPrices(100, { index: 0, base: 200 })).toThrow('above 0')
  })
})
