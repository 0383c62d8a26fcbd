import { describe, expect, test } from 'vitest'
import {
  anotherMillion,
  type MoneyRow,
  drawFootings,
  footingLines,
  footingMeaning,
  footingsByGroup,
  modelMoney,
  moneyQuery,
  readMoneyFilters,
  waitingModels,
} from '#app/domain/evidence/money.ts'
import type { ModelLevel } from '#app/domain/evidence/model_level.ts'

const levels = new Map<string, ModelLevel>([
  ['proven', 'high'],
  ['proven_site', 'none'],
  ['weak', 'low'],
  ['waits', 'moderate'],
])
const models = [
  { code: 'proven', name: 'Proven', kind: 'model', parent: null },
  { code: 'proven_site', name: 'Site', kind: 'site', parent: 'proven' },
  { code: 'weak', name: 'Weak', kind: 'model', parent: null },
  { code: 'waits', name: 'Waits', kind: 'model', parent: null },
] as const
const row = (model: string | null, amount: string | null, more: Partial<MoneyRow> = {}) => ({
  sample: false,
  named: model !== null,
  model,
  code: 'GJC',
  name: 'Good Jobs Challenge',
  awards: 1,
  withAmount: amount === null ? 0 : 1,
  amount,
  ...more,
})
const rows: MoneyRow[] = [
  row('proven', '100.10'),
  row('weak', '200.20', { code: 'NEG', name: 'Nursing' }),
  row(null, '599.70'),
  row(null, '100.00', { named: true }),
  row(null, null),
]

describe('dollars by what they stand on', () => {
  const lines = footingLines(rows, levels)
  const [high, , low, none, outside, unrecorded] = lines

  test('every award stands on one footing, and the lines add up to all of them', () => {
    expect([high, low, outside, unrecorded].map((line) => line?.total.amount)).toEqual([
      '100.10',
      '200.20',
      '100.00',
      '599.70',
    ])
    expect(lines.reduce((sum, { total }) => sum + total.awards, 0)).toBe(5)
    expect(unrecorded?.total).toMatchObject({ awards: 2, withAmount: 1 })
    expect(none?.total.amount).toBeNull()
    expect(high?.share).toEqual({
      numerator: '100.10',
      denominator: '1000.00',
      value: '0.100100',
    })
  })

  test('the sentence keeps part and whole, and says what has no amount', () => {
    expect(footingMeaning(lines, '2026-03-01')).toBe(
      'On Mar 1, 2026, of $1,000 in 5 awards, $100.10 (10.0%) stands on models rated high or moderate, $200.20 (20.0%) on models without, $100 (10.0%) on no model of the library, and of $599.70 (60.0%) no model is recorded. The amount of 1 award is not in the sources.',
    )
    expect(footingMeaning(footingLines([row(null, '5.00')], levels), '2026-03-01')).toBe(
      'On Mar 1, 2026 there are $5 in 1 award, and nobody has recorded which model any of them runs.',
    )
    expect(footingMeaning(footingLines([row(null, null)], levels), '2026-03-01')).toMatch(
      /the amount of none is in the sources/,
    )
  })

  test('a bar is as long as its share, and no amount is not drawn as zero dollars', () => {
    const drawn = drawFootings(lines).rows
    expect(drawn.map(({ width }) => width)).toEqual([32, 0, 64.1, 0, 32, 191.9])
    expect(drawn[3]?.words).toBe('none')
    expect(drawFootings(footingLines([row(null, null)], levels)).rows.at(-1)?.words).toBe(
      'not in the sources',
    )
  })

  test('streams keep their own lines', () => {
    const groups = footingsByGroup(rows, levels)
    expect(groups.map(({ code, total }) => [code, total.amount])).toEqual([
      ['GJC', '799.80'],
      ['NEG', '200.20'],
    ])
  })
})

describe('money and models', () => {
  test('models with money come by their dollars', () => {
    expect(modelMoney(rows, models, levels).map(({ code, level }) => [code, level])).toEqual([
      ['weak', 'low'],
      ['proven', 'high'],
    ])
  })

  test('a model waits until it, or a site of it, has an award', () => {
    const waiting = (of: MoneyRow[]) => waitingModels(of, models, levels).map(({ code }) => code)
    expect(waiting([])).toEqual(['proven', 'waits'])
    expect(waiting([row('proven_site', '1.00')])).toEqual(['waits'])
    expect(waiting([row('proven', null), row('waits', '1.00')])).toEqual([])
  })

  test('a million serves whole people in what is rated and has a cost, the highest level first', () => {
    const costs = [
      ['waits', '3.00'],
      ['proven', '5640.66'],
      ['proven_site', '5754.00'],
      ['weak', '10.00'],
    ] as const
    const priced = costs.flatMap(([code, costPerParticipantUsd]) =>
      models
        .filter((model) => model.code === code)
        .map((model) => ({ ...model, costPerParticipantUsd, costNote: null })),
    )
    expect(anotherMillion(priced, levels).map(({ code, people }) => [code, people])).toEqual([
      ['proven', 177],
      ['waits', 333_333],
    ])
    const free = priced.map((one) => ({ ...one, costPerParticipantUsd: null }))
    expect(anotherMillion(free, levels)).toEqual([])
  })
})

describe('the address', () => {
  const read = (query: string) => readMoneyFilters(new URLSearchParams(query), '2026-06-30')

  test('a day to come, or none, is today', () => {
    expect(read('on=2026-07-01').on).toBe('2026-06-30')
    expect(read('on=2026-02-30').on).toBe('2026-06-30')
    expect(read('on=2026-02-28').on).toBe('2026-02-28')
  })

  test('is short and reads back as it was', () => {
    const asked = 'stream=GJC&on=2026-01-31&footing=high&origin=sample'
    const query = moneyQuery(read(asked), '2026-06-30')
    expect(query).toMatchObject({ stream: 'GJC', on: '2026-01-31', footing: 'high' })
    expect(moneyQuery(read('stream=%3B&footing=best'), '2026-06-30')).toEqual({
      stream: null,
      sector: null,
      state: null,
      on: null,
    })
  })
})
