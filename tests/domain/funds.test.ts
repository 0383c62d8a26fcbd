import { describe, expect, test } from 'vitest'
import { fiscalYearOf, standingOn } from '#app/domain/appropriations.ts'
import {
  type AwardFunds,
  type OfficialFunds,
  drawFunds,
  fundLines,
  fundMeaning,
  fundQuery,
  readFundFilters,
  shortMoney,
  stepTotal,
} from '#app/domain/funds.ts'
import { nothing } from '#app/domain/origin_total.ts'
import { spendingPace } from '#app/domain/spending.ts'

const official = (change: Partial<OfficialFunds>): OfficialFunds => ({
  stream: 'S',
  program: 'A',
  name: 'Program A',
  listing: '11.307',
  proposed: false,
  awards: 4,
  amount: '100.00',
  note: 'approximate',
  ...change,
})
const held: AwardFunds = {
  program: 'A',
  sample: false,
  announced: { awards: 3, withAmount: 2, amount: '60.00' },
  obligated: { awards: 1, withAmount: 1, amount: '25.00' },
  expended: nothing,
  drawn: nothing,
}
const real = { sample: false, part: null }

describe('the lines of money', () => {
  const whole = official({ program: null, name: 'Stream', amount: '190.00' })
  const other = official({ program: 'B', amount: null, note: null })
  const law = { stream: 'S', program: 'A', sample: false, amount: '120.00', fiscalYear: 2024 }
  const lines = fundLines([whole, official({}), other], [held], [law], real)

  test('say what is official, what is listed of it, and what no source says', () => {
    expect(lines.map(({ announced }) => announced)).toEqual([
      { amount: '190.00', note: 'approximate; 0 of 4 awards listed' },
      { amount: '100.00', note: 'approximate; 3 of 4 awards listed, with $60' },
      { amount: null, note: 'not in the sources; 0 of 4 awards listed' },
    ])
    expect(lines[1]).toMatchObject({
      appropriated: { amount: '120.00', note: 'FY 2024' },
      obligated: { amount: '25.00', note: '1 award' },
      expended: { amount: null, note: 'not in the sources' },
    })
    expect(fundMeaning(lines, { sample: false, on: '2026-01-31' })).toBe(
      'On Jan 31, 2026 the sources give $120 appropriated, $190 announced and $25 obligated. What was expended and drawn is not in the sources.',
    )
  })

  test('do not add the total of a stream to those of its programs', () => {
    expect(stepTotal(lines, 'announced').amount).toBe('190.00')
    expect(stepTotal(lines, 'drawn').amount).toBeNull()
  })

  test('of a sector have no share of an appropriation or an official total', () => {
    const [line] = fundLines([official({})], [held], [law], {
      sample: false,
      part: 'sector',
    })
    expect(line?.appropriated.note).toBe('not divided by sector')
    expect(line?.announced).toEqual({ amount: '60.00', note: '3 awards; 1 without an amount' })
  })

  test('of a sector add up to what its awards were announced with, whatever is official of the stream', () => {
    const part = fundLines([whole, official({})], [held], [], { sample: false, part: 'sector' })
    expect(part[0]?.announced).toEqual({ amount: null, note: 'not divided by sector' })
    expect(stepTotal(part, 'announced').amount).toBe('60.00')
  })

  test('of the sample hold nothing official, and none where nothing is held', () => {
    expect(fundLines([official({})], [held], [law], { sample: true, part: null })).toEqual([])
  })

  test('of a proposed stream say that there is no money, not that it is unknown', () => {
    const [line] = fundLines([official({ proposed: true })], [], [], real)
    expect(line?.appropriated.note).toBe('none; proposed, never funded')
    expect(line?.drawn.note).toBe('none')
  })

  test('are drawn by one scale, and what is unknown has no bar', () => {
    const cells = drawFunds(lines).rows[1]?.cells ?? []
    expect(cells.map(({ width }) => width)).toEqual([83.4, 69.5, 17.4, 0, 0])
    expect(cells.at(-1)?.words).toBe('not in the sources')
  })
})

test('the address keeps what can be meant, and no day to come', () => {
  const read = (query: string) => readFundFilters(new URLSearchParams(query), '2026-03-01')
  expect(read('on=2026-04-01&stream=GJC&sector=<b>')).toEqual({
    stream: 'GJC',
    program: null,
    sector: null,
    state: null,
    on: '2026-03-01',
  })
  expect(fundQuery(read('on=2025-01-01'), '2026-03-01').on).toBe('2025-01-01')
  expect(fundQuery(read(''), '2026-03-01').on).toBeNull()
})

test('an appropriation stands until the day its correction is known', () => {
  const rows = [
    { id: 1, knownOn: '2025-01-01', corrects: null },
    { id: 2, knownOn: '2025-06-01', corrects: 1 },
  ]
  const ids = (on: string) => standingOn(rows, on).map(({ id }) => id)
  expect([ids('2024-12-31'), ids('2025-05-31'), ids('2025-06-01')]).toEqual([[], [1], [2]])
  expect([fiscalYearOf('2025-09-30'), fiscalYearOf('2025-10-01')]).toEqual([2025, 2026])
})

test('short money is for drawings: whole below a million, one decimal above', () => {
  expect(['630000.00', '93950000.00', '1250000000.00'].map(shortMoney)).toEqual([
    '$630,000',
    '$94.0 million',
    '$1.3 billion',
  ])
})

test('the pace compares the period gone with the amount spent on one day', () => {
  const award = {
    periodStart: '2025-01-01',
    periodEnd: '2025-12-31',
    amount: '1000.00',
    expended: { value: '380.00', on: '2025-08-11' },
  }
  expect(spendingPace(award)).toBe(
    'By Aug 11, 2025, 61% of the period was gone and 38% of the amount was spent.',
  )
  expect(spendingPace({ ...award, periodEnd: null })).toBeNull()
  expect(spendingPace({ ...award, amount: '0.00' })).toBeNull()
  expect(spendingPace({ ...award, expended: null })).toBeNull()
})
