import { expect, test } from 'vitest'
import { differencesOf, readCompared, saidIn } from '#app/domain/report/differences.ts'
import type { TemplateItem } from '#app/domain/report/template.ts'

const item = (itemCode: string, given: Partial<TemplateItem> = {}): TemplateItem => ({
  sectionOrder: 1,
  section: 'Outcomes',
  itemOrder: 1,
  itemKind: 'indicator',
  itemCode,
  label: itemCode,
  help: null,
  required: true,
  appliesTo: null,
  valueType: 'count',
  entry: 'entered',
  cumulation: 'period',
  numerator: null,
  numeratorCode: null,
  denominatorCode: null,
  nCode: null,
  ...given,
})

const items = [
  item('PLACED'),
  item('COMPLETED', { itemOrder: 2 }),
  item('RATE', {
    itemOrder: 3,
    valueType: 'rate',
    entry: 'derived',
    numeratorCode: 'PLACED',
    denominatorCode: 'COMPLETED',
  }),
  item('STORY', { sectionOrder: 2, section: 'Story', itemKind: 'narrative', valueType: null }),
]

const said = (answers: Record<string, string | null>, notes: Record<string, string> = {}) =>
  saidIn({
    answers: Object.entries(answers).map(([code, value]) => ({
      code,
      value,
      explanation: notes[code] ?? null,
    })),
  })

test('a changed figure changes what is made of it, and both show as people read them', () => {
  const before = said({ PLACED: '1200', COMPLETED: '1500', STORY: 'We began.' })
  const after = said({ PLACED: '1350', COMPLETED: '1500', STORY: 'We began.' })
  expect(differencesOf(items, before, after)).toEqual([
    {
      order: 1,
      title: 'Outcomes',
      differences: [
        { itemCode: 'PLACED', label: 'PLACED', isFigure: true, before: '1,200', after: '1,350' },
        expect.objectContaining({ itemCode: 'RATE', before: expect.stringContaining('80') }),
      ],
    },
  ])
})

test('an answer that was taken out, a note and a file are differences too', () => {
  const before = said({ PLACED: '5', STORY: 'Long.' })
  const after = {
    ...said({ PLACED: '5', STORY: '' }, { PLACED: 'Counted again.' }),
    files: [{ itemCode: 'STORY', name: 'letter.pdf', sha256: '1'.repeat(64) }],
  }
  const all = differencesOf(items, before, after).flatMap(({ differences }) => differences)
  expect(all.map(({ label, before: was, after: is }) => [label, was, is])).toEqual([
    ['PLACED: note', null, 'Counted again.'],
    ['STORY', 'Long.', null],
    ['STORY: files', null, 'letter.pdf'],
  ])
})

test('what stands out shows where it comes, goes or is explained anew', () => {
  const warning = (message: string, explanation: string | null) => ({
    code: 'W1',
    items: ['PLACED'],
    message,
    explanation,
  })
  const base = said({ PLACED: '5' })
  const before = { ...base, warnings: [warning('Fell by half', 'A typo.'), warning('High', null)] }
  const after = { ...base, warnings: [warning('Fell by half', 'One clinic closed.')] }
  const [section, ...others] = differencesOf(items, before, after)
  expect(others).toEqual([])
  expect(section?.title).toBe('What stands out')
  expect(section?.differences.map(({ label, before: was, after: is }) => [label, was, is])).toEqual(
    [
      ['Fell by half', 'A typo.', 'One clinic closed.'],
      ['High', 'Nobody explained this.', null],
    ],
  )
})

test('a version beside itself says nothing', () => {
  const one = said({ PLACED: '5', COMPLETED: null, STORY: 'Text' })
  expect(differencesOf(items, one, one)).toEqual([])
})

test.each([
  ['', { from: 2, to: 3 }],
  ['from=1&to=3', { from: 1, to: 3 }],
  ['from=3&to=1', { from: 1, to: 3 }],
  ['from=99&to=-1', { from: 2, to: 3 }],
  ['from=1e9&to=x', { from: 2, to: 3 }],
])('an address with %j compares', (query, expected) => {
  expect(readCompared(new URLSearchParams(query), 3)).toEqual(expected)
})
