import { describe, expect, test } from 'vitest'
import type { Judged } from '#app/domain/evidence/finding.ts'
import {
  type ValueAnswer,
  answerValue,
  readValue,
  valueQuery,
  valueWords,
} from '#app/domain/evidence/value_page.ts'
import { priceIndex } from '#tests/setup/price_index.ts'
import { vectorRows } from '#tests/vectors/read.ts'

const impact = (amount: number, se: number | null = null, bound: string | null = null): Judged => ({
  kind: 'effect',
  outcomeDomain: 'earnings',
  impact: String(amount),
  standardError: se === null ? null : String(se),
  errorOrigin: se === null ? null : 'reported',
  pRelation: bound === null ? null : '<',
  pValue: bound,
  notes: null,
})
const quest = [-1801, -2369, 1881, 3925, 3980, 4691, 2176, 2952, 5239]
const findings = new Map<string, Judged>([
  ['EF025', impact(1945, null, '0.01')],
  ['EF026', impact(1865, null, '0.01')],
  ['EF063', impact(-5338, 238)],
  ['EF064', impact(5181, 474)],
  ['EF065', impact(7011, 619)],
  ...quest.map((amount, i) => [`EF0${69 + i}`, impact(amount)] as const),
])

function answered(query: string): Extract<ValueAnswer, { ok: true }> {
  const answer = answerValue(readValue(new URLSearchParams(query)), findings, priceIndex)
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors))
  return answer
}

const vector = (id: string) => {
  const row = vectorRows('mvpf_vectors.csv').find((one) => one['vector_id'] === id)
  return JSON.parse(row?.['expected_json'] ?? '{}') as Record<string, number>
}

describe('the value of a program', () => {
  test.each([
    ['program=workadvance', 'V01'],
    ['program=workadvance&willing=cost', 'V02'],
    ['program=workadvance&willing=lower', 'V03'],
    ['program=year_up', 'V05'],
    ['program=year_up&willing=cost', 'V06'],
    ['program=project_quest', 'V08'],
  ])('asked by %s equals its vector %s', (query, id) => {
    const expected = vector(id)
    const [observed] = answered(query).scenarios
    expect(observed?.valuation.willingness).toBeCloseTo(expected['wtp'] ?? 0, 2)
    expect(observed?.valuation.netCost).toBeCloseTo(expected['net_cost'] ?? 0, 2)
    expect(observed?.valuation.value.kind).toBe('finite')
    expect(valueWords(observed?.valuation.value ?? { kind: 'infinite' })).toBe(
      (expected['mvpf'] ?? 0).toFixed(2),
    )
  })

  test('pays for itself once the last gain is supposed to stay at 18.6 percent', () => {
    const constant = answered('program=workadvance&tax=18.6').scenarios.at(-1)
    expect(constant?.valuation.netCost).toBeCloseTo(vector('V10')['net_cost'] ?? 0, 2)
    expect(constant?.byWilling.post_tax).toEqual({ kind: 'infinite' })
    expect(answered('program=workadvance&tax=20').scenarios.at(-1)?.breakEven).toBe(17)
  })

  test('has participants and government add up to society in every scenario', () => {
    for (const { valuation } of answered('program=year_up&tax=25').scenarios) {
      const { participants, government, society } = valuation
      expect(participants + government).toBeCloseTo(society, 6)
    }
  })

  test('has an interval that its seed repeats, and none where errors are not in the sources', () => {
    const [one] = answered('program=year_up&seed=7').scenarios
    const [same] = answered('program=year_up&seed=7').scenarios
    const [other] = answered('program=year_up&seed=8').scenarios
    expect(one?.interval).toEqual(same?.interval)
    expect(one?.interval).not.toEqual(other?.interval)
    expect(one?.interval?.low.kind).toBe('finite')
    expect(answered('program=project_quest').scenarios[0]?.interval).toBeNull()
  })

  test.each([
    ['tax=a fifth', 'tax'],
    ['tax=100', 'tax'],
    ['cost=-1', 'cost'],
    ['transfers=99999', 'transfers'],
    ['until=2.5', 'until'],
    ['discount=', 'discount'],
    ['program=year_up&prices=1900', 'prices'],
    ['program=year_up&prices=last+year', 'prices'],
    ['program=workadvance&prices=2025', 'prices'],
    ['program=project_quest&prices=2025', 'prices'],
  ])('asked with %s is refused at %s', (query, field) => {
    const answer = answerValue(readValue(new URLSearchParams(query)), findings, priceIndex)
    expect(answer).toMatchObject({ ok: false, errors: { [field]: expect.any(String) } })
  })

  test('is the same in the dollars of any year, while every amount grows alike', () => {
    const [then] = answered('program=year_up').scenarios
    const [now] = answered('program=year_up&prices=2025').scenarios
    const grown = 321.943 / 232.957
    if (!then || !now) throw new Error('missing')
    expect(now.valuation.willingness).toBeCloseTo(grown * then.valuation.willingness, 6)
    expect(now.valuation.netCost).toBeCloseTo(grown * then.valuation.netCost, 6)
    expect(valueWords(now.valuation.value)).toBe(valueWords(then.valuation.value))
    expect(now.interval && valueWords(now.interval.low)).toBe(
      then.interval && valueWords(then.interval.low),
    )
    expect(answered('program=year_up').priceYear).toBe(2013)
    expect(answered('program=workadvance').priceYear).toBeNull()
  })

  test('names the years of the index when asked for another', () => {
    const ask = readValue(new URLSearchParams('program=year_up&prices=1900&tax=x'))
    expect(answerValue(ask, findings, priceIndex)).toMatchObject({
      ok: false,
      errors: { prices: expect.stringContaining('from 1985 to 2025'), tax: expect.any(String) },
    })
  })

  test('is asked for again by its address, seed included', () => {
    const ask = readValue(
      new URLSearchParams('program=year_up&willing=cost&tax=20&seed=9&until=30&prices=2024'),
    )
    const query = new URLSearchParams(
      Object.entries(valueQuery(ask)).flatMap(([name, value]) =>
        value === null ? [] : [[name, String(value)]],
      ),
    )
    expect(readValue(query)).toEqual(ask)
    expect(readValue(new URLSearchParams('program=x&willing=y&seed=-1.5')).seed).toBe(2020)
  })
})

test('no value is written as a large number', () => {
  expect(valueWords({ kind: 'infinite' })).toContain('pays for itself')
  expect(valueWords({ kind: 'neg_infinite' })).toContain('minus infinite')
  expect(valueWords({ kind: 'perverse', ratio: 0.3 })).toContain('not a return')
})
