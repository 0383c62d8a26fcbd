/** What a team found when it looked through a site's assignments, in people. */
export interface AssignmentCheck {
  /** The assignments looked at. */
  lookedAt: number
  /** Assigned by hand against what the draw gave. */
  overrides: number
  /** Assigned before eligibility, consent or baseline, which come in this order. */
  orderViolations: number
  /** Assigned more than once, at this site or another. */
  duplicates: number
  /** How long the control arm may not have the program, in months from assignment; null: no embargo. */
  embargoMonths: number | null
  /** People of the control arm who had it sooner; null without an embargo. */
  embargoCrossovers: number | null
}

/** What a look cannot say, by field: parts that are more than the whole, or people who broke no embargo. */
export function checkProblems(
  check: AssignmentCheck,
  { program, control }: { program: number; control: number },
): Record<string, string> {
  const { lookedAt, embargoMonths, embargoCrossovers } = check
  const problems: Record<string, string> = {}
  const assigned = program + control
  if (lookedAt > assigned) {
    problems['lookedAt'] =
      `Enter at most ${assigned}: so many people are counted as assigned at this site.`
  }
  for (const [field, what] of [
    ['overrides', 'overridden'],
    ['orderViolations', 'out of order'],
    ['duplicates', 'assigned twice'],
  ] as const) {
    if (check[field] > lookedAt) {
      problems[field] = `No more can be ${what} than the ${lookedAt} that were looked at.`
    }
  }
  if (embargoMonths === null && (embargoCrossovers ?? 0) > 0) {
    problems['embargoMonths'] =
      'Enter for how many months the control arm may not have the program.'
  }
  if ((embargoCrossovers ?? 0) > control) {
    problems['embargoCrossovers'] =
      `Enter at most ${control}: so many people are in the control arm.`
  }
  return problems
}
