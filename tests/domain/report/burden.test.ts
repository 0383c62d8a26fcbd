import { expect, test } from 'vitest'
import { type OwedResponse, burdenByQuarter, collisionsOf } from '#app/domain/report/burden.ts'

const owed = (
  reportKey: string,
  dueOn: string,
  hours: number | null,
  form = 'A',
): OwedResponse => ({
  reportKey,
  awardNumber: reportKey,
  period: 'Q3 2026',
  dueOn,
  form,
  hours,
})

test('hours count in the quarter they are due in, and unknown ones are counted apart', () => {
  const responses = [
    owed('one', '2026-11-14', 17.7),
    owed('two', '2026-10-30', 17.7),
    owed('three', '2026-12-31', null),
    owed('four', '2026-09-30', null),
  ]
  expect(burdenByQuarter(responses)).toEqual([
    { quarterEnd: '2026-09-30', responses: 1, hours: 0, unknown: 1 },
    { quarterEnd: '2026-12-31', responses: 3, hours: 35.4, unknown: 1 },
  ])
})

test('reports within a week collide, forms of one report and days gone by do not', () => {
  const responses = [
    owed('past', '2026-10-30', 1),
    owed('one', '2026-11-13', 1),
    owed('one', '2026-11-13', 1, 'B'),
    owed('two', '2026-11-19', 1),
    owed('three', '2026-11-20', 1),
  ]
  const collisions = collisionsOf(responses, '2026-11-01')
  expect(collisions.map(({ from, to, reports }) => [from, to, reports.length])).toEqual([
    ['2026-11-13', '2026-11-19', 2],
  ])
  expect(collisionsOf(responses, '2026-11-14')).toHaveLength(1)
})
