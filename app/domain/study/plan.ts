import { forecast } from './forecast.ts'
import type { Topic } from './milestones.ts'
import { parseOffsetRule } from './offset-rule.ts'
import type { Stage } from './stages.ts'

/** A row of the milestone list, as the reference data give it. */
export interface MilestoneTemplate {
  code: string
  name: string
  stage: Stage | 'cross'
  topic: Topic | null
  /** Stage codes, or 'all'. */
  appliesTo: readonly string[]
  role: 'lead' | 'analyst' | 'evaluation_officer' | 'certifier' | 'preparer'
  responsibleRole: string
  prerequisites: readonly string[]
  evidenceArtifact: string
  offsetRule: string
  typicalDurationDays: number
}

/**
 * The milestones of a study that holds these stages, with their first forecast as baseline. The
 * award's own milestone is accepted on the day of the award. A prerequisite that is left out is
 * replaced by its own prerequisites, and so on upwards; a rule whose code is left out gives way to
 * the latest prerequisite's finish plus the duration.
 */
export function planMilestones(
  templates: readonly MilestoneTemplate[],
  stages: readonly Stage[],
  awardedOn: string,
) {
  const byCode = new Map(templates.map((template) => [template.code, template]))
  const taken = templates.filter(({ appliesTo }) =>
    appliesTo.some((word) => word === 'all' || stages.some((stage) => stage === word)),
  )
  const codes = new Set(taken.map(({ code }) => code))
  const plan = taken.map((template, position) => {
    const isAward = template.code === awardMilestone
    return {
      ...template,
      position,
      prerequisites: inPlan(template.prerequisites, codes, byCode),
      offsetRule: ruleInPlan(template.offsetRule, codes),
      durationDays: template.typicalDurationDays,
      state: isAward ? ('accepted' as const) : ('planned' as const),
      actualOn: isAward ? awardedOn : null,
      pinnedOn: null,
    }
  })
  const dates = forecast(plan)
  return plan.map((milestone) => {
    const date = dates.get(milestone.code) ?? null
    return { ...milestone, baselineOn: date, forecastOn: date }
  })
}

/** The milestone whose date is the award of the evaluation's contract. */
export const awardMilestone = 'AWD'

function inPlan(
  prerequisites: readonly string[],
  codes: ReadonlySet<string>,
  byCode: ReadonlyMap<string, MilestoneTemplate>,
): string[] {
  const found = prerequisites.flatMap((code) =>
    codes.has(code) ? [code] : inPlan(byCode.get(code)?.prerequisites ?? [], codes, byCode),
  )
  return [...new Set(found)]
}

function ruleInPlan(text: string, codes: ReadonlySet<string>): string {
  const rule = parseOffsetRule(text)
  return rule.kind === 'manual' || codes.has(rule.code) ? text : 'manual'
}

export type PlannedMilestone = ReturnType<typeof planMilestones>[number]
