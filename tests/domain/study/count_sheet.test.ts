import { expect, test } from 'vitest'
import type { Cell } from '#app/domain/report/sheet_reading.ts'
import {
  type CountSubject,
  countSheetColumns,
  placeOf,
  readCountSheet,
} from '#app/domain/study/count_sheet.ts'
import { stopsCounting, stopsDataWork } from '#app/domain/study/lapses.ts'
import { noCounts } from '#app/domain/study/monthly_counts.ts'

const headings = countSheetColumns.map(({ heading }) => heading)
const subject: CountSubject = {
  sites: [
    { awardId: 1, number: 'SAMPLE-A' },
    { awardId: 2, number: 'SAMPLE-B' },
  ],
  openedOn: '2026-01-12',
  day: '2026-06-15',
  isLocked: false,
  standing: new Map(),
  stopped: () => null,
}
const row = (
  site: string,
  month: string,
  block = '',
  people: Cell[] = [20, 10, 2, 0, 0, 0, 4, 4],
) => [site, month, block, ...people, 3, 0, 0, 0]
const read = (rows: Cell[][], of = subject) => readCountSheet([headings, ...rows], of)
const said = (rows: Cell[][], of = subject) => {
  const reading = read(rows, of)
  return reading.ok ? [] : reading.problems.map(({ row: at, column, say }) => [at, column, say])
}

test('a sheet is read row by row, with months as spreadsheets write them', () => {
  const reading = read([row('sample-a', '2026-05'), [], row('SAMPLE-B', 'May-26', 'evening')])
  expect(
    reading.ok && reading.rows.map(({ awardId, month, block }) => [awardId, month, block]),
  ).toEqual([
    [1, '2026-05-01', 'whole site'],
    [2, '2026-05-01', 'evening'],
  ])
})

test.each([
  ['a site of another study', row('OTHER', '2026-05'), 'A', 'award number of a site'],
  ['no month', row('SAMPLE-A', 'spring'), 'B', 'as 2026-05'],
  ['a month to come', row('SAMPLE-A', '2026-07'), 'B', 'has begun'],
  ['a month before the opening', row('SAMPLE-A', '2025-12'), 'B', 'from the opening'],
  [
    'half a person',
    row('SAMPLE-A', '2026-05', '', [20, 10, 2.5, 0, 0, 0, 4, 4]),
    'F',
    'whole numbers',
  ],
  ['an empty box', row('SAMPLE-A', '2026-05', '', [20, 10, null, 0, 0, 0, 4, 4]), 'F', '0 where'],
  [
    'more assessed than reached',
    row('SAMPLE-A', '2026-05', '', [5, 10, 2, 0, 0, 0, 4, 4]),
    'E',
    '',
  ],
  ['boxes that do not add up', row('SAMPLE-A', '2026-05', '', [20, 10, 1, 0, 0, 0, 4, 4]), 'E', ''],
])('%s is named at its cell', (_what, cells, column, words) => {
  const [first] = said([cells])
  expect(first?.slice(0, 2)).toEqual([2, column])
  expect(first?.[2]).toContain(words)
})

test('nobody is counted twice: not in two rows, nor whole and by block', () => {
  expect(said([row('SAMPLE-A', '2026-05'), row('SAMPLE-A', '2026-05')])[0]).toEqual([
    3,
    'B',
    'Keep one row for this site, month and block.',
  ])
  expect(said([row('SAMPLE-A', '2026-05'), row('SAMPLE-A', '2026-05', 'night')])[0]?.[2]).toContain(
    'either for the whole site or by block',
  )
})

test('a correction asks for its reason, and what stands already for none', () => {
  const counts = { ...noCounts, reached: 20, assessed: 10, ineligible: 2, program: 4, control: 4 }
  const held = { ...counts, programServed: 3 }
  const at = placeOf({ awardId: 1, month: '2026-05-01', block: 'whole site' })
  const known = { ...subject, standing: new Map([[at, { no: 1, counts: held }]]) }
  expect(said([row('SAMPLE-A', '2026-05')], known)).toEqual([])
  const more = row('SAMPLE-A', '2026-05', '', [21, 10, 2, 0, 0, 0, 4, 4])
  expect(said([more], known)[0]?.[2]).toContain('both versions are kept')
  expect(said([[...more, 'One was missed.']], known)).toEqual([])
})

test('a heading that lacks or means nothing is named, and nothing is read', () => {
  const reading = readCountSheet([[...headings.slice(1), 'Names of people']], subject)
  expect(reading.ok ? [] : reading.problems.map(({ say }) => say.slice(0, 22))).toEqual([
    'Add the heading “Site ',
    'Remove this column: no',
  ])
})

const agreement = (kind: 'irb' | 'dua' | 'pra' | 'participation', expiresOn: string | null) => ({
  kind,
  awardId: kind === 'participation' ? 1 : null,
  effectiveOn: '2025-06-01',
  expiresOn,
  endedOn: null,
  isRenewed: false,
})
const people = { ...noCounts, reached: 5 }

test('what lapsed stops what rests on it, from the first month it covers no day of', () => {
  const held = { needsClearance: true, agreements: [agreement('irb', '2026-03-10')] }
  const at = (month: string, counts = people) => stopsCounting(held, { awardId: 1, month, counts })
  expect(at('2026-03-01')).toBeNull()
  expect(at('2026-04-01')).toContain('IRB approval: none was in force in April 2026.')
  expect(at('2026-04-01', noCounts)).toBeNull()
  const next = { ...agreement('irb', '2027-03-01'), effectiveOn: '2026-05-20' }
  const renewed = { ...held, agreements: [...held.agreements, next] }
  const later = (month: string) => stopsCounting(renewed, { awardId: 1, month, counts: people })
  expect([later('2026-04-01') === null, later('2026-05-01')]).toEqual([false, null])
})

test('each kind stops its own: a site its site, data use what is known of people, clearance the survey', () => {
  const site = { needsClearance: true, agreements: [agreement('participation', '2026-01-31')] }
  const month = '2026-03-01'
  expect(stopsCounting(site, { awardId: 1, month, counts: people })).toContain('Participation')
  expect(stopsCounting(site, { awardId: 2, month, counts: people })).toBeNull()
  const data = { needsClearance: true, agreements: [agreement('dua', '2026-01-31')] }
  expect(stopsCounting(data, { awardId: 1, month, counts: people })).toBeNull()
  const served = { ...people, programServed: 1 }
  expect(stopsCounting(data, { awardId: 1, month, counts: served })).toContain('Data use')
  expect(stopsDataWork(data, '2026-03-01', null)).toContain('Data use')
  const clearance = { needsClearance: true, agreements: [agreement('pra', '2026-01-31')] }
  expect(stopsDataWork(clearance, '2026-03-01', 'wage_records')).toBeNull()
  expect(stopsDataWork(clearance, '2026-03-01', 'survey')).toContain('OMB')
  expect(stopsDataWork({ ...clearance, needsClearance: false }, '2026-03-01', 'survey')).toBeNull()
})
