import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clockFrame,
  clockLines,
  clockMeaning,
  clockQuery,
  drawClocks,
  measures,
  periodsIn,
  readClockFilters,
  spreadOf,
} from '#app/domain/report/clock_list.ts'

describe('the spread of days', () => {
  test('is the nearest rank: days that a report really took', () => {
    const counts = [
      { days: 20, reports: 1 },
      { days: 1, reports: 4 },
      { days: 3, reports: 5 },
    ]
    expect(spreadOf(counts)).toEqual({ reports: 10, median: 3, ninth: 3 })
    expect(spreadOf([{ days: 7, reports: 1 }])).toEqual({ reports: 1, median: 7, ninth: 7 })
    expect(spreadOf([])).toBeNull()
  })

  test('agrees with the sorted list, whatever the counts', () => {
    const lists = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(lists, (list) => {
        const sorted = [...list].sort((a, b) => a - b)
        const rank = (share: number) => sorted[Math.ceil(share * list.length) - 1]
        const counts = [...new Set(list)].map((days) => ({
          days,
          reports: list.filter((one) => one === days).length,
        }))
        expect(spreadOf(counts)).toEqual({
          reports: list.length,
          median: rank(0.5),
          ninth: rank(0.9),
        })
      }),
      { numRuns: 60 },
    )
  })
})

describe('the address', () => {
  test('says which reports, and falls back where it cannot', () => {
    const read = (query: string) => readClockFilters(new URLSearchParams(query))
    expect(read('')).toEqual({ stream: null, program: null, officer: null, period: 'year' })
    expect(read('officer=1e9&period=0000&stream=%27')).toEqual(read(''))
    const asked = read('stream=GJC&officer=12&period=2025')
    expect(asked).toMatchObject({ stream: 'GJC', officer: 12, period: '2025' })
    expect(clockQuery(asked)).toEqual({ ...asked })
    expect(clockQuery(read(''))).toMatchObject({ period: null })
  })

  test('means periods by the day they ended on', () => {
    expect(periodsIn({ period: 'all' }, '2026-11-22')).toBeNull()
    expect(periodsIn({ period: 'year' }, '2026-11-22')).toEqual({
      from: '2025-11-23',
      to: '2026-11-22',
    })
    expect(periodsIn({ period: '2024' }, '2026-11-22')).toEqual({
      from: '2024-01-01',
      to: '2024-12-31',
    })
  })
})

describe('the lines', () => {
  const lines = clockLines(
    [
      { measure: 'review', days: 4, reports: 3 },
      { measure: 'waiting', days: 9, reports: 1 },
      { measure: 'agency', days: 13, reports: 1 },
      { measure: 'grantee', days: 1, reports: 1 },
    ],
    [{ step: 'signing', reports: 2, since: '2026-11-02' }],
  )

  test('have one for each step and side, empty ones too', () => {
    expect(lines.map(({ measure }) => measure)).toEqual([...measures])
    expect(lines.find(({ measure }) => measure === 'signing')).toMatchObject({
      spread: null,
      now: { reports: 2, since: '2026-11-02' },
    })
    expect(lines.find(({ measure }) => measure === 'agency')?.now).toBeNull()
  })

  test('say in a sentence what is slow', () => {
    expect(clockMeaning(lines)).toMatch(
      /for 1 working day or less, and with the agency for 13 working days or less.*“waits for pick-up”: 9 working days or more/,
    )
    expect(clockMeaning(clockLines([], []))).toBe('No report has gone through any step yet.')
  })

  test('are drawn within the frame, on whole days', () => {
    const { ticks, rows } = drawClocks(lines)
    expect(ticks.map(({ days }) => days)).toEqual([0, 2, 4, 6, 8, 10, 12, 14])
    for (const { bar, whisker } of rows) {
      const ends = [bar ? bar.x + bar.width : 0, whisker?.to ?? 0]
      expect(Math.max(...ends)).toBeLessThanOrEqual(clockFrame.width - clockFrame.right)
    }
  })
})
