import { expect, test } from 'vitest'
import { byOrigin, nothing } from '#app/domain/origin_total.ts'
import { forReaders } from '#app/domain/sources.ts'

test('sample and sourced awards are totalled apart, and no amount is not zero', () => {
  const row = { awards: 1, withAmount: 1, amount: '100.50' }
  expect(
    byOrigin([
      { ...row, sample: false },
      { ...row, sample: false },
      { awards: 2, withAmount: 0, amount: null, sample: true },
    ]),
  ).toEqual({
    sources: { awards: 2, withAmount: 2, amount: '201.00' },
    sample: { awards: 2, withAmount: 0, amount: null },
  })
  expect(byOrigin([])).toEqual({ sources: nothing, sample: nothing })
})

test('a note loses the sentences that speak to whoever keeps the lists', () => {
  expect(forReaders('Two rounds. Totals are per round in programs.csv.')).toBe('Two rounds.')
  expect(forReaders('No report. Must be representable.')).toBe('No report.')
  expect(forReaders('See wioa_allotments.csv; official_awards does not apply')).toBeNull()
  expect(forReaders(null)).toBeNull()
})
