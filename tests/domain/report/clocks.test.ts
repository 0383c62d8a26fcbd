import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/domain/dates.ts'
import { businessDaysBetween, isBusinessDay } from '#app/domain/holidays.ts'
import { clocksOf, reportSteps, sideOf, sides, stepDaysOf } from '#app/domain/report/clocks.ts'

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

test('each step counts the days until it was left, over all stays there', () => {
  const moves = [
    { kind: 'report.started', on: '2026-10-02' },
    { kind: 'report.handed_over', on: '2026-10-05' },
    { kind: 'report.declined', on: '2026-10-06' },
    { kind: 'report.handed_over', on: '2026-10-07' },
    { kind: 'report.submitted', on: '2026-10-09' },
    { kind: 'report.picked_up', on: '2026-10-14' },
    { kind: 'report.taken_over', on: '2026-10-15' },
    { kind: 'report.returned', on: '2026-10-16' },
  ]
  expect(stepDaysOf(moves, '2026-09-30')).toEqual({
    days: { preparing: 3 + 1, signing: 1 + 2, correcting: null, waiting: 2, review: 2 },
    step: 'correcting',
    since: '2026-10-16',
  })
  const declined = [
    ...moves,
    { kind: 'report.handed_over', on: '2026-10-19' },
    { kind: 'report.declined', on: '2026-10-20' },
  ]
  expect(stepDaysOf(declined, '2026-09-30')).toMatchObject({
    days: { correcting: 1, signing: 4 },
    step: 'correcting',
  })
})

test('what ends undone leaves no stay behind, and nobody holds it', () => {
  for (const kind of ['report.not_required', 'report.lapsed']) {
    const ended = stepDaysOf([{ kind, on: '2026-10-20' }], '2026-09-30')
    expect(ended).toMatchObject({ days: { preparing: null }, step: null, since: null })
  }
  const nothing = stepDaysOf([{ kind: 'report.nothing_submitted', on: '2026-10-02' }], '2026-09-30')
  expect(nothing).toMatchObject({ days: { preparing: 2 }, step: null })
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
      const { days, step, since } = stepDaysOf(moves, '2026-09-30')
      for (const side of sides) {
        const left = reportSteps
          .filter((one) => sideOf[one] === side)
          .reduce((sum, one) => sum + (days[one] ?? 0), 0)
        const here = step && since && sideOf[step] === side ? businessDaysBetween(since, until) : 0
        expect(left + here).toBe(side === 'grantee' ? grantee : agency)
      }
    }),
  )
})
