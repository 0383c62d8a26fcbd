import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOver, shareOn } from '#app/domain/evidence/forest.ts'
import { intervalOf } from '#app/domain/evidence/finding.ts'
import { inDollarsOf } from '#app/domain/evidence/prices.ts'
import {
  type Poolable,
  type SynthesisAsk,
  synthesize as synthesizeAt,
} from '#app/domain/evidence/synthesis.ts'
import { readSynthesis, synthesisQuery, usualAsk } from '#app/domain/evidence/synthesis_address.ts'
import { shownOf } from '#app/domain/evidence/synthesis_shown.ts'
import { synthesisSentence, synthesisTitle } from '#app/domain/evidence/synthesis_words.ts'
import { priceIndex } from '#tests/setup/price_index.ts'
import { vectorRows } from '#tests/vectors/read.ts'

const site: Poolable = {
  code: 'A',
  model: 'site',
  samples: ['a'],
  sectorCodes: ['healthcare'],
  kind: 'effect',
  outcomeDomain: 'earnings',
  scale: 'usd_per_year',
  impact: '1000',
  standardError: '500',
  errorOrigin: 'reported',
  pRelation: null,
  pValue: null,
  notes: null,
  followUpWindow: 'year2',
  followUpMonths: 24,
  controlMean: null,
  sourceDetail: null,
  priceBasis: 'real',
  priceYear: 2019,
  clearLevel: null,
  sampleTotal: 100,
}
const other: Poolable = { ...site, code: 'B', samples: ['b'], impact: '2000' }
const tree = new Map([['site', { kind: 'site', parent: 'model', related: [] } as const]])
const ask = (change: Partial<typeof usualAsk> = {}) => ({ ...usualAsk, ...change })
const synthesize = (asked: SynthesisAsk, findings: readonly Poolable[], models: typeof tree) =>
  synthesizeAt(asked, findings, models, priceIndex)
const codes = (included: { finding: Poolable }[]) => included.map(({ finding }) => finding.code)

describe('a synthesis', () => {
  test('pools the four WorkAdvance sites as the vector does, once the prices are confirmed', () => {
    const row = vectorRows('meta_vectors.csv').find(
      (one) =>
        one['dataset'] === 'workadvance_y2_earn_usd' &&
        one['method'] === 'REML' &&
        one['test'] === 'z',
    )
    const numbers = (name: string) => (row?.[name] ?? '').split(';').map(Number)
    const sites = numbers('yi').map((impact, i) => ({
      ...site,
      code: `EF${i}`,
      samples: [`s${i}`],
      impact: String(impact),
      standardError: String(Math.sqrt(numbers('vi')[i] ?? 0)),
      priceBasis: 'unknown' as const,
      priceYear: null,
    }))
    const closed = synthesize(ask(), sites, tree)
    expect(closed.pooled).toBeNull()
    expect(closed.refusals[0]?.rule).toContain('Confirm that you pool them')
    const open = synthesize(ask({ isConfirmed: true, interval: 'wald' }), sites, tree)
    expect(open.pooled?.estimate).toBeCloseTo(Number(row?.['estimate']), 4)
    expect(open.pooled?.se).toBeCloseTo(Number(row?.['se']), 4)
    expect(open.cautions[0]).toContain('Four samples cannot support a precise statement')
    expect(open.asymmetry?.refusal).toContain('Fewer than 10')
    expect(open.included.reduce((sum, { weight }) => sum + (weight ?? 0), 0)).toBeCloseTo(1, 9)
    expect(open.people).toBe(400)
    expect(open.byMethod.map(({ method }) => method)).toHaveLength(4)
  })

  test('takes one finding of each sample, the latest, and says which stayed out', () => {
    const later = { ...site, code: 'C', followUpMonths: 36, impact: '700' }
    const answer = synthesize(ask({ window: null }), [site, later, other], tree)
    expect(codes(answer.included)).toEqual(['B', 'C'])
    expect(answer.left).toMatchObject([{ finding: { code: 'A' }, instead: 'C' }])
  })

  test('counts neither of two that disagree until one is picked', () => {
    const rival = { ...site, code: 'R', impact: '1500' }
    const open = synthesize(ask(), [site, rival, other], tree)
    expect(codes(open.included)).toEqual(['B'])
    expect(open.conflicts).toHaveLength(1)
    const picked = synthesize(ask({ picks: ['R'] }), [site, rival, other], tree)
    expect(codes(picked.included)).toEqual(['B', 'R'])
    expect(picked.left).toMatchObject([{ finding: { code: 'A' }, instead: 'R' }])
    expect(picked.conflicts).toEqual([])
  })

  test('refuses prices of two kinds, and takes one of them when asked', () => {
    const older = { ...other, priceYear: 2014 }
    expect(synthesize(ask(), [site, older], tree).refusals[0]?.rule).toContain('2019, 2014')
    const one = synthesize(ask({ prices: 'real-2019' }), [site, older], tree)
    expect(codes(one.included)).toEqual(['A'])
    expect(one.left[0]?.rule).toContain('other prices')
    expect(one.cautions).toEqual(['One sample is a study, not a synthesis.'])
  })

  test('of several price years offers to put them into one, and of unstated ones to confirm', () => {
    const mend = (...findings: Poolable[]) =>
      synthesize(ask(), findings, tree).refusals.map((refusal) => refusal.mend)
    const unstated = { priceBasis: 'unknown' as const, priceYear: null }
    expect(mend(site, { ...other, priceYear: 2014 })).toEqual(['price_year'])
    expect(mend(site, { ...other, ...unstated })).toEqual(['price_year'])
    expect(mend({ ...site, ...unstated }, { ...other, ...unstated })).toEqual(['confirm'])
    expect(mend({ ...site, ...unstated }, { ...other, priceBasis: 'nominal' })).toEqual([undefined])
  })

  test.each([
    [{ kind: 'review' as const }, 'review'],
    [{ standardError: null, errorOrigin: null }, 'standard error is not known'],
    [{ clearLevel: 'low' as const }, 'below the floor'],
    [{}, 'no CLEAR rating'],
  ])('leaves %o out with its reason', (change, reason) => {
    const floor = reason.includes('floor') || reason.includes('CLEAR') ? 'moderate' : null
    const answer = synthesize(ask({ floor }), [{ ...site, ...change }], tree)
    expect(answer.included).toEqual([])
    expect(answer.left[0]?.rule).toContain(reason)
  })

  test('narrows by outcome, window, sector and model with its sites', () => {
    const narrowed = (change: Partial<typeof usualAsk>) =>
      synthesize(ask(change), [site], tree).included.length
    expect(narrowed({ models: ['model'], sectors: ['healthcare'] })).toBe(1)
    expect(narrowed({ models: ['another'] })).toBe(0)
    expect(narrowed({ sectors: ['retail'] })).toBe(0)
    expect(narrowed({ window: 'year1' })).toBe(0)
    expect(narrowed({ outcome: 'employment' })).toBe(0)
  })
})

describe('a synthesis in the dollars of a year', () => {
  const older = { ...other, priceYear: 2014 }

  test('joins price years: each effect and error as it would be alone', () => {
    const answer = synthesize(ask({ dollars: '2025' }), [site, older], tree)
    expect(answer).toMatchObject({ priceYear: 2025, yearError: null, refusals: [] })
    expect(answer.pooled?.samples).toBe(2)
    for (const { finding, estimate, error, low, high, factor } of answer.included) {
      const alone = (amount: number) =>
        inDollarsOf(amount, { from: finding.priceYear ?? 0, to: 2025 }, priceIndex)
      const published = intervalOf(finding)
      expect(estimate).toBe(alone(Number(finding.impact)))
      expect(error.value).toBe(alone(Number(finding.standardError)))
      expect(low).toBeCloseTo(alone(published?.low ?? 0), 8)
      expect(high).toBeCloseTo(alone(published?.high ?? 0), 8)
      expect(factor).toBeCloseTo(321.943 / (finding.priceYear === 2014 ? 236.736 : 255.657), 12)
    }
    const { included, pooled } = answer
    expect(pooled?.estimate).toBeCloseTo(
      included.reduce((sum, one) => sum + one.estimate * (one.weight ?? 0), 0),
      8,
    )
  })

  test('leaves out what states no price year, and keeps it apart otherwise', () => {
    const unstated = { ...other, priceBasis: 'unknown' as const, priceYear: null }
    const nominal = { ...other, code: 'N', priceBasis: 'nominal' as const, priceYear: null }
    const late = { ...other, code: 'L', priceYear: 2026 }
    const answer = synthesize(
      ask({ dollars: '2025', isConfirmed: true }),
      [site, unstated, nominal, late],
      tree,
    )
    expect(codes(answer.included)).toEqual(['A'])
    expect(answer.left.map(({ rule }) => rule)).toEqual([
      expect.stringContaining('do not say in which year’s dollars'),
      expect.stringContaining('dollars of its own years'),
      expect.stringContaining('2026 dollars, a year that the price index does not cover'),
    ])
    expect(
      synthesize(ask({ isConfirmed: true }), [site, unstated], tree).refusals[0]?.rule,
    ).toContain('different price bases')
  })

  test.each(['1984', '2026', 'last year'])(
    'is refused for %s by the years there are',
    (dollars) => {
      const answer = synthesize(ask({ dollars }), [site, older], tree)
      expect(answer).toMatchObject({ pooled: null, priceYear: null, refusals: [] })
      expect(answer.yearError).toContain('from 1985 to 2025')
    },
  )

  test('has no meaning for points', () => {
    const points = { scale: 'points' as const, priceBasis: 'none' as const, priceYear: null }
    const asked = ask({ dollars: '1984', scale: 'points' })
    const answer = synthesize(asked, [{ ...site, ...points }], tree)
    expect(answer).toMatchObject({ priceYear: null, yearError: null, left: [] })
    expect(codes(answer.included)).toEqual(['A'])
  })

  test('is named in its title and its sentence', () => {
    expect(synthesisTitle(usualAsk, 2025)).toBe('Earnings, 2025 dollars a year, year 2')
    expect(synthesisTitle(usualAsk, null)).toBe('Earnings, dollars a year, year 2')
    const words = { samples: 2, people: 200, effect: '+$1,881', interval: null, priceYear: 2025 }
    expect(synthesisSentence(usualAsk, words)).toContain('the effect is +$1,881 in 2025 dollars (')
  })

  test('another year changes neither weights nor what is significant nor how much they differ', () => {
    const finding = fc.record({
      impact: fc.integer({ min: -9000, max: 9000 }),
      standardError: fc.integer({ min: 100, max: 4000 }),
      priceYear: fc.integer({ min: 1985, max: 2025 }),
    })
    const years = fc.tuple(
      fc.integer({ min: 1985, max: 2025 }),
      fc.integer({ min: 1985, max: 2025 }),
    )
    fc.assert(
      fc.property(fc.array(finding, { minLength: 2, maxLength: 8 }), years, (drawn, [one, two]) => {
        const findings = drawn.map(({ impact, standardError, priceYear }, i) => ({
          ...site,
          code: `F${i}`,
          samples: [`s${i}`],
          impact: String(impact),
          standardError: String(standardError),
          priceYear,
        }))
        const inYear = (year: number) =>
          synthesize(
            ask({ dollars: String(year), method: 'fixed', interval: 'wald' }),
            findings,
            tree,
          )
        const [first, second] = [inYear(one), inYear(two)]
        const grown = inDollarsOf(1, { from: one, to: two }, priceIndex)
        expect(second.pooled?.statistic).toBeCloseTo(first.pooled?.statistic ?? 0, 8)
        expect(second.pooled?.heterogeneity?.i2).toBeCloseTo(
          first.pooled?.heterogeneity?.i2 ?? 0,
          6,
        )
        expect((second.pooled?.estimate ?? 0) / grown).toBeCloseTo(first.pooled?.estimate ?? 0, 5)
        second.included.forEach(({ weight }, i) => {
          expect(weight).toBeCloseTo(first.included[i]?.weight ?? 0, 10)
        })
      }),
      { numRuns: 30 },
    )
  })
})

describe('a synthesis of thousands', () => {
  const of = (n: number, change: Partial<Poolable> = {}) => ({
    ...site,
    site: 'A place',
    study: 'A study',
    followUp: 'year 2',
    code: `T${String(n).padStart(5, '0')}`,
    samples: [`t${n}`],
    impact: String(1000 + n),
    standardError: String(400 + (n % 500)),
    ...change,
  })
  const usable = Array.from({ length: 300 }, (_, n) => of(n))
  const twins = Array.from({ length: 40 }, (_, n) => of(300 + n, { samples: [`t${n}`] }))
  const without = Array.from({ length: 5000 }, (_, n) =>
    of(1000 + n, { standardError: null, errorOrigin: null }),
  )
  const answer = synthesizeAt(ask(), [...usable, ...twins, ...without], tree, priceIndex)

  test('draws the surest and names every reason with its number', () => {
    const shown = shownOf(answer, { whole: false })
    expect(shown).toMatchObject({ included: 260, leftOut: 5000, conflictsInAll: 40 })
    expect(shown.conflicts).toHaveLength(10)
    expect(shown.left).toMatchObject([{ rule: 'The standard error is not known.', count: 5000 }])
    expect(shown.left[0]?.first).toHaveLength(25)
    expect(shown.drawn).toHaveLength(40)
    expect(shown.listed).toEqual(shown.drawn)
    const drawn = new Set(shown.drawn.map(({ finding }) => finding.code))
    const least = Math.min(...shown.drawn.map(({ weight }) => weight ?? 0))
    for (const { finding, weight } of answer.included) {
      if (!drawn.has(finding.code)) expect(weight).toBeLessThanOrEqual(least)
    }
  })

  test('lists every sample when asked to', () => {
    const shown = shownOf(answer, { whole: true })
    expect(shown.listed).toHaveLength(260)
    expect(shown.drawn).toHaveLength(40)
  })

  test('shows a small one whole and in its own order', () => {
    const small = synthesizeAt(ask(), usable.slice(0, 5), tree, priceIndex)
    const shown = shownOf(small, { whole: false })
    expect(shown.drawn.map(({ finding }) => finding.code)).toEqual(codes(small.included))
    expect(shown.drawnWeight).toBeCloseTo(1, 9)
    expect(shown.published).toEqual([{ prices: 'real-2019', count: 5 }])
  })
})

test('the address of a synthesis asks for the same again, confirmation and picks included', () => {
  const asked = ask({
    outcome: 'public benefits',
    scale: 'points_in_quarter',
    window: null,
    models: ['a', 'b'],
    sectors: ['healthcare'],
    floor: 'high',
    prices: 'real-2019',
    dollars: '2025',
    method: 'paule_mandel',
    interval: 'wald',
    isConfirmed: true,
    picks: ['EF003'],
  })
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(synthesisQuery(asked))) {
    for (const one of [value].flat()) if (one) params.append(name, one)
  }
  expect(readSynthesis(params)).toEqual(asked)
  expect(readSynthesis(new URLSearchParams('measure=x:y&prices=real-1&method=guess'))).toEqual(
    usualAsk,
  )
})

test.each([
  [[-60, 3821], -1000, 4000],
  [[0.2, 0.31], 0, 0.35],
  [[0], 0, 1],
  [[-5e9, -1e9], -5e9, 0],
])('an axis over %o runs over 0 in round steps from %d', (values, low, high) => {
  const axis = axisOver(values)
  expect(axis.low).toBeCloseTo(low, 9)
  expect(axis.high).toBeGreaterThanOrEqual(Math.max(...values))
  if (high > 0) expect(axis.high).toBeLessThanOrEqual(Math.max(high, 1) * 1.5)
  expect(axis.ticks.length).toBeLessThanOrEqual(8)
  expect(shareOn(axis, axis.high)).toBe(1)
})
