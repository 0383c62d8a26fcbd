import type { ReportState } from './states.ts'

/** One thing to look at before accepting; ticked by somebody, or not yet. */
export interface CheckItem {
  code: string
  label: string
  help: string | null
  checkedBy: string | null
  checkedAt: Date | null
}

/** Why the list cannot be ticked now, as a sentence; null when it can. */
export function checklistRefusal(
  report: Pick<ReportState, 'agency' | 'reviewerId'>,
  personId: number,
): string | null {
  if (report.agency !== 'in_review') return 'The list is ticked while the report is in review.'
  return report.reviewerId === personId ? null : 'Whoever picked the report up ticks its list.'
}

export function leftOpen<T extends Pick<CheckItem, 'checkedBy'>>(items: readonly T[]): T[] {
  return items.filter(({ checkedBy }) => checkedBy === null)
}
