import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asymmetryRefusal, eggerTest } from '#app/domain/evidence/asymmetry.ts'
import { betweenVariance, poolMethods, qProfile } from '#app/domain/evidence/between_variance.ts'
import { backSolvedError, type Effect } from '#app/domain/evidence/effects.ts'
import { cautionsOf, intervalKinds, poolEffects } from '#app/domain/evidence/pool.ts'
import { expectWithin, vectorRows } from '#tests/vectors/read.ts'

const metaRows = vectorRows('meta_vectors.csv')

const methodOf = { FE: 'fixed', DL: 'dersimonian_laird', PM: 'paule_mandel', REML: 'reml' } as const
const kindOf = { z: 'wald', hksj: 'hartung_knapp', hksj_adhoc: 'hartung_knapp_cautious' } as const

function effectsOf(row: Record<string, string>): Effect[] {
  const numbers = (text = '') => text.split(';').map(Number)
  const variances = numbers(row['vi'])
  return numbers(row['yi']).map((estimate, i) => ({ estimate, variance: variances[i] ?? 0 }))
}

function datasetNamed(name: string): Effect[] {
  return effectsOf(metaRows.find((row) => row['dataset'] === name) ?? {})
}

/** Six digits, or nine decimals around zero; a blank cell is a figure that is not defined. */
function expectCell(actual: number | null | undefined, cell = '', name = ''): void {
  if (cell === '') expect(actual ?? null, name).toBeNull()
  else if (cell === 'Infinity') expect(actual, name).toBe(Number.POSITIVE_INFINITY)
  else {
    const margin = Math.max(1e-9, 1e-6 * Math.abs(Number(cell)))
    expectWithin(actual ?? Number.NaN, Number(cell), margin)
  }
}

describe('a pool', () => {
  test.each(metaRows.map((row) => ({ ...row, id: row['vector_id'] })))(
    '$id $dataset $method $test equals its vector',
    (row: Record<string, string | undefined>) => {
      const method = methodOf[row['method'] as keyof typeof methodOf]
      const kind = kindOf[row['test'] as keyof typeof kindOf]
      const pooled = poolEffects(effectsOf(row as Record<string, string>), method, kind)
      const { heterogeneity, prediction, rangeForNextSite, interval } = pooled
      const answer: Record<string, number | null | undefined> = {
        k: pooled.samples,
        estimate: pooled.estimate,
        se: pooled.se,
        statistic: pooled.statistic,
        p_value: pooled.p,
        ci_low: interval.low,
        ci_high: interval.high,
        pi_low: prediction?.low,
        pi_high: prediction?.high,
        pi_hts_low: rangeForNextSite?.low,
        pi_hts_high: rangeForNextSite?.high,
        tau2: heterogeneity?.tau2,
        tau: heterogeneity?.tau,
        se_tau2_reml: heterogeneity?.tau2Se,
        I2_pct: heterogeneity?.i2,
        I2_from_Q_pct: heterogeneity?.i2FromQ,
        H2: heterogeneity?.h2,
        Q: heterogeneity?.q,
        Q_df: heterogeneity?.df,
        Q_p: heterogeneity?.p,
      }
      for (const [name, value] of Object.entries(answer)) expectCell(value, row[name], name)
    },
  )

  test('has tails as exact as the vectors print them', () => {
    const row = metaRows.find(({ vector_id: id }) => id === 'M001') ?? {}
    const { p, heterogeneity } = poolEffects(effectsOf(row), 'fixed', 'wald')
    expect(p / Number(row['p_value'])).toBeCloseTo(1, 6)
    expect((heterogeneity?.p ?? 0) / Number(row['Q_p'])).toBeCloseTo(1, 6)
  })
})

describe("Egger's test", () => {
  test.each(vectorRows('egger_vectors.csv'))('$vector_id $dataset equals its vector', (row) => {
    const effects = datasetNamed(row['dataset'] ?? '')
    const found = eggerTest(effects)
    const profile = qProfile(effects)
    const answer: Record<string, number | undefined> = {
      egger_slope: found?.slope,
      egger_slope_se: found?.slopeSe,
      egger_t: found?.t,
      df: found?.df,
      p_value: found?.p,
      limit_estimate: found?.limit.estimate,
      limit_se: found?.limit.se,
      tau2_qprofile_low: profile?.low,
      tau2_qprofile_high: profile?.high,
    }
    for (const [name, value] of Object.entries(answer)) expectCell(value, row[name], name)
  })

  // The vector of E04 comes from an iteration that stopped at τ² 0.012923, beside the top of the
  // likelihood; 30-digit arithmetic finds it at 0.0129176, where z is 2.52617382506461.
  test.each([
    { id: 'E01', top: null },
    { id: 'E04', top: 2.52617382506461 },
    { id: 'E06', top: null },
  ])('$id by REML equals its vector', ({ id, top }) => {
    const row = vectorRows('egger_vectors.csv').find(({ vector_id: own }) => own === id) ?? {}
    const found = eggerTest(datasetNamed(row['dataset'] ?? ''))?.metaRegression
    const printed = Number(row['reml_meta_regression_z'])
    expectWithin(found?.z ?? 0, top ?? printed, 1e-6 * Math.abs(top ?? printed))
    expectWithin(found?.z ?? 0, printed, 1e-4)
    expectWithin(found?.p ?? 0, Number(row['reml_meta_regression_p']), top === null ? 1e-7 : 1e-5)
  })

  test('is shown from ten samples on', () => {
    expect(asymmetryRefusal(9)).toContain('Fewer than 10')
    expect(asymmetryRefusal(10)).toBeNull()
  })

  test('has no line where there are two samples or all errors are equal', () => {
    expect(eggerTest(datasetNamed('edge_k2'))).toBeNull()
    const level = [1, 2, 3, 4].map((estimate) => ({ estimate, variance: 2 }))
    expect(eggerTest(level)).toBeNull()
  })
})

const effect = fc.record({
  estimate: fc.double({ min: -5, max: 5, noNaN: true }),
  variance: fc.double({ min: 0.01, max: 4, noNaN: true }),
})

describe.each(poolMethods)('pooling by %s', (method) => {
  const holds = (claim: (effects: Effect[]) => void) => {
    const pools = fc.array(effect, { minLength: 2, maxLength: 12 })
    fc.assert(fc.property(pools, claim), { numRuns: 20 })
  }
  const scaled = (effects: readonly Effect[], by: number) =>
    effects.map(({ estimate, variance }) => ({
      estimate: estimate * by,
      variance: variance * by * by,
    }))

  test('does not depend on the order of the samples', () => {
    holds((effects) => {
      const one = poolEffects(effects, method, 'wald')
      const other = poolEffects(effects.toReversed(), method, 'wald')
      expectWithin(other.estimate, one.estimate, 1e-8)
      expectWithin(other.se, one.se, 1e-8)
    })
  })

  test('follows the unit, cents or millions of dollars', () => {
    holds((effects) => {
      for (const by of [1e-3, 1e6]) {
        for (const kind of intervalKinds) {
          const one = poolEffects(effects, method, kind)
          const other = poolEffects(scaled(effects, by), method, kind)
          expectWithin(other.estimate / by, one.estimate, 1e-7)
          expectWithin(other.interval.low / by, one.interval.low, 1e-6)
          expectWithin(other.heterogeneity?.i2 ?? 0, one.heterogeneity?.i2 ?? 0, 1e-5)
        }
      }
    })
  })

  test('lies among the effects, and turns with their sign', () => {
    holds((effects) => {
      const { estimate } = poolEffects(effects, method, 'wald')
      const estimates = effects.map((one) => one.estimate)
      expect(estimate).toBeGreaterThanOrEqual(Math.min(...estimates) - 1e-12)
      expect(estimate).toBeLessThanOrEqual(Math.max(...estimates) + 1e-12)
      expectWithin(poolEffects(scaled(effects, -1), method, 'wald').estimate, -estimate, 1e-9)
    })
  })

  test('is the fixed effect where no variance between samples is found', () => {
    holds((effects) => {
      if (betweenVariance(effects, method) > 0) return
      const fixed = poolEffects(effects, 'fixed', 'wald')
      const own = poolEffects(effects, method, 'wald')
      expect(own.estimate).toBe(fixed.estimate)
      expect(own.interval).toEqual(fixed.interval)
    })
  })

  test('never narrows the cautious interval below Wald’s error', () => {
    holds((effects) => {
      const wald = poolEffects(effects, method, 'wald')
      const cautious = poolEffects(effects, method, 'hartung_knapp_cautious')
      expect(cautious.se).toBeGreaterThanOrEqual(wald.se)
      expect(cautious.interval.high).toBeGreaterThan(wald.interval.high)
    })
  })

  test('returns a single sample as it is', () => {
    for (const kind of intervalKinds) {
      const pooled = poolEffects([{ estimate: 3, variance: 4 }], method, kind)
      expect(pooled).toMatchObject({ samples: 1, estimate: 3, se: 2, heterogeneity: null })
      expect(pooled.interval.low).toBeCloseTo(3 - 2 * 1.959963984540054, 12)
      expect(pooled).toMatchObject({ prediction: null, rangeForNextSite: null })
    }
  })

  test('has figures where one sample is far surer than all others', () => {
    const dwarfed = [
      { estimate: 212, variance: 1e-4 },
      { estimate: -595, variance: 2e13 },
      { estimate: 2764, variance: 5e13 },
    ]
    const { estimate, heterogeneity } = poolEffects(dwarfed, method, 'wald')
    expectWithin(estimate, 212, 1e-6)
    expect(Object.values(heterogeneity ?? {})).not.toContain(Number.NaN)
  })

  test('finds no variance between equal effects and no error by Hartung–Knapp', () => {
    const equal = [1, 2, 3].map((variance) => ({ estimate: 1 / 3, variance }))
    const pooled = poolEffects(equal, method, 'hartung_knapp')
    expect(pooled).toMatchObject({ se: 0, heterogeneity: { tau2: 0, q: 0, p: 1, i2: 0 } })
  })
})

describe('effects', () => {
  test('with a variance that is none are refused', () => {
    const fine = { estimate: 1, variance: 1 }
    for (const variance of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => poolEffects([fine, { estimate: 1, variance }], 'reml', 'wald')).toThrow(
        'variance of an effect is above 0',
      )
    }
    expect(() => poolEffects([], 'reml', 'wald')).toThrow('no effect')
    expect(() => eggerTest([{ estimate: Number.NaN, variance: 1 }])).toThrow('is a number')
  })

  test('take their error back from a p value', () => {
    // Per Scholas in year 2: 3,744 with p 0.002.
    expect(backSolvedError(3744, 0.002)).toBeCloseTo(1211.56, 1)
    expect(backSolvedError(-3744, 0.002)).toBeCloseTo(1211.56, 1)
    expect(backSolvedError(0, 0.5)).toBeNull()
    expect(backSolvedError(3744, 1)).toBeNull()
  })

  test('of four sites cannot support a precise statement, and it says so', () => {
    const sites = datasetNamed('workadvance_y2_earn_usd')
    expect(cautionsOf(sites, 'reml')).toEqual([
      'Four samples cannot support a precise statement: the wider interval, which allows for that, includes no effect.',
      'No difference between samples is detectable, which is not the same as none.',
    ])
    expect(cautionsOf(datasetNamed('bcg_logRR'), 'reml')).toEqual([])
    expect(cautionsOf(sites.slice(0, 1), 'reml')).toEqual([
      'One sample is a study, not a synthesis.',
    ])
    expect(cautionsOf(datasetNamed('clasp_logOR'), 'reml')).toEqual([
      'The wider interval, which allows for few samples, includes no effect.',
    ])
  })
})
