import { addDays } from '#app/domain/dates.ts'
import { applyEvent, unstarted } from '#app/domain/report/fold.ts'
import type { ReportMoveEvent } from '#app/domain/report/machine.ts'
import type { ReportState } from '#app/domain/report/states.ts'

/** Who may do what to a report of the fill. */
export type Part = 'scheduler' | 'preparer' | 'certifier' | 'officer' | 'grants_officer'

export interface Act {
  kind: ReportMoveEvent | 'report.opened'
  by: Part
  at: Date
  sections: readonly number[]
  before: ReportState
  after: ReportState
}

/** What happened to one report until now: most are signed in time and accepted, some come late, go back, are
 *  excused or never come. Where it stands is what its acts add up to, by the fold that the app uses. */
export function storyOf(
  draw: () => number,
  report: { ends: string; working: string; openedOn: string; sections: readonly number[] },
  people: Record<Part, number | null>,
  now: Date,
): { acts: Act[]; state: ReportState } {
  const acts: Act[] = []
  let state = unstarted
  for (const { kind, by, at, sections = [] } of planOf(draw, report)) {
    const actorId = people[by]
    // What lies ahead, or would be done by somebody who is not there, is still to come.
    if (at > now || (by !== 'scheduler' && actorId === null)) break
    const before = state
    if (kind !== 'report.opened') state = applyEvent(state, { kind, actorId, sections })
    acts.push({ kind, by, at, sections, before, after: state })
  }
  return { acts, state }
}

interface Planned {
  kind: Act['kind']
  by: Part
  at: Date
  sections?: readonly number[]
}

function planOf(
  draw: () => number,
  { ends, working, openedOn, sections }: Parameters<typeof storyOf>[1],
): Planned[] {
  const between = (low: number, high: number) => low + draw() * (high - low)
  const opened: Planned = { kind: 'report.opened', by: 'scheduler', at: moment(openedOn, 0.25) }
  const fate = draw()
  if (fate < 0.006) {
    const at = moment(addDays(working, -6), between(0.6, 0.9))
    return [opened, { kind: 'report.not_required', by: 'grants_officer', at }]
  }
  if (fate < 0.016) {
    const at = moment(working, between(45, 90))
    return [opened, { kind: 'report.lapsed', by: 'grants_officer', at }]
  }
  if (fate < 0.026) {
    const at = moment(working, between(-8, -1))
    return [opened, { kind: 'report.nothing_submitted', by: 'certifier', at }]
  }
  const punctual = draw()
  const late =
    punctual < 0.82 ? between(-14, -0.1) : punctual < 0.95 ? between(0.5, 12) : between(12, 60)
  let at = moment(ends, 2 + draw() * 6)
  const submitted = Math.max(moment(working, late).getTime(), at.getTime() + 3 * dayMs)
  const plan: Planned[] = [opened, { kind: 'report.started', by: 'preparer', at }]
  const then = (kind: ReportMoveEvent, by: Part, days: number, named?: readonly number[]) => {
    at = new Date(at.getTime() + Math.round(days * dayMs))
    plan.push({ kind, by, at, ...(named ? { sections: named } : {}) })
  }
  then('report.handed_over', 'preparer', ((submitted - at.getTime()) / dayMs) * between(0.7, 0.95))
  then('report.submitted', 'certifier', (submitted - at.getTime()) / dayMs)
  then('report.picked_up', 'officer', between(0.5, 12))
  if (draw() < 0.14) {
    then('report.returned', 'officer', between(0.3, 8), sections.slice(0, draw() < 0.7 ? 1 : 2))
    then('report.handed_over', 'preparer', between(3, 16))
    then('report.submitted', 'certifier', between(0.05, 2))
    then('report.picked_up', 'officer', between(0.3, 6))
  }
  then('report.accepted', 'officer', between(0.3, 8))
  if (draw() < 0.004) {
    then('report.reopened', 'grants_officer', between(15, 70), sections.slice(0, 1))
  }
  return plan
}

const dayMs = 86_400_000

/** So many days after the first hour of a working day, in whole seconds. */
function moment(day: string, days: number): Date {
  const ms = Date.parse(`${day}T13:00:00Z`) + days * dayMs
  return new Date(Math.round(ms / 1000) * 1000)
}
