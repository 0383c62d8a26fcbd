import { describe, expect, test } from 'vitest'
import type { Judged } from '#app/domain/evidence/finding.ts'
import { inDollarsOf, readPriceYear, restatementProblem } from '#app/domain/evidence/prices.ts'
import { restate } from '#app/domain/evidence/restated.ts'
import { priceIndex } from '#tests/setup/price_index.ts'
import { vectorRows } from '#tests/vectors/read.ts'

interface Deflated {
  deflated_to_base_year?: boolean
  base_year: number
  price_index_base: number
  price_index: number[]
  years_after_spend: number[]
}

test('the index has the averages that the published values rest on', () => {
  const vectors = vectorRows('mvpf_vectors.csv')
    .map((row) => JSON.parse(row['inputs_json'] ?? '{}') as Deflated)
    .filter((inputs) => inputs.deflated_to_base_year)
  expect(vectors.length).toBeGreaterThan(0)
  for (const { base_year: base, price_index_base: average, ...inputs } of vectors) {
    expect(priceIndex.get(base)).toBe(average)
    expect(inputs.years_after_spend.map((years) => priceIndex.get(base + years))).toEqual(
      inputs.price_index,
    )
  }
})

describe('an amount in the dollars of another year', () => {
  test('goes there and back', () => {
    const there = inDollarsOf(1000, { from: 2014, to: 2025 }, priceIndex)
    expect(there).toBeCloseTo((1000 * 321.943) / 236.736, 9)
    expect(inDollarsOf(there, { from: 2025, to: 2014 }, priceIndex)).toBeCloseTo(1000, 9)
    expect(inDollarsOf(1000, { from: 2018, to: 2018 }, priceIndex)).toBe(1000)
  })

  test.each(['1984', '2026', '201', '20.5', 'last year', '-2014'])('is refused for %s', (typed) => {
    expect(readPriceYear(typed, priceIndex)).toEqual({
      ok: false,
      error: expect.stringContaining('from 1985 to 2025'),
    })
  })

  test('of no year stays as it is', () => {
    expect(readPriceYear('  ', priceIndex)).toEqual({ ok: true, year: null })
    expect(readPriceYear(' 2020 ', priceIndex)).toEqual({ ok: true, year: 2020 })
    expect(() => inDollarsOf(1, { from: 1900, to: 2020 }, priceIndex)).toThrow('1985 to 2025')
  })
})

const finding: Judged & Parameters<typeof restatementProblem>[0] = {
  kind: 'effect',
  outcomeDomain: 'earnings',
  impact: '7011',
  standardError: '619',
  errorOrigin: 'reported',
  pRelation: null,
  pValue: null,
  notes: null,
  scale: 'usd_per_year',
  priceBasis: 'real',
  priceYear: 2018,
}

describe('a finding', () => {
  test('in stated dollars has impact and interval restated alike', () => {
    const { error, amount } = restate(finding, '2025', priceIndex)
    const grown = 321.943 / 251.107
    expect(error).toBeNull()
    expect(amount?.impact).toBeCloseTo(7011 * grown, 6)
    expect(amount?.interval?.low).toBeCloseTo((7011 - 1.959963984540054 * 619) * grown, 6)
    expect(restate({ ...finding, standardError: null }, '2025', priceIndex).amount).toMatchObject({
      interval: null,
    })
  })

  test.each([
    ['unknown', { priceBasis: 'unknown', priceYear: null }],
    ['nominal', { priceBasis: 'nominal', priceYear: null }],
    ['points', { scale: 'points', priceBasis: 'none', priceYear: null }],
    ['real without a year', { priceBasis: 'real', priceYear: null }],
    ['a year outside the index', { priceBasis: 'real', priceYear: 2026 }],
  ] as const)('of %s is never restated', (_, changes) => {
    const other = { ...finding, ...changes }
    expect(restatementProblem(other, priceIndex)).not.toBeNull()
    expect(restate(other, '', priceIndex)).toMatchObject({ error: null, amount: null })
    expect(restate(other, '2025', priceIndex)).toMatchObject({
      error: restatementProblem(other, priceIndex),
      amount: null,
    })
  })

  test('asked for a year outside the index is refused and keeps what was typed', () => {
    expect(restate(finding, '1900', priceIndex)).toMatchObject({ typed: '1900', amount: null })
    expect(restate(finding, '1900', priceIndex).error).toContain('from 1985 to 2025')
  })
})
