import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  calendarTypes,
  dueOn,
  formatDate,
  formatDateTime,
  formatDue,
  formatShortDate,
  frequencies,
  isLate,
  periodLabel,
  periodsOf,
  rollRules,
} from '#app/domain/calendar.ts'
import { addDays, dayOfWeek, daysBetween, isDate, monthEnd, quarterEnd } from '#app/domain/dates.ts'
import { isBusinessDay } from '#app/domain/holidays.ts'

const day = fc.integer({ min: 0, max: 18_262 }).map((days) => addDays('2000-01-01', days))

describe('the worked examples of the reporting rules', () => {
  test.each([
    [1, '2026-03-31', 45, '2026-05-15', '2026-05-15', '2026-05-15'],
    [2, '2026-06-30', 45, '2026-08-14', '2026-08-14', '2026-08-14'],
    [3, '2026-09-30', 45, '2026-11-14', '2026-11-13', '2026-11-16'],
    [4, '2026-09-30', 30, '2026-10-30', '2026-10-30', '2026-10-30'],
    [5, '2027-03-31', 30, '2027-04-30', '2027-04-30', '2027-04-30'],
    [6, '2026-12-31', 90, '2027-03-31', '2027-03-31', '2027-03-31'],
    [7, '2027-02-28', 120, '2027-06-28', '2027-06-28', '2027-06-28'],
  ])('example %i is due as computed there', (_, end, offsetDays, statutory, previous, next) => {
    expect(dueOn(end, { offsetDays, rollRule: 'none' })).toEqual({ statutory, working: statutory })
    expect(dueOn(end, { offsetDays, rollRule: 'previous_business_day' })).toEqual({
      statutory,
      working: previous,
    })
    expect(dueOn(end, { offsetDays, rollRule: 'next_business_day' })).toEqual({
      statutory,
      working: next,
    })
  })

  test('example 3 is late from the Sunday, though reminders count from the Friday', () => {
    const due = dueOn('2026-09-30', { offsetDays: 45, rollRule: 'previous_business_day' })
    expect(isLate(due, '2026-11-14')).toBe(false)
    expect(isLate(due, '2026-11-15')).toBe(true)
  })

  test('the four quarters of ETA fall on the dates its terms name', () => {
    const due = (end: string) => dueOn(end, { offsetDays: 45, rollRule: 'none' }).statutory
    expect(['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'].map(due)).toEqual([
      '2025-05-15',
      '2025-08-14',
      '2025-11-14',
      '2026-02-14',
    ])
  })
})

test('an extension moves lateness, and never makes it earlier', () => {
  const due = { statutory: '2026-11-14', working: '2026-11-13' }
  expect(isLate({ ...due, extended: '2026-11-30' }, '2026-11-30')).toBe(false)
  expect(isLate({ ...due, extended: '2026-11-30' }, '2026-12-01')).toBe(true)
  expect(isLate({ ...due, extended: '2026-11-01' }, '2026-11-14')).toBe(false)
  expect(isLate({ ...due, extended: null }, '2026-11-15')).toBe(true)
})

test('a working date is a business day, never on the wrong side, at most four days away', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 120 }), (end, offsetDays) => {
      const before = dueOn(end, { offsetDays, rollRule: 'previous_business_day' })
      const after = dueOn(end, { offsetDays, rollRule: 'next_business_day' })
      expect(before.statutory).toBe(addDays(end, offsetDays))
      expect(isBusinessDay(before.working) && isBusinessDay(after.working)).toBe(true)
      expect(before.working <= before.statutory && after.working >= after.statutory).toBe(true)
      expect(daysBetween(before.working, after.working)).toBeLessThanOrEqual(5)
      if (isBusinessDay(before.statutory)) expect(before.working).toBe(after.working)
    }),
    { numRuns: 2_000 },
  )
})

test('the periods of an award tile it from its first day to its last', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 2_500 }),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(...frequencies),
      (start, length, quarters, frequency) => {
        const award = { start, end: addDays(start, length) }
        const firstPeriodEnd = monthEnd(quarterEnd(start), quarters * 3)
        const periods = periodsOf(award, {
          frequency,
          firstPeriodEnd,
          offsetDays: 30,
          rollRule: 'none',
          calendarType: 'calendar_year',
        })
        expect(periods[0]?.start).toBe(award.start)
        expect(periods.at(-1)?.end).toBe(award.end)
        for (const [index, period] of periods.entries()) {
          expect(period.start <= period.end).toBe(true)
          const next = periods[index + 1]
          if (!next) continue
          expect(next.start).toBe(addDays(period.end, 1))
          expect(period.end).toBe(quarterEnd(period.end))
        }
      },
    ),
  )
})

test('a three-year quarterly award has twelve periods, and a late start cuts only the first', () => {
  const rule = {
    frequency: 'quarterly',
    offsetDays: 45,
    rollRule: 'previous_business_day',
    calendarType: 'calendar_year',
    firstPeriodEnd: '2024-03-31',
  } as const
  const periods = periodsOf({ start: '2024-01-15', end: '2026-12-31' }, rule)
  expect(periods).toHaveLength(12)
  expect(periods[0]).toEqual({ start: '2024-01-15', end: '2024-03-31' })
  expect(periods[3]).toEqual({ start: '2024-10-01', end: '2024-12-31' })
  expect(() =>
    periodsOf(
      { start: '2024-01-15', end: '2026-12-31' },
      { ...rule, firstPeriodEnd: '2024-02-29' },
    ),
  ).toThrow(RangeError)
})

test('the same quarter has its name in each calendar', () => {
  const names = (end: string) =>
    calendarTypes.map((calendarType) => periodLabel(end, { calendarType, frequency: 'quarterly' }))
  expect(names('2026-09-30')).toEqual(['PY2026 Q1', 'FY2026 Q4', 'Q3 2026'])
  expect(names('2026-12-31')).toEqual(['PY2026 Q2', 'FY2027 Q1', 'Q4 2026'])
  expect(names('2026-03-31')).toEqual(['PY2025 Q3', 'FY2026 Q2', 'Q1 2026'])
  expect(names('2026-06-30')).toEqual(['PY2025 Q4', 'FY2026 Q3', 'Q2 2026'])
  expect(periodLabel('2026-09-30', { calendarType: 'fiscal_year', frequency: 'semiannual' })).toBe(
    'FY2026 H2',
  )
  expect(periodLabel('2026-06-30', { calendarType: 'program_year', frequency: 'annual' })).toBe(
    'PY2025',
  )
})

test('dates are written as people say them', () => {
  expect(formatDate('2026-11-30')).toBe('Monday, November 30, 2026')
  expect(formatShortDate('2026-11-30')).toBe('Nov 30, 2026')
  expect(formatDue('2026-11-30', '2026-11-21')).toBe('Monday, November 30, in 9 days')
  expect(formatDue('2026-11-30', '2026-11-29')).toBe('Monday, November 30, in 1 day')
  expect(formatDue('2026-11-30', '2026-11-30')).toBe('Monday, November 30, today')
  expect(formatDue('2026-11-30', '2026-12-03')).toBe('Monday, November 30, 3 days late')
  expect(formatDue('2027-01-04', '2026-12-30')).toBe('Monday, January 4, 2027, in 5 days')
})

test('a moment is written in Eastern time, in winter and in summer', () => {
  expect(formatDateTime(new Date('2026-11-21T19:03:00Z'))).toBe(
    'November 21, 2026, 2:03 p.m. Eastern',
  )
  expect(formatDateTime(new Date('2026-07-01T04:05:00Z'))).toBe('July 1, 2026, 12:05 a.m. Eastern')
})

test('days added are days counted, over fifty years', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days)
      expect((((dayOfWeek(date) + days) % 7) + 7) % 7).toBe(dayOfWeek(addDays(date, days)))
    }),
  )
})

test('a date that does not exist is refused', () => {
  for (const text of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '26-01-01',
    '2026-1-1',
    '',
    '0000-01-01',
  ]) {
    expect(isDate(text)).toBe(false)
    expect(() => addDays(text, 1)).toThrow(RangeError)
  }
  expect(isDate('2028-02-29')).toBe(true)
})

test('every roll rule answers for every day of a year', () => {
  for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1)) {
    for (const rollRule of rollRules) {
      expect(isDate(dueOn(date, { offsetDays: 0, rollRule }).working)).toBe(true)
    }
  }
})
