import { afterEach, expect, test } from 'vitest'
import { dayIn, now, setClockOffset, today } from '#app/domain/clock.ts'

afterEach(() => setClockOffset(0))

test('a moved clock moves now and today by the same amount', () => {
  const before = now().getTime()
  setClockOffset(48 * 3_600_000)
  expect(now().getTime() - before).toBeGreaterThanOrEqual(48 * 3_600_000)
  expect(today('UTC')).toBe(dayIn(new Date(Date.now() + 48 * 3_600_000), 'UTC'))
})

test('the day ends in Washington, in winter and in summer time', () => {
  expect(dayIn(new Date('2026-11-15T04:59:59Z'))).toBe('2026-11-14')
  expect(dayIn(new Date('2026-11-15T05:00:00Z'))).toBe('2026-11-15')
  expect(dayIn(new Date('2026-07-01T03:59:59Z'))).toBe('2026-06-30')
  expect(dayIn(new Date('2026-07-01T04:00:00Z'))).toBe('2026-07-01')
})
