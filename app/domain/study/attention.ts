import { daysBetween } from '../dates.ts'
import type { VarianceFlag } from './forecast.ts'
import { isFinal, type MilestoneState } from './milestones.ts'

export interface Watched {
  code: string
  name: string
  state: MilestoneState
  prerequisites: readonly string[]
  isPinned: boolean
  forecastOn: string | null
  variance: { days: number | null; flag: VarianceFlag }
}

export type Concern<M extends Watched = Watched> =
  | { kind: 'waiting'; milestone: M }
  | { kind: 'overdue'; milestone: M; days: number }
  | { kind: 'slipping'; milestone: M }

/**
 * What in a plan needs somebody today, most pressing first: evidence waiting for a decision, dates
 * that passed, and the milestones where a slip begins. A milestone that slips only with something it
 * waits for is not listed but counted as `carried`.
 */
export function concernsOf<M extends Watched>(
  milestones: readonly M[],
  today: string,
): { concerns: Concern<M>[]; carried: number } {
  const ahead = milestones.filter(({ state }) => !isFinal(state))
  const slipping = ahead.filter(({ variance }) => variance.flag !== 'none')
  const slippingCodes = new Set(slipping.map(({ code }) => code))
  const waiting = ahead.filter(({ state }) => state === 'evidence_submitted')
  const overdue = ahead.filter(
    ({ state, forecastOn }) =>
      state !== 'evidence_submitted' && forecastOn !== null && forecastOn < today,
  )
  const listed = new Set([...waiting, ...overdue].map(({ code }) => code))
  const begins = ({ isPinned, prerequisites }: M) =>
    isPinned || !prerequisites.some((code) => slippingCodes.has(code))
  const roots = slipping.filter((milestone) => begins(milestone) && !listed.has(milestone.code))
  return {
    concerns: [
      ...waiting.map((milestone) => ({ kind: 'waiting' as const, milestone })),
      ...overdue.map((milestone) => ({
        kind: 'overdue' as const,
        milestone,
        days: daysBetween(milestone.forecastOn ?? today, today),
      })),
      ...roots.map((milestone) => ({ kind: 'slipping' as const, milestone })),
    ],
    carried: slipping.filter((one) => !begins(one) && !listed.has(one.code)).length,
  }
}
