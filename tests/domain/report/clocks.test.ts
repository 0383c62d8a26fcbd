import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/domain/dates.ts'
import { businessDaysBetween, isBusinessDay } from '#app/domain/holidays.ts'
import { clocksOf } from '#app/domain/report/clocks.ts'

test('Friday to Monday is one working day, and a holiday is none', () => {
  expect(businessDaysBetween('2026-11-20', '2026-11-23')).toBe(1)
  expect(businessDaysBetween('2026-11-20', '2026-11-22')).toBe(0)
  // Thanksgiving is on the 26th.
  expect(businessDaysBetween('2026-11-25', '2026-11-27')).toBe(1)
  expect(businessDaysBetween('2026-11-25', '2026-11-20')).toBe(0)
})

test('the grantee’s clock runs from the end of the period, the agency’s from each submission', () => {
  const moves = [
    { kind: 'report.handed_over', on: '2026-10-09' },
    { kind: 'report.submitted', on: '2026-10-13' },
    { kind: 'report.picked_up', on: '2026-10-15' },
    { kind: 'report.returned', on: '2026-10-16' },
    { kind: 'report.submitted', on: '2026-10-20' },
  ]
  // The 12th is Columbus Day.
  expect(clocksOf(moves, '2026-09-30', '2026-10-21')).toEqual({ grantee: 8 + 2, agency: 3 + 1 })
})

test('acceptance stops both clocks and a reopening starts the grantee’s again', () => {
  const moves = [
    { kind: 'report.submitted', on: '2026-10-01' },
    { kind: 'report.accepted', on: '2026-10-02' },
    { kind: 'report.reopened', on: '2026-10-19' },
  ]
  expect(clocksOf(moves, '2026-09-30', '2026-10-20')).toEqual({ grantee: 2, agency: 1 })
})

test('until it ends, each working day after the period belongs to exactly one side', () => {
  const kinds = fc.constantFrom('report.submitted', 'report.returned', 'report.withdrawn')
  const steps = fc.array(fc.tuple(kinds, fc.integer({ min: 0, max: 20 })), { maxLength: 12 })
  fc.assert(
    fc.property(steps, (given) => {
      let on = '2026-09-30'
      const moves = given.map(([kind, days]) => ({ kind, on: (on = addDays(on, days)) }))
      const until = addDays(on, 3)
      const { grantee, agency } = clocksOf(moves, '2026-09-30', until)
      let all = 0
      for (let day = '2026-10-01'; day <= until; day = addDays(day, 1)) {
        if (isBusinessDay(day)) all += 1
      }
      expect(grantee + agency).toBe(all)
    }),
  )
})
