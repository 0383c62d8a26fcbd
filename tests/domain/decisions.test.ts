import { expect, test } from 'vitest'
import {
  type Evidence,
  changeMeaning,
  compareEvidence,
  decisionQuery,
  readDecisionFilters,
  readSubject,
} from '#app/domain/decisions.ts'

const known = (lines: Evidence['sections'][number]['lines']): Evidence => ({
  about: { kind: 'award', code: 'A', name: 'Award' },
  on: '2026-01-31',
  sections: [{ title: 'Money', sample: false, lines }],
})
const usd = (key: string, value: string | null) =>
  ({ key, label: key, unit: 'usd', value }) as const

test('what was known stands beside what is known, and what came or went says so', () => {
  const then = known([usd('amount', '100.00'), usd('drawn', null)])
  const now = known([usd('drawn', '40.00'), usd('amount', '100.00'), usd('expended', '30.00')])
  const lines = compareEvidence(then, now)[0]?.lines ?? []
  expect(lines.map(({ key, then: before, now: after }) => [key, before, after])).toEqual([
    ['amount', '$100', '$100'],
    ['drawn', 'not in the record', '$40'],
    ['expended', 'not known yet', '$30'],
  ])
  expect(changeMeaning(lines, then.on)).toBe(
    '2 of 3 facts read otherwise today than on Jan 31, 2026.',
  )
  expect(changeMeaning(lines.slice(0, 1), then.on)).toBe(
    'Everything is today as it was known on Jan 31, 2026.',
  )
})

test('an address names a subject or nothing', () => {
  expect(readSubject('award:SAMPLE-GJC-01')).toEqual({ kind: 'award', code: 'SAMPLE-GJC-01' })
  for (const text of ['award', 'person:1', 'award:<b>', null]) expect(readSubject(text)).toBeNull()
  const filters = readDecisionFilters(new URLSearchParams('subject=model:workadvance&kind=scale'))
  expect(filters.about).toBe('model')
  expect(decisionQuery(filters)).toEqual({ kind: 'scale', subject: 'model:workadvance' })
})
