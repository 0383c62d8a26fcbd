import { expect, test } from 'vitest'
import { happeningOf } from '#app/domain/happenings.ts'
import { changesOf, historyQuery, readHistoryPlace } from '#app/domain/history.ts'

test('a kind of event reads as a sentence, an unknown one as its own words', () => {
  expect(happeningOf('report.returned')).toBe('Returned sections')
  expect(happeningOf('study.team_joined')).toBe('Study team joined')
})

test('a change shows what was and what is, value by value', () => {
  expect(
    changesOf(
      { amount: null, serviceArea: 'Pueblo', states: ['CO'], statewide: false },
      { amount: '8400000.00', serviceArea: 'Pueblo', states: ['CO', 'NM'], statewide: true },
    ),
  ).toEqual([
    { label: 'Amount', before: null, after: '8400000.00' },
    { label: 'States', before: 'CO', after: 'CO; NM' },
    { label: 'Statewide', before: 'no', after: 'yes' },
  ])
})

test('ids and hashes of rows are not shown', () => {
  expect(changesOf(null, { membershipId: 7, revisionsHash: 'ab', officer: 'Dana' })).toEqual([
    { label: 'Program officer', before: null, after: 'Dana' },
  ])
})

test('the place of the next page reads back from its own address', () => {
  const place = { at: new Date('2026-11-21T19:03:00.123Z'), id: 41 }
  const query = historyQuery(place)
  expect(readHistoryPlace(new URLSearchParams(query ?? ''))).toEqual(place)
  expect(readHistoryPlace(new URLSearchParams('before=yesterday'))).toBeNull()
  expect(readHistoryPlace(new URLSearchParams('before=999999999999999-1'))).not.toBeNull()
})
