import { describe, expect, test } from 'vitest'
import { axisOver, shareOn } from '#app/domain/evidence/forest.ts'
import { type Poolable, synthesize } from '#app/domain/evidence/synthesis.ts'
import { readSynthesis, synthesisQuery, usualAsk } from '#app/domain/evidence/synthesis_address.ts'
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

test('the address of a synthesis asks for the same again, confirmation and picks included', () => {
  const asked = ask({
    outcome: 'public benefits',
    scale: 'points_in_quarter',
    window: null,
    models: ['a', 'b'],
    sectors: ['healthcare'],
    floor: 'high',
    prices: 'real-2019',
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
