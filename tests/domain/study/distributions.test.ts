import { describe, expect, test } from 'vitest'
import {
  binomialTest,
  chiSquareQuantile,
  chiSquareTail,
  fTail,
  noncentralTTail,
  normalQuantile,
  normalTail,
  tQuantile,
  tTail,
} from '#app/domain/study/distributions.ts'
import { expectWithin, vectorRows } from '#tests/vectors/read.ts'

const functions: Record<string, (...args: number[]) => number> = {
  normalTail: (z = 0) => normalTail(z),
  normalQuantile: (p = 0) => normalQuantile(p),
  tTail: (t = 0, df = 0) => tTail(t, df),
  tQuantile: (p = 0, df = 0) => tQuantile(p, df),
  noncentralTTail: (t = 0, df = 0, shift = 0) => noncentralTTail(t, df, shift),
  chiSquareTail: (x = 0, df = 0) => chiSquareTail(x, df),
  chiSquareQuantile: (p = 0, df = 0) => chiSquareQuantile(p, df),
  fTail: (x = 0, df1 = 0, df2 = 0) => fTail(x, df1, df2),
}

const rows = vectorRows('distributions.csv').map((row) => ({
  name: row['function'] ?? '',
  args: (row['arguments'] ?? '').split(';').map(Number),
  value: Number(row['value']),
}))

describe('distributions', () => {
  test.each(Object.keys(functions))('%s agrees with 40-digit arithmetic', (name) => {
    const own = rows.filter((row) => row.name === name)
    expect(own.length).toBeGreaterThan(3)
    for (const { args, value } of own) {
      const margin = name === 'noncentralTTail' ? 1e-12 : 1e-10 * Math.abs(value)
      expectWithin(functions[name]?.(...args) ?? Number.NaN, value, margin)
    }
  })

  test('a quantile undoes its tail', () => {
    for (const p of [0.001, 0.2, 0.5, 0.77, 0.99999]) {
      expectWithin(1 - normalTail(normalQuantile(p)), p, 1e-12)
      for (const df of [1, 4, 60.5]) {
        expectWithin(1 - tTail(tQuantile(p, df), df), p, 1e-12)
        expectWithin(1 - chiSquareTail(chiSquareQuantile(p, df), df), p, 1e-12)
      }
    }
  })

  test('the square of t is F with one degree of freedom', () => {
    expectWithin(2 * tTail(2.2, 17), fTail(2.2 ** 2, 1, 17), 1e-14)
  })

  test('the non-central t without a shift is the t', () => {
    expectWithin(noncentralTTail(1.3, 9, 0), tTail(1.3, 9), 1e-14)
    expectWithin(noncentralTTail(-1.3, 9, 0), tTail(-1.3, 9), 1e-14)
  })

  test('a shift beyond all doubt is answered at once', () => {
    expect(noncentralTTail(2, 30, 1e9)).toBe(1)
    expect(noncentralTTail(2, 30, -1e9)).toBe(0)
    expect(noncentralTTail(-2, 30, -1e9)).toBe(0)
    expectWithin(noncentralTTail(2, 30, 54), 1, 1e-12)
  })

  test('an exact binomial test counts every outcome no likelier than the observed', () => {
    // With 3 fair coins: none or three heads are 2 of 8 ways.
    expect(binomialTest(0, 3, 0.5).exact).toBeCloseTo(0.25, 12)
    expect(binomialTest(1, 3, 0.5)).toEqual({ exact: 1, doubled: 1 })
    // R: binom.test(7, 20, 0.7)
    expect(binomialTest(7, 20, 0.7).exact).toBeCloseTo(0.002076802267, 12)
    expect(binomialTest(0, 0, 0.5)).toEqual({ exact: 1, doubled: 1 })
  })

  test('what is no probability, count or degree of freedom is refused', () => {
    expect(() => normalQuantile(0)).toThrow('between 0 and 1')
    expect(() => tQuantile(1, 5)).toThrow('between 0 and 1')
    expect(() => tTail(1, 0)).toThrow('Degrees of freedom')
    expect(() => chiSquareTail(1, Number.NaN)).toThrow('Degrees of freedom')
    expect(() => binomialTest(4, 3, 0.5)).toThrow('between none and all')
    expect(() => binomialTest(1.5, 3, 0.5)).toThrow('whole numbers')
  })
})
