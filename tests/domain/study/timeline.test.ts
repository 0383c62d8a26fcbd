import { describe, expect, test } from 'vitest'
import { groupMilestones } from '#app/domain/study/groups.ts'
import { planMilestones } from '#app/domain/study/plan.ts'
import { drawTimeline, frame } from '#app/domain/study/timeline.ts'
import { listMilestones } from '../reference.ts'

const held = ['evaluability', 'rct'] as const
const planned = planMilestones(listMilestones(), held, '2026-01-15').map((milestone) => ({
  ...milestone,
  variance: { days: 0, flag: 'none' as const },
}))
const drawn = (change: (code: string) => object = () => ({})) =>
  drawTimeline(
    groupMilestones(
      planned.map((one) => ({ ...one, ...change(one.code) })),
      held,
    ),
    '2026-11-21',
  )
const rowsOf = ({ groups }: ReturnType<typeof drawn>) => groups.flatMap(({ rows }) => rows)

describe('a timeline', () => {
  test('has a group for each topic and stage held, and one for what belongs to all stages', () => {
    const groups = groupMilestones(planned, held)
    expect(groups.map(({ label }) => label)).toEqual([
      'Governance',
      'Across stages',
      'Design',
      'Evaluability and site identification',
      'Clearances',
      'Access to data',
      'Randomized controlled trial',
      'Dissemination',
    ])
  })

  test('draws every milestone once, inside the frame, on rows that do not touch', () => {
    const rows = rowsOf(drawn())
    expect(rows.map(({ code }) => code).sort()).toEqual(planned.map(({ code }) => code).sort())
    for (const { endX, work } of rows) {
      expect(endX).toBeGreaterThanOrEqual(frame.labels)
      expect(endX).toBeLessThanOrEqual(frame.width - frame.words)
      expect(work?.x).toBeGreaterThanOrEqual(frame.labels)
    }
    const ys = rows.map(({ y }) => y)
    ys.slice(1).forEach((y, index) =>
      expect(y - (ys[index] ?? 0)).toBeGreaterThanOrEqual(frame.row),
    )
  })

  test('shows a slip from baseline to forecast, and none on time', () => {
    const late = rowsOf(
      drawn((code) =>
        code === 'INST' ? { forecastOn: '2027-06-01', variance: { days: 290, flag: 'red' } } : {},
      ),
    )
    const inst = late.find(({ code }) => code === 'INST')
    expect(inst?.slip?.width).toBeGreaterThan(0)
    expect(inst).toMatchObject({ flag: 'red', words: 'Planned, 290 days behind' })
    expect(late.filter(({ slip }) => slip)).toHaveLength(1)
  })

  test('marks years over a long span and months over a short one', () => {
    expect(drawn().ticks.map(({ label }) => label)).toContain('2030')
    const [first] = groupMilestones(
      planned.filter(({ code }) => code === 'KICK'),
      held,
    )
    expect(first && drawTimeline([first], '2026-03-01').ticks.map(({ label }) => label)).toEqual([
      'Feb 2026',
      'Mar 2026',
    ])
  })

  test('says in a sentence what it shows', () => {
    expect(drawn().meaning).toMatch(
      /^On Nov 21, 2026, 1 of \d+ milestones are accepted; none of the others is more than 30 days behind its baseline; the last is forecast for /,
    )
  })

  test('stands without a date as well', () => {
    const none = planned.map((one) => ({ ...one, baselineOn: null, forecastOn: null }))
    const rows = drawTimeline(groupMilestones(none, held), '2026-11-21').groups.flatMap(
      (group) => group.rows,
    )
    expect(rows.every(({ endX, baselineX, work }) => !endX && !baselineX && !work)).toBe(true)
  })
})
