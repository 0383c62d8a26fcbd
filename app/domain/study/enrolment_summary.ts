import { monthEnd } from '../dates.ts'
import { allocationFlag, totalsBreach } from './allocation.ts'
import { forecastEnd, neededPerMonth, recentPace } from './enrolment.ts'
import { type StudyRecord, plannedShare } from './record.ts'

/** What recruitment and assignment of a month at a site came to. */
export interface Counted {
  month: string
  awardId: number
  site: string
  number: string
  program: number
  control: number
}

/** What the last look through a site's assignments found. */
export interface SiteCheck {
  number: string
  overrides: number
  orderViolations: number
}

/**
 * Where enrolment stands on a day: people assigned, pace of the last three full months that were counted,
 * the pace that is needed until it closes, the day it reaches its target, and each site's split against
 * the plan. Dates are YYYY-MM-DD; paces are people a month.
 */
export function enrolmentSummary(
  record: StudyRecord | null,
  counts: readonly Counted[],
  day: string,
  checks: readonly SiteCheck[] = [],
) {
  const enrolled = peopleOf(counts)
  const months = [...new Set(counts.map(({ month }) => month))].sort()
  const full = months.filter((month) => monthEnd(month) < day)
  const pace = recentPace(
    full.map((month) => peopleOf(counts.filter((one) => one.month === month))),
  )
  const target = record?.sampleTarget ?? null
  const closesOn = record?.closesOn ?? null
  return {
    enrolled,
    target,
    closesOn,
    pace,
    needed:
      target !== null && closesOn !== null
        ? neededPerMonth({ target, enrolled, asOf: day, closesOn })
        : null,
    reachesOn:
      target !== null && pace !== null
        ? forecastEnd({ target, enrolled, perMonth: pace, asOf: day })
        : null,
    sites: siteSplits(record, counts, checks),
  }
}

export type EnrolmentSummary = ReturnType<typeof enrolmentSummary>

/** Each site's people by arm, with the flag of its split and why. */
function siteSplits(
  record: StudyRecord | null,
  counts: readonly Counted[],
  checks: readonly SiteCheck[],
) {
  const share = record && plannedShare(record)
  const numbers = [...new Set(counts.map(({ number }) => number))].sort()
  return numbers.map((number) => {
    const own = counts.filter((one) => one.number === number)
    const program = sum(own.map((one) => one.program))
    const control = sum(own.map((one) => one.control))
    const check = checks.find((one) => one.number === number)
    const assigned = share ? { program, control, plannedShare: share } : null
    const found = assigned
      ? allocationFlag(assigned, {
          overrides: check?.overrides ?? 0,
          orderViolations: check?.orderViolations ?? 0,
          crossover: null,
        })
      : { flag: 'none' as const, reasons: [] }
    const breach = assigned && record?.blockSize ? totalsBreach(assigned, record.blockSize) : null
    return {
      number,
      site: own[0]?.site ?? number,
      program,
      control,
      flag: found.flag,
      reasons: breach ? [...found.reasons, breach] : found.reasons,
    }
  })
}

export const peopleOf = (counts: readonly { program: number; control: number }[]) =>
  sum(counts.map(({ program, control }) => program + control))

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
