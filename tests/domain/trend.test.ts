import { wilsonInterval } from '#app/domain/wilson.ts'
import { describe, expect, test } from 'vitest'
import { comparisonSentence } from '#app/domain/award_comparison.ts'
import { judgedTargets, targetFlaws } from '#app/domain/target_rules.ts'
import { drawRolledTrend, rolledTrend, trendMeaning } from '#app/domain/rolled_trend.ts'
import { drawTrend, trendFrame, trendOf } from '#app/domain/trend.ts'

const count = { cumulation: 'period', valueType: 'count' } as const

describe('a trend', () => {
  const points = trendOf([
    { ...count, periodEnd: '2026-06-30', value: '30' },
    { ...count, periodEnd: '2026-03-31', value: '20.5' },
  ])

  test('adds counts of a period up, exactly, and leaves what runs from the start as it is', () => {
    expect(points).toEqual([
      { periodEnd: '2026-03-31', value: '20.5' },
      { periodEnd: '2026-06-30', value: '50.5' },
    ])
    const running = [
      { cumulation: 'cumulative', valueType: 'count', periodEnd: '2026-03-31', value: '20' },
      { cumulation: 'cumulative', valueType: 'count', periodEnd: '2026-06-30', value: '50' },
    ] as const
    expect(trendOf(running).map(({ value }) => value)).toEqual(['20', '50'])
  })

  test('is drawn within its frame, its target above what is below it', () => {
    const drawn = drawTrend([
      { name: 'A', points, target: '100' },
      { name: 'B', points: [], target: null },
    ])
    const [line, silent] = drawn?.lines ?? []
    expect(line?.dots.every(({ x, y }) => x >= trendFrame.left && y <= trendFrame.height)).toBe(
      true,
    )
    expect(line?.targetY).toBeLessThan(line?.dots.at(-1)?.y ?? 0)
    expect(silent?.path).toBe('')
    expect(drawTrend([{ name: 'A', points: [], target: '5' }])).toBeNull()
  })

  test('says in a sentence how far each award is', () => {
    const lines = [
      { name: 'A', points, target: '101' },
      { name: 'B', points: [], target: '10' },
    ]
    const said = comparisonSentence(lines, { name: 'Enrolled', isShare: true, shown: (one) => one })
    expect(said).toBe(
      'Enrolled: A stands at 50.5 of 101 (50 %). One award has no accepted figure yet.',
    )
  })
})

describe('a trend over many awards', () => {
  const nothing = { value: '0', numerator: '0', denominator: '0', target: '0' }
  const count = {
    code: 'GJC_ENROLLED',
    name: 'Enrolled',
    valueType: 'count',
    cumulation: 'period',
    isCounted: false,
  } as const
  const rate = { ...count, name: 'Completed', valueType: 'rate', isCounted: true } as const
  const quarter = (periodEnd: string, row: object) => ({
    ...nothing,
    periodEnd,
    reported: 2,
    joined: 0,
    withTarget: 0,
    ...row,
  })

  test('adds up what each period adds, and the target of whoever has reported', () => {
    const points = rolledTrend(
      [
        quarter('2026-06-30', { value: '30', joined: 1, withTarget: 1, target: '100' }),
        quarter('2026-03-31', { value: '20', joined: 2, withTarget: 2, target: '150' }),
        quarter('2026-09-30', { value: '5', joined: 1 }),
      ],
      count,
    )
    expect(points.map(({ value, joined, target }) => [value, joined, target])).toEqual([
      ['20', 2, '150'],
      ['50', 3, '250'],
      // One joined without a target, so that the others' are no longer what all are to reach.
      ['55', 4, null],
    ])
    expect(trendMeaning(points, count)).toBe(
      'Enrolled: 55 so far, accepted from 4 awards; a period earlier it was 50. No target is drawn: only 3 of the 4 awards have one.',
    )
    const drawn = drawRolledTrend(points)
    expect(drawn?.dots).toHaveLength(3)
    expect(drawn?.targetPath).toMatch(/^M[\d.]+ [\d.]+ L[\d.]+ [\d.]+$/)
  })

  test('makes a rate of a period from its own parts, with its interval, and one from the start of all', () => {
    const rows = [
      quarter('2026-03-31', {
        numerator: '8',
        denominator: '10',
        target: '7',
        joined: 1,
        withTarget: 1,
      }),
      quarter('2026-06-30', { numerator: '1', denominator: '10', target: '7' }),
      quarter('2026-09-30', {}),
    ]
    const each = rolledTrend(rows, rate)
    expect(each.map(({ value, target }) => [value, target])).toEqual([
      ['0.800000', '0.7'],
      ['0.100000', '0.7'],
      [null, null],
    ])
    expect(each[0]?.interval).toEqual({ low: '0.490162', high: '0.943318' })
    const all = rolledTrend(rows, { ...rate, cumulation: 'cumulative' })
    expect(all.map(({ value }) => value)).toEqual(['0.800000', '0.450000', '0.450000'])
    expect(rolledTrend(rows, { ...rate, isCounted: false })[0]?.interval).toBeNull()
  })

  test('has an interval only where a part is counted out of a whole', () => {
    // Newcombe, Stat. Med. 17 (1998), table I: 81 of 263 and 0 of 20.
    expect(wilsonInterval(81, 263)).toEqual({
      low: expect.closeTo(0.2553, 4) as number,
      high: expect.closeTo(0.3662, 4) as number,
    })
    expect(wilsonInterval(0, 20)?.high).toBeCloseTo(0.1611, 4)
    expect([wilsonInterval(3, 2), wilsonInterval(0, 0), wilsonInterval(0.5, 2)]).toEqual([
      null,
      null,
      null,
    ])
  })
})

describe('a target', () => {
  const target = (code: string, value: string, valueType = 'count') =>
    ({ code, name: code, valueType, direction: 'higher', target: value }) as const
  const until = { periodEnd: '2028-12-31' }

  test.each([
    [[target('GJC_COMPLETION_RATE', '101', 'rate')], 'rate above 100'],
    [[target('GJC_PLACED', '0')], 'target of 0'],
    [[target('GJC_COMPLETED', '500'), target('GJC_ENROLLED', '400')], 'more than “GJC_ENROLLED”'],
    [[target('GJC_PLACED', '500'), target('GJC_COMPLETED', '400')], 'more than “GJC_COMPLETED”'],
  ])('that cannot be met or judged is flagged: %#', (targets, words) => {
    expect([...targetFlaws(targets, until).values()].flat().join()).toContain(words)
  })

  test('that can be met is not, but needs a day by which', () => {
    const sound = [target('GJC_ENROLLED', '400'), target('GJC_COMPLETED', '400')]
    expect(targetFlaws(sound, until).size).toBe(0)
    expect(targetFlaws(sound, { periodEnd: null }).size).toBe(2)
  })

  test('stands beside quartiles of similar awards, or says that they are too few', () => {
    const judged = judgedTargets(
      [
        { ...target('GJC_ENROLLED', '4'), similar: { awards: 3, inSector: 1, quartiles: null } },
        {
          ...target('GJC_PLACED', '3'),
          similar: { awards: 9, inSector: 4, quartiles: ['61.0', '80.5', '97.0'] },
        },
      ],
      until,
    )
    expect(judged.map(({ similar }) => similar)).toEqual([
      'Too few to compare: 3 awards of this program ended with an accepted figure.',
      'Of 9 awards of this program that ended last (4 in a shared sector), half came to 61.0 to 97.0 % of target; the middle one to 80.5.',
    ])
  })
})
