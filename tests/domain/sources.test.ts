import { expect, test } from 'vitest'
import { withoutMarks } from '#app/domain/sources.ts'

test('marks for the keepers of the lists are not shown to people', () => {
  expect(withoutMarks('One main reason per person [D].')).toBe('One main reason per person.')
  expect(withoutMarks('As the award says [S], 45 days [V].')).toBe('As the award says, 45 days.')
  expect(withoutMarks('Nothing [else] changes.')).toBe('Nothing [else] changes.')
})
