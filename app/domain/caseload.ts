import type { AwardStatus } from './award.ts'

/** At most so many awards of a caseload on a page, and so many handed over at once. */
export const caseloadMost = 100

/** What is open at an award, for whoever looks after it next. */
export interface OpenWork {
  status: AwardStatus
  reports: { length: number }
  modifications: { length: number }
  corrections: { length: number }
  visits: { length: number }
}

/** '2 reports, 1 visit, the closeout'; null where nothing is open. */
export function openInWords({ status, reports, modifications, corrections, visits }: OpenWork) {
  const parts = [
    counted(reports.length, 'report'),
    counted(modifications.length, 'modification'),
    counted(corrections.length, 'corrective action'),
    counted(visits.length, 'visit'),
    isClosing(status) ? 'the closeout' : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

/** Whether an award has a closeout to settle. */
export function isClosing(status: AwardStatus): boolean {
  return ['ended', 'terminated', 'closeout'].includes(status)
}

function counted(count: number, what: string): string | null {
  if (count === 0) return null
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}
