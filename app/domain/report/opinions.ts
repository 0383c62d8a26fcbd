import type { ReportState } from './states.ts'

/** What a second reviewer may say; the reviewer decides either way. */
export const opinions = ['accept', 'return', 'unsure'] as const
export type Opinion = (typeof opinions)[number]

export const opinionLabels = {
  accept: 'I would accept it',
  return: 'I would return sections',
  unsure: 'I am not sure',
} satisfies Record<Opinion, string>

/** Why nobody can be asked now, as a sentence; null when somebody can. */
export function askRefusal(
  report: Pick<ReportState, 'agency' | 'reviewerId'>,
  personId: number,
): string | null {
  if (report.agency !== 'in_review')
    return 'Pick the report up first: a second look is part of its review.'
  return report.reviewerId === personId
    ? null
    : 'Whoever picked the report up asks for a second look.'
}

/** Why an opinion cannot be given now, as a sentence; null when it can. */
export function opinionRefusal(
  report: Pick<ReportState, 'agency' | 'versionNo'>,
  asked: { versionNo: number; opinion: Opinion | null },
): string | null {
  if (asked.opinion) return 'You have given your opinion on this version.'
  if (report.agency !== 'in_review' || report.versionNo !== asked.versionNo) {
    return 'The review you were asked about is over; it did not wait.'
  }
  return null
}
