import { describe, expect, test } from 'vitest'
import {
  type SiteFigures,
  comparePeriods,
  happensTo,
  isBeyond,
  usualTolerance,
} from '#app/domain/study/reconciliation.ts'

const quarter = (reportId: number, start: string, end: string, value: string) => ({
  reportId,
  start,
  end,
  value,
})

const site: SiteFigures = {
  enrolmentOpenedOn: '2026-01-12',
  cumulation: 'period',
  startsOn: '2025-10-01',
  months: ['01', '02', '03', '04', '05'].map((month) => ({
    month: `2026-${month}-01`,
    people: 10,
  })),
  periods: [
    quarter(1, '2025-10-01', '2025-12-31', '25.0000'),
    quarter(2, '2026-01-01', '2026-03-31', '36.0000'),
    quarter(3, '2026-04-01', '2026-06-30', '40.0000'),
  ],
}

describe('a site’s periods', () => {
  test('are those that end after enrolment opened, with the counts of their months', () => {
    expect(comparePeriods(site)).toEqual([
      {
        reportId: 2,
        start: '2026-01-01',
        end: '2026-03-31',
        counted: 30,
        reported: 36,
        missing: null,
        uncounted: [],
      },
      {
        reportId: 3,
        start: '2026-04-01',
        end: '2026-06-30',
        counted: null,
        reported: 40,
        missing: 'Not every month of it is counted yet.',
        uncounted: ['2026-06-01'],
      },
    ])
  })

  test('of a running total are what came since the accepted period before, or since the first day', () => {
    const total = { ...site, cumulation: 'cumulative' }
    expect(comparePeriods(total)[0]).toMatchObject({ reported: 11, missing: null })
    const alone = { ...total, periods: site.periods.slice(1, 2) }
    expect(comparePeriods(alone)[0]?.missing).toContain('not accepted')
    expect(comparePeriods({ ...alone, startsOn: '2026-01-01' })[0]?.reported).toBe(36)
  })

  test('that began before enrolment opened are not compared, nor any of a stream that counts nobody', () => {
    const late = { ...site, enrolmentOpenedOn: '2026-02-01' }
    expect(comparePeriods(late)[0]?.missing).toBe('It began before enrolment opened.')
    expect(comparePeriods({ ...site, cumulation: null })).toEqual([])
  })
})

describe('a difference', () => {
  test('is tolerated up to the larger of people and percent', () => {
    expect(isBeyond(usualTolerance, 33, 30)).toBe(false)
    expect(isBeyond(usualTolerance, 34, 30)).toBe(true)
    expect(isBeyond(usualTolerance, 105, 100)).toBe(false)
    expect(isBeyond(usualTolerance, 94, 100)).toBe(true)
    expect(isBeyond({ ...usualTolerance, people: 0, percent: 0 }, 1, 0)).toBe(true)
  })

  test.each([
    ['nothing known', null, [30, 31], null],
    ['nothing known', null, [30, 40], 'opened'],
    ['open, the same', ['open', 30, 40], [30, 40], null],
    ['open, other figures', ['open', 30, 40], [31, 40], 'changed'],
    ['explained, the same', ['explained', 30, 40], [30, 40], null],
    ['explained, other figures', ['explained', 30, 40], [30, 41], 'reopened'],
    ['explained, then near', ['explained', 30, 40], [39, 40], 'corrected'],
    ['corrected, still near', ['corrected', 39, 40], [40, 40], 'changed'],
    ['corrected, then far', ['corrected', 39, 40], [30, 40], 'reopened'],
  ] as const)('%s: %j with %j', (_what, known, [counted, reported], happening) => {
    const before = known && { state: known[0], counted: known[1], reported: known[2] }
    expect(happensTo(before, { counted, reported }, usualTolerance)).toBe(happening)
  })
})
