import holidays from '@18f/us-federal-holidays'
import { expect, test } from 'vitest'
import { addDays } from '#app/domain/dates.ts'
import { federalHolidays, isBusinessDay, isFederalHoliday } from '#app/domain/holidays.ts'

test('every day of fifty years is a holiday here exactly when the 18F list says so', () => {
  for (let year = 2000; year <= 2050; year += 1) {
    const theirs = [...holidays.allForYear(year), ...holidays.allForYear(year + 1).slice(0, 1)]
      .map((holiday) => holiday.dateString)
      .filter((date) => date.startsWith(String(year)))
    const ours: string[] = []
    for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
      if (isFederalHoliday(date)) ours.push(date)
    }
    expect(ours).toEqual(theirs)
  }
})

test('New Year on a Saturday is observed on December 31 of the year before', () => {
  expect(isFederalHoliday('2021-12-31')).toBe(true)
  expect(isFederalHoliday('2022-01-01')).toBe(false)
  expect(isBusinessDay('2021-12-31')).toBe(false)
  expect(isBusinessDay('2022-01-03')).toBe(true)
})

test('a holiday on a Sunday is observed on the Monday', () => {
  expect(isFederalHoliday('2023-01-02')).toBe(true)
  expect(isFederalHoliday('2022-12-26')).toBe(true)
})

test('Juneteenth counts from 2021, observed on Friday June 18 that year', () => {
  expect(isFederalHoliday('2020-06-19')).toBe(false)
  expect(isFederalHoliday('2021-06-18')).toBe(true)
  expect(federalHolidays(2026)).toContain('2026-06-19')
})

test('the holidays of 2026 are the eleven that the Office of Personnel Management lists', () => {
  expect(federalHolidays(2026)).toEqual([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ])
})
