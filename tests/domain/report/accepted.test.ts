import { describe, expect, test } from 'vitest'
import {
  type AcceptedRow,
  combineAccepted,
  formatFigure,
  formatRolled,
  rollUp,
} from '#app/domain/report/accepted.ts'

const row = (code: string, periodEnd: string, value: string, more: Partial<AcceptedRow> = {}) => ({
  code,
  name: code,
  valueType: 'count' as const,
  cumulation: 'period' as const,
  entry: 'entered' as const,
  numerator: null,
  numeratorCode: null,
  denominatorCode: null,
  nCode: null,
  value,
  periodEnd,
  ...more,
})
const placementRate = {
  valueType: 'rate' as const,
  entry: 'derived' as const,
  numeratorCode: 'PLACED',
  denominatorCode: 'COMPLETED',
}
const q1 = '2026-03-31'
const q2 = '2026-06-30'

describe('the accepted figures of an award', () => {
  test('a figure of a period is added over periods, a running total is the latest', () => {
    const figures = combineAccepted([
      row('ENROLLED', q1, '120'),
      row('ENROLLED', q2, '80'),
      row('SERVED', q1, '120', { cumulation: 'cumulative' }),
      row('SERVED', q2, '200', { cumulation: 'cumulative' }),
    ])
    expect(figures.map(({ code, value, from }) => [code, value, from])).toEqual([
      ['ENROLLED', '200', [q1, q2]],
      ['SERVED', '200', [q2]],
    ])
  })

  test('a rate is made anew from what it is a rate of, never averaged', () => {
    const figures = combineAccepted([
      row('COMPLETED', q1, '10'),
      row('COMPLETED', q2, '90'),
      row('PLACED', q1, '10'),
      row('PLACED', q2, '45'),
      row('RATE', q1, '1', placementRate),
      row('RATE', q2, '0.5', placementRate),
    ])
    const rate = figures.find(({ code }) => code === 'RATE')
    expect(rate && formatFigure(rate)).toBe('55% (55 of 100)')
  })

  test('a sum that its report derived counts as that report stored it', () => {
    const [placed] = combineAccepted([
      row('PLACED', q1, '30', { entry: 'derived', numerator: 'FULL_TIME + PART_TIME' }),
    ])
    expect(placed?.value).toBe('30')
  })
})

describe('the accepted figures of many awards', () => {
  const of = (awardId: number, rows: AcceptedRow[]) => rows.map((one) => ({ ...one, awardId }))

  test('counts are added once each award stands for itself', () => {
    const [served] = rollUp([
      ...of(1, [
        row('SERVED', q1, '120', { cumulation: 'cumulative' }),
        row('SERVED', q2, '200', { cumulation: 'cumulative' }),
      ]),
      ...of(2, [row('SERVED', q1, '50', { cumulation: 'cumulative' })]),
    ])
    expect(served).toMatchObject({ kind: 'total', value: '250', awards: 2, from: q1, to: q2 })
  })

  test('rates are made from the parts of all awards', () => {
    const figures = rollUp([
      ...of(1, [
        row('COMPLETED', q1, '10'),
        row('PLACED', q1, '10'),
        row('RATE', q1, '1', placementRate),
      ]),
      ...of(2, [
        row('COMPLETED', q1, '90'),
        row('PLACED', q1, '45'),
        row('RATE', q1, '1', placementRate),
      ]),
    ])
    expect(figures.slice(-1).map(formatRolled)).toEqual(['55% (55 of 100)'])
  })

  test('medians and balances show their range and are never combined', () => {
    const wage = { valueType: 'usd_per_hour' as const }
    const [range, tuition] = rollUp([
      ...of(1, [row('WAGE', q1, '22.5', wage), row('TUITION', q1, '900', { cumulation: 'point' })]),
      ...of(2, [row('WAGE', q1, '19', wage), row('TUITION', q1, '1100', { cumulation: 'point' })]),
    ])
    expect(range && formatRolled(range)).toBe('$19.00 an hour to $22.50 an hour')
    expect(tuition && formatRolled(tuition)).toBe('900 to 1,100')
  })

  test('nothing accepted rolls up to nothing', () => {
    expect(rollUp([])).toEqual([])
  })
})
