import { expect, test } from 'vitest'
import { searchText, searchWords } from '#app/domain/search.ts'

test('a question becomes the words that tell records apart', () => {
  expect(searchWords('Who else trains nurses in Alabama, with whose money?')).toEqual([
    'nurses',
    'alabama',
  ])
  expect(searchWords('St. Mary’s and  St. Mary’s')).toEqual(['st', 'mary’s'])
  expect(searchWords('23A60HG000028')).toEqual(['23a60hg000028'])
  expect(searchWords('% _ \\ --')).toEqual([])
})

test('whatever is typed is bounded', () => {
  expect(searchWords('one two three four five six seven eight')).toHaveLength(6)
  expect(searchText('x'.repeat(5000))).toHaveLength(200)
})
