import { addDays, daysBetween, latestOf } from '../dates.ts'
import type { MilestoneState } from './milestones.ts'
import { parseOffsetRule } from './offset-rule.ts'

/** What a forecast needs to know of a milestone. */
export interface Planned {
  code: string
  prerequisites: readonly string[]
  offsetRule: string
  durationDays: number
  state: MilestoneState
  actualOn: string | null
  /** A date entered by hand, which then never moves; null where the plan decides. */
  pinnedOn: string | null
}

/**
 * The date of every milestone, by code, in an order in which each stands after what it rests on:
 * the actual date, else the pinned one, else the later of the offset rule and the latest finish of a
 * prerequisite. A manual rule gives that finish plus the duration. A waived or superseded milestone
 * passes on the finish of its own prerequisites. Null where nothing above it has a date. Throws a
 * RangeError when milestones wait for each other in a circle.
 */
export function forecast(milestones: readonly Planned[]): Map<string, string | null> {
  const finishes = new Map<string, string | null>()
  for (const milestone of inOrder(milestones)) {
    finishes.set(milestone.code, finishOf(milestone, finishes))
  }
  return finishes
}

export interface DateConflict {
  code: string
  /** The actual or pinned date, which is shown and not moved. */
  date: string
  prerequisite: string
  finish: string
}

/** Actual and pinned dates that lie before a prerequisite's finish. */
export function conflicts(milestones: readonly Planned[]): DateConflict[] {
  const finishes = forecast(milestones)
  return milestones.flatMap(({ code, prerequisites, actualOn, pinnedOn, state }) => {
    const date = actualOn ?? pinnedOn
    if (date === null || passesOn(state)) return []
    return prerequisites.flatMap((prerequisite) => {
      const finish = finishes.get(prerequisite)
      return finish && date < finish ? [{ code, date, prerequisite, finish }] : []
    })
  })
}

/** Slips of more than so many days against baseline turn amber and red; planning values. */
export const slipDays = { amber: 30, red: 90 }

export type VarianceFlag = 'none' | 'amber' | 'red'

/**
 * Days that a date lies behind its baseline (negative: ahead), and the flag: amber past 30 days,
 * red past 90 or when the date precedes a prerequisite's finish.
 */
export function variance(
  milestone: { baselineOn: string | null; forecastOn: string | null },
  inConflict: boolean,
): { days: number | null; flag: VarianceFlag } {
  const { baselineOn, forecastOn } = milestone
  const days = baselineOn && forecastOn ? daysBetween(baselineOn, forecastOn) : null
  if (inConflict || (days ?? 0) > slipDays.red) return { days, flag: 'red' }
  return { days, flag: (days ?? 0) > slipDays.amber ? 'amber' : 'none' }
}

/** '165 days behind', '1 day ahead' or 'on baseline'. */
export function varianceWords(days: number): string {
  if (days === 0) return 'on baseline'
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return `${count} ${days > 0 ? 'behind' : 'ahead'}`
}

export interface Shift {
  code: string
  from: string | null
  to: string | null
}

/** Everything downstream that moves when a milestone is pinned to a new date, in order of the graph. */
export function shift(milestones: readonly Planned[], code: string, newDate: string): Shift[] {
  if (!milestones.some((milestone) => milestone.code === code)) {
    throw new RangeError(`No milestone of this plan is called ${code}`)
  }
  const before = forecast(milestones)
  const after = forecast(
    milestones.map((milestone) =>
      milestone.code === code ? { ...milestone, pinnedOn: newDate } : milestone,
    ),
  )
  return [...after].flatMap(([moved, to]) => {
    const from = before.get(moved) ?? null
    return moved === code || from === to ? [] : [{ code: moved, from, to }]
  })
}

function finishOf(milestone: Planned, finishes: ReadonlyMap<string, string | null>) {
  const known = milestone.prerequisites.flatMap((code) => finishes.get(code) ?? [])
  const [first, ...others] = known
  const latest = first === undefined ? null : latestOf(first, ...others)
  if (passesOn(milestone.state)) return latest
  if (milestone.actualOn ?? milestone.pinnedOn) return milestone.actualOn ?? milestone.pinnedOn
  const ruled = ruledDate(milestone, latest, finishes)
  return ruled !== null && latest !== null ? latestOf(ruled, latest) : (ruled ?? latest)
}

function ruledDate(
  { offsetRule, durationDays }: Planned,
  latest: string | null,
  finishes: ReadonlyMap<string, string | null>,
) {
  const rule = parseOffsetRule(offsetRule)
  if (rule.kind === 'manual') return latest === null ? null : addDays(latest, durationDays)
  const base = finishes.get(rule.code) ?? null
  return base === null ? null : addDays(base, rule.kind === 'monthly' ? daysInPlanMonth : rule.days)
}

/** A series is planned to begin thirty days after its first milestone. */
const daysInPlanMonth = 30

const passesOn = (state: MilestoneState) => state === 'waived' || state === 'superseded'

/** Milestones so that each follows its prerequisites and the milestone its rule counts from. */
function inOrder(milestones: readonly Planned[]): Planned[] {
  const byCode = new Map(milestones.map((milestone) => [milestone.code, milestone]))
  const ordered: Planned[] = []
  const progress = new Map<string, 'visiting' | 'done'>()
  const visit = (milestone: Planned) => {
    const seen = progress.get(milestone.code)
    if (seen === 'done') return
    if (seen) throw new RangeError(`${milestone.code} waits for itself`)
    progress.set(milestone.code, 'visiting')
    for (const code of restsOn(milestone)) {
      const above = byCode.get(code)
      if (above) visit(above)
    }
    progress.set(milestone.code, 'done')
    ordered.push(milestone)
  }
  milestones.forEach(visit)
  return ordered
}

function restsOn({ prerequisites, offsetRule }: Planned) {
  const rule = parseOffsetRule(offsetRule)
  return rule.kind === 'manual' ? prerequisites : [...prerequisites, rule.code]
}
