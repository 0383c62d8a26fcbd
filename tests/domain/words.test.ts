import { expect, test } from 'vitest'
import { wordsFor } from '#app/domain/words.ts'

const table = { saved: 'Saved.' }

test('a table answers to its own names', () => {
  expect(wordsFor(table, 'saved')).toBe('Saved.')
})

test.each(['', 'SAVED', '__proto__', 'constructor', 'toString', null])(
  'a table says nothing under %s',
  (name) => {
    expect(wordsFor(table, name)).toBeNull()
  },
)
