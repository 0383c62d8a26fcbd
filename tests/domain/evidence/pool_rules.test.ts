import { describe, expect, test } from 'vitest'
import { onePerSample, poolRefusals, type PoolCandidate } from '#app/domain/evidence/pool_rules.ts'

const bronx: PoolCandidate = {
  id: 'bronx year 2',
  kind: 'effect',
  samples: ['wa_bronx'],
  unit: 'usd_per_year',
  priceBasis: 'unknown',
  priceYear: null,
  of: 'offered',
  followUp: 2,
  estimate: 3744,
  standardError: 1211.56,
}
const tulsa: PoolCandidate = { ...bronx, id: 'tulsa year 2', samples: ['wa_tulsa'], estimate: 1818 }
const sites: PoolCandidate = { ...bronx, id: 'all sites', samples: ['wa_bronx', 'wa_tulsa'] }

const rules = (candidates: readonly PoolCandidate[], confirmed = true) =>
  poolRefusals(candidates, { confirmed }).map(({ ids, rule }) => `${ids.join(' + ')}: ${rule}`)

describe('findings', () => {
  test('of different samples in one unit and price basis may be pooled', () => {
    expect(rules([bronx, tulsa])).toEqual([])
    expect(rules([bronx], false)).toEqual([])
    expect(rules([])).toEqual([': Choose at least one finding.'])
  })

  test('of unknown or nominal prices wait for a confirmation', () => {
    expect(rules([bronx, tulsa], false)[0]).toContain('which year’s dollars')
    const nominal = [bronx, tulsa].map((one) => ({ ...one, priceBasis: 'nominal' as const }))
    expect(rules(nominal, false)[0]).toContain('their own years')
    expect(rules(nominal)).toEqual([])
  })

  test('in different units, price bases, price years or of different people are refused', () => {
    expect(rules([bronx, { ...tulsa, unit: 'percentage_points', priceBasis: 'none' }])).toEqual([
      'bronx year 2 + tulsa year 2: Effects in different units cannot be pooled: usd_per_year, percentage_points.',
    ])
    expect(rules([bronx, { ...tulsa, priceBasis: 'nominal' }])[0]).toContain('unknown, nominal')
    const real = { priceBasis: 'real' as const, priceYear: 2018 }
    expect(
      rules(
        [
          { ...bronx, ...real },
          { ...tulsa, ...real },
        ],
        false,
      ),
    ).toEqual([])
    expect(
      rules([
        { ...bronx, ...real },
        { ...tulsa, ...real, priceYear: 2019 },
      ]),
    ).toEqual([
      'bronx year 2 + tulsa year 2: Amounts of different price years are put into one year first: 2018, 2019.',
    ])
    expect(rules([bronx, { ...tulsa, of: 'participants' }])[0]).toContain('never mixed')
  })

  test('that are no effects with a standard error are refused', () => {
    const only = (changes: Partial<PoolCandidate>) => rules([{ ...bronx, ...changes }, tulsa])[0]
    expect(only({ kind: 'level' })).toContain('not an effect')
    expect(only({ kind: 'before_after' })).toContain('no comparison group')
    expect(only({ kind: 'review' })).toContain('already holds other studies')
    expect(only({ estimate: null })).toContain('not in the sources')
    expect(only({ standardError: null })).toContain('not known')
    expect(only({ standardError: -3 })).toContain('above 0')
    expect(only({ standardError: Number.NaN })).toContain('above 0')
  })

  test('that count the same people twice are refused with the reason', () => {
    expect(rules([bronx, sites])).toEqual([
      'bronx year 2 + all sites: One finding pools the sample of the other, so the same people would count twice.',
    ])
    expect(rules([bronx, { ...bronx, id: 'bronx year 3', followUp: 3 }])).toEqual([
      'bronx year 2 + bronx year 3: Both are the same people at different times.',
    ])
    expect(rules([bronx, { ...bronx, id: 'again' }])[0]).toContain('at the same time.')
    expect(rules([bronx, { ...bronx, id: 'other report', estimate: 5384 }])[0]).toContain(
      'choose one source',
    )
  })
})

describe('one finding for each sample', () => {
  test('is the latest, and says what it stands for', () => {
    const year1 = { ...bronx, id: 'bronx year 1', followUp: 1 }
    const undated = { ...bronx, id: 'bronx some time', followUp: null }
    expect(onePerSample([undated, year1, tulsa, bronx])).toEqual({
      kept: ['tulsa year 2', 'bronx year 2'],
      left: [
        {
          id: 'bronx year 1',
          instead: 'bronx year 2',
          rule: 'Both are the same people at different times.',
        },
        {
          id: 'bronx some time',
          instead: 'bronx year 2',
          rule: 'Both are the same people at different times.',
        },
      ],
      conflicts: [],
    })
  })

  test('is the first kept of those it shares people with', () => {
    const both = { ...sites, id: 'both, year 1', followUp: 1 }
    const later = { ...tulsa, id: 'tulsa year 3', followUp: 3 }
    expect(onePerSample([both, bronx, later]).left).toMatchObject([
      { id: 'both, year 1', instead: 'tulsa year 3' },
    ])
  })

  test('leaves figures that disagree to a person', () => {
    const other = { ...bronx, id: 'bronx year 2, later report', estimate: 5384 }
    expect(onePerSample([bronx, tulsa, other])).toEqual({
      kept: ['tulsa year 2'],
      left: [],
      conflicts: [['bronx year 2', 'bronx year 2, later report']],
    })
  })

  test('may always be pooled as far as samples go', () => {
    const all = [bronx, tulsa, sites, { ...bronx, id: 'bronx year 1', followUp: 1 }]
    const { kept } = onePerSample(all)
    expect(rules(all.filter(({ id }) => kept.includes(id)))).toEqual([])
  })
})
