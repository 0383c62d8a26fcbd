import { expect, test } from 'vitest'
import { earliestDisposal } from '#app/domain/retention.ts'

test.each([
  ['2026-12-29', '2029-12-30'],
  ['2026-12-31', '2030-01-01'],
  ['2025-02-28', '2028-02-29'],
  ['2028-02-29', '2031-03-02'],
])('records that a report of %s ends may go on %s', (submittedOn, day) => {
  expect(earliestDisposal(submittedOn)).toBe(day)
})
