import { addDays, quarterEnd } from '../dates.ts'

/** A response that a grantee owes: one form of one report, with the hours its notice estimates. */
export interface OwedResponse {
  reportKey: string
  awardNumber: string
  period: string
  dueOn: string
  form: string
  /** Null where the sources give none. */
  hours: number | null
}

export interface QuarterOfBurden {
  quarterEnd: string
  responses: number
  /** What the known hours add up to. */
  hours: number
  /** Responses whose hours the sources do not give. */
  unknown: number
}

/** Responses and hours by the quarter they are due in, the earliest first. */
export function burdenByQuarter(responses: readonly OwedResponse[]): QuarterOfBurden[] {
  const quarters = new Map<string, QuarterOfBurden>()
  for (const { dueOn, hours } of responses) {
    const end = quarterEnd(dueOn)
    const quarter = quarters.get(end) ?? { quarterEnd: end, responses: 0, hours: 0, unknown: 0 }
    quarters.set(end, {
      ...quarter,
      responses: quarter.responses + 1,
      hours: Math.round((quarter.hours + (hours ?? 0)) * 100) / 100,
      unknown: quarter.unknown + (hours === null ? 1 : 0),
    })
  }
  return [...quarters.values()].sort((one, other) => (one.quarterEnd < other.quarterEnd ? -1 : 1))
}

/** Days within which due dates of several reports collide. */
export const collisionDays = 7

/** Reports due within a week of one another, from a day on; each in one group at most. */
export function collisionsOf(
  responses: readonly OwedResponse[],
  day: string,
): { from: string; to: string; reports: OwedResponse[] }[] {
  const reports = [...new Map(responses.map((one) => [one.reportKey, one])).values()]
    .filter(({ dueOn }) => dueOn >= day)
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
  const groups: OwedResponse[][] = []
  for (const report of reports) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group && first && report.dueOn < addDays(first.dueOn, collisionDays)) group.push(report)
    else groups.push([report])
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => ({
      from: group[0]?.dueOn ?? '',
      to: group.at(-1)?.dueOn ?? '',
      reports: group,
    }))
}
