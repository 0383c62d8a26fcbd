import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/domain/dates.ts'
import { isBusinessDay } from '#app/domain/holidays.ts'
import { isDigestDay, movesBetween } from '#app/domain/view_digest.ts'

test('a weekly digest comes on Monday, or on the first working day after a holiday', () => {
  const week = (monday: string) =>
    Array.from({ length: 7 }, (_, day) => addDays(monday, day)).filter((day) =>
      isDigestDay('monday', day),
    )
  expect(week('2027-03-01')).toEqual(['2027-03-01'])
  // The day of the first is Washington's Birthday.
  expect(week('2027-02-15')).toEqual(['2027-02-16'])
})

test('a daily one comes on every working day and on no other', () => {
  for (let day = '2027-01-01'; day < '2028-01-01'; day = addDays(day, 1)) {
    expect(isDigestDay('weekday', day)).toBe(isBusinessDay(day))
    if (isDigestDay('monday', day)) expect(isBusinessDay(day)).toBe(true)
  }
})

test('what entered and what left make of the old list the new one', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }))
  fc.assert(
    fc.property(ids, ids, (before, now) => {
      const { entered, left } = movesBetween(before, now)
      const made = new Set([...before.filter((id) => !left.includes(id)), ...entered])
      expect(made).toEqual(new Set(now))
      expect(entered.some((id) => before.includes(id))).toBe(false)
      expect(left.some((id) => now.includes(id))).toBe(false)
    }),
  )
})
