import { addDays, daysBetween } from '../dates.ts'
import { designProblem, type Design } from './design.ts'
import { minimumDetectableEffect, powerOf, type PowerTarget } from './power.ts'
import { smallestWhole } from './root.ts'

/** Days in a month on average. */
const daysPerMonth = 365.25 / 12

/**
 * People a month that enrolment needs from `asOf` to reach `target` by `closesOn`; 0 when it is
 * reached, null when the last day has passed.
 */
export function neededPerMonth(enrolment: {
  target: number
  enrolled: number
  asOf: string
  closesOn: string
}): number | null {
  const { target, enrolled, asOf, closesOn } = enrolment
  if (enrolled >= target) return 0
  const days = daysBetween(asOf, closesOn)
  return days <= 0 ? null : (target - enrolled) / (days / daysPerMonth)
}

/** People a month over the last full months on record, at most three, newest last; null before any. */
export function recentPace(monthly: readonly number[]): number | null {
  const recent = monthly.slice(-3)
  if (recent.length === 0) return null
  return recent.reduce((sum, count) => sum + count, 0) / recent.length
}

/**
 * The day on which enrolment reaches `target` at so many people a month from `asOf`; `asOf` itself when
 * it already has, null when it never will.
 */
export function forecastEnd(enrolment: {
  target: number
  enrolled: number
  perMonth: number
  asOf: string
}): string | null {
  const { target, enrolled, perMonth, asOf } = enrolment
  if (enrolled >= target) return asOf
  if (!(perMonth > 0)) return null
  const days = Math.ceil(((target - enrolled) / perMonth) * daysPerMonth - 1e-9)
  return days > longest ? null : addDays(asOf, days)
}

/** Past a century a forecast is none. */
const longest = 36_525

/** What a study can tell with so many people enrolled; null where its design is not yet feasible. */
export interface PowerAt {
  enrolled: number
  mdes: number | null
  power: number | null
}

export type TargetReached =
  | { kind: 'reached' }
  | { kind: 'in_time'; on: string; enrolled: number }
  | { kind: 'too_late'; on: string; enrolled: number }
  | { kind: 'never'; reason: string }

/**
 * What enrolment to date and its forecast can tell, and when the power asked for is reached. `design`
 * gives the design with so many people enrolled, after nonresponse: more people never make it less
 * precise. `effect` is the one to find, in standard deviations.
 */
export function powerForecast(study: {
  design: (enrolled: number) => Design
  effect: number
  target: PowerTarget
  enrolled: number
  perMonth: number
  asOf: string
  closesOn: string
}): { now: PowerAt; atClose: PowerAt; targetReached: TargetReached } {
  const { enrolled, perMonth, asOf, closesOn } = study
  const days = Math.max(0, daysBetween(asOf, closesOn))
  const atClose = enrolled + Math.floor((Math.max(0, perMonth) * days) / daysPerMonth + 1e-9)
  return {
    now: powerAt(study, enrolled),
    atClose: powerAt(study, atClose),
    targetReached: whenReached(study),
  }
}

type Study = Parameters<typeof powerForecast>[0]

function powerAt({ design, effect, target }: Study, enrolled: number): PowerAt {
  const held = enrolled > 0 ? design(enrolled) : null
  if (!held || designProblem(held)) return { enrolled, mdes: null, power: null }
  return {
    enrolled,
    mdes: minimumDetectableEffect(held, target).mdes,
    power: powerOf(held, effect, target).power,
  }
}

function whenReached(study: Study): TargetReached {
  const { enrolled, perMonth, asOf, closesOn, target } = study
  const reaches = (people: number) => (powerAt(study, people).power ?? 0) >= target.power
  if (reaches(enrolled)) return { kind: 'reached' }
  const needed = smallestWhole(reaches, enrolled)
  if (needed === null) {
    return { kind: 'never', reason: 'More people alone do not give this design the power asked.' }
  }
  const on = forecastEnd({ target: needed, enrolled, perMonth, asOf })
  if (on === null) return { kind: 'never', reason: 'At this pace enrolment does not get there.' }
  return { kind: on <= closesOn ? 'in_time' : 'too_late', on, enrolled: needed }
}
