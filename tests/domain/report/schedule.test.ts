import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarTypes, frequencies, periodLabel, rollRules } from '#app/domain/calendar.ts'
import { addDays, daysBetween, isDate, quarterEnd } from '#app/domain/dates.ts'
import {
  finalOffsetDays,
  firstEndFrom,
  scheduleForm,
  scheduledPeriods,
} from '#app/domain/report/schedule.ts'

const rule = {
  frequency: 'quarterly',
  offsetDays: 45,
  rollRule: 'previous_business_day',
  calendarType: 'calendar_year',
  firstPeriodEnd: '2026-03-31',
} as const
const award = { start: '2026-01-01', end: '2027-02-28' }

const day = fc.integer({ min: 0, max: 18_262 }).map((days) => addDays('2000-01-01', days))
const terms = fc.record({
  frequency: fc.constantFrom(...frequencies),
  offsetDays: fc.integer({ min: 1, max: 120 }),
  rollRule: fc.constantFrom(...rollRules),
  calendarType: fc.constantFrom(...calendarTypes),
})

describe('the periods of an award', () => {
  test('end with its final report, due 120 days later whatever the rule', () => {
    const periods = scheduledPeriods(award, rule, [])
    expect(periods.map(({ end }) => end)).toEqual([
      '2026-03-31',
      '2026-06-30',
      '2026-09-30',
      '2026-12-31',
      '2027-02-28',
    ])
    expect(periods.at(-1)).toMatchObject({ isFinal: true, statutory: '2027-06-28' })
    expect(periods[2]).toMatchObject({ statutory: '2026-11-14', working: '2026-11-13' })
  })

  test('keep their days before a change, and follow the new rule from it', () => {
    const yearly = {
      ...rule,
      frequency: 'annual',
      offsetDays: 90,
      calendarType: 'fiscal_year',
      startsOn: '2026-07-01',
      firstPeriodEnd: '2026-09-30',
    } as const
    const before = scheduledPeriods(award, rule, [])
    const after = scheduledPeriods(award, rule, [yearly])
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    expect(after.slice(2).map(({ end, statutory }) => [end, statutory])).toEqual([
      ['2026-09-30', '2026-12-29'],
      ['2027-02-28', '2027-06-28'],
    ])
  })

  test('tile the award whatever changes when, over fifty years and in four time zones', () => {
    const given = fc.tuple(
      day,
      fc.integer({ min: 30, max: 2_500 }),
      terms,
      fc.array(fc.tuple(fc.nat(2_600), terms), { maxLength: 3 }),
    )
    const zone = process.env['TZ']
    const offsets = new Set<number>()
    try {
      for (const at of ['UTC', 'America/New_York', 'Pacific/Honolulu', 'Asia/Kathmandu']) {
        process.env['TZ'] = at
        offsets.add(new Date(0).getTimezoneOffset())
        fc.assert(
          fc.property(given, ([start, length, first, changes]) => {
            const whole = { start, end: addDays(start, length) }
            const of = (from: string, one: typeof first) => ({
              ...one,
              firstPeriodEnd: firstEndFrom(from, one),
            })
            const later = new Map(changes.map(([after, one]) => [addDays(start, after + 1), one]))
            const periods = scheduledPeriods(
              whole,
              of(start, first),
              [...later].map(([startsOn, one]) => ({ ...of(startsOn, one), startsOn })),
            )
            expect(periods[0]?.start).toBe(whole.start)
            expect(periods.at(-1)).toMatchObject({ end: whole.end, isFinal: true })
            for (const [index, period] of periods.entries()) {
              const offset = period.isFinal ? finalOffsetDays : period.rule.offsetDays
              expect(daysBetween(period.end, period.statutory)).toBe(offset)
              expect(Math.abs(daysBetween(period.statutory, period.working))).toBeLessThanOrEqual(4)
              const next = periods[index + 1]
              if (next) expect(next.start).toBe(addDays(period.end, 1))
            }
          }),
          { numRuns: 50 },
        )
      }
      expect(offsets.size).toBe(4)
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})

test('a first period ends with a quarter, half or year of its calendar, not earlier and not later', () => {
  fc.assert(
    fc.property(day, terms, (from, one) => {
      const end = firstEndFrom(from, one)
      const months = { quarterly: 3, semiannual: 6, annual: 12 }[one.frequency]
      expect(isDate(end) && end === quarterEnd(end) && end >= from).toBe(true)
      expect(daysBetween(from, end)).toBeLessThanOrEqual(months * 31)
      const label = periodLabel(end, one)
      expect(periodLabel(addDays(end, 1), one)).not.toBe(label)
    }),
  )
  const fiscal = { frequency: 'annual', calendarType: 'fiscal_year' } as const
  expect(firstEndFrom('2026-10-01', fiscal)).toBe('2027-09-30')
  expect(firstEndFrom('2026-09-30', fiscal)).toBe('2026-09-30')
})

test.each([
  ['offsetDays', '121'],
  ['offsetDays', '-1'],
  ['offsetDays', '1e3'],
  ['startsOn', '2026-02-30'],
  ['frequency', 'monthly'],
  ['rollRule', ''],
  ['reason', ' '],
])('a rule with %s of %j is refused at that field', (field, typed) => {
  const { firstPeriodEnd: _end, ...posted } = { ...rule, startsOn: '2026-07-01', reason: 'Terms.' }
  const good = { ...posted, offsetDays: '45' }
  expect(scheduleForm.safeParse(good).success).toBe(true)
  const { error } = scheduleForm.safeParse({ ...good, [field]: typed })
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field])
})
