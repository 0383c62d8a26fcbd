import { describe, expect, test } from 'vitest'
import { concernsOf, type Watched } from '#app/domain/study/attention.ts'

const plan = (code: string, change: Partial<Watched> = {}): Watched => ({
  code,
  name: code,
  state: 'planned',
  prerequisites: [],
  isPinned: false,
  forecastOn: '2026-12-01',
  variance: { days: 0, flag: 'none' },
  ...change,
})

const behind = { days: 100, flag: 'red' } as const
const codes = (milestones: Watched[]) =>
  concernsOf(milestones, '2026-11-21').concerns.map(
    ({ kind, milestone }) => `${kind} ${milestone.code}`,
  )

describe('what needs attention', () => {
  test('is nothing while all is on time', () => {
    expect(concernsOf([plan('A'), plan('B')], '2026-11-21')).toEqual({ concerns: [], carried: 0 })
  })

  test('is first what waits for a decision, then what has passed, then where a slip begins', () => {
    expect(
      codes([
        plan('SLIP', { variance: behind }),
        plan('PAST', { state: 'in_progress', forecastOn: '2026-11-20' }),
        plan('WAIT', { state: 'evidence_submitted', forecastOn: '2026-11-01' }),
      ]),
    ).toEqual(['waiting WAIT', 'overdue PAST', 'slipping SLIP'])
  })

  test('a milestone that slips only with what it waits for is counted, not listed', () => {
    const slipping = [
      plan('A', { variance: behind }),
      plan('B', { variance: behind, prerequisites: ['A'] }),
      plan('C', { variance: behind, prerequisites: ['B'] }),
      plan('D', { variance: behind, prerequisites: ['C'], isPinned: true }),
    ]
    expect(codes(slipping)).toEqual(['slipping A', 'slipping D'])
    expect(concernsOf(slipping, '2026-11-21').carried).toBe(2)
  })

  test('leaves what is settled alone, however late it was', () => {
    expect(
      codes([plan('A', { state: 'accepted', variance: behind, forecastOn: '2026-01-01' })]),
    ).toEqual([])
  })

  test('a date that is today has not passed', () => {
    expect(codes([plan('A', { forecastOn: '2026-11-21' })])).toEqual([])
  })
})
