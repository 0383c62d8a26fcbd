import type { AwardStatus } from './award.ts'
import { closeoutAhead } from './award_life.ts'
import { formatDate, formatDue } from './calendar.ts'
import { addDays } from './dates.ts'

/** What the end of an award asks for, in the order of the deadlines, which count from the last day of its
 *  work (2 CFR 200.344; a recipient's subrecipients have 90 days, it has 120). */
export const closeoutItems = {
  reminder: {
    label: 'Grantee reminded of what the closeout asks for',
    side: 'agency',
    days: -90,
    source: 'practice of the agencies',
  },
  stop_obligating: {
    label: 'No new obligations after the last day',
    side: 'grantee',
    days: 0,
    source: '2 CFR 200.403(h)',
  },
  subrecipients: {
    label: 'Subrecipients reported and paid',
    side: 'grantee',
    days: 90,
    source: '2 CFR 200.344',
  },
  performance_report: {
    label: 'Final performance report',
    side: 'grantee',
    days: 120,
    source: '2 CFR 200.344',
  },
  financial_report: {
    label: 'Final financial report',
    side: 'grantee',
    days: 120,
    source: '2 CFR 200.344',
  },
  liquidation: {
    label: 'Obligations liquidated',
    side: 'grantee',
    days: 120,
    source: '2 CFR 200.344',
  },
  refund: {
    label: 'Cash that was not obligated refunded',
    side: 'grantee',
    days: 120,
    source: '2 CFR 200.344',
  },
  property: {
    label: 'Property accounted for',
    side: 'grantee',
    days: 120,
    source: '2 CFR 200.344',
  },
  indirect_rates: {
    label: 'Financial report revised for final indirect rates',
    side: 'grantee',
    days: null,
    source: '2 CFR 200.344',
  },
} as const satisfies Record<
  string,
  { label: string; side: 'agency' | 'grantee'; days: number | null; source: string }
>
export type CloseoutItem = keyof typeof closeoutItems

export const closeoutItemCodes = Object.keys(closeoutItems) as CloseoutItem[]

export const closeoutOutcomes = ['done', 'waived'] as const
export type CloseoutOutcome = (typeof closeoutOutcomes)[number]

export const closeoutOutcomeLabels = {
  done: 'Done',
  waived: 'Waived',
} satisfies Record<CloseoutOutcome, string>

/** The day an item is due, by the last day of the award's work; null where it has none yet, or none at
 *  all, as final indirect rates come when they come. */
export function closeoutDueOn(item: CloseoutItem, lastDay: string | null): string | null {
  const { days } = closeoutItems[item]
  return lastDay === null || days === null ? null : addDays(lastDay, days)
}

/** Why the checklist cannot be worked on; null where it can: from 90 days before the end until the award
 *  is closed. */
export function checklistRefusal(
  { status, periodEnd }: { status: AwardStatus; periodEnd: string | null },
  day: string,
): string | null {
  switch (status) {
    case 'ended':
    case 'terminated':
    case 'closeout':
      return null
    case 'closed':
      return 'The award is closed, and its checklist with it.'
    case 'active':
    case 'suspended': {
      if (periodEnd === null) return 'No source gives the last day of its period.'
      const opens = addDays(periodEnd, -closeoutAhead)
      return day >= opens
        ? null
        : `The checklist opens ${formatDate(opens)}, 90 days before the end.`
    }
    default:
      return 'The award has not begun.'
  }
}

/** How the reports of one kind stand at the end of an award. */
export interface FinalReports {
  opened: number
  /** Neither accepted nor ended another way. */
  unfinished: number
  lastPeriodEnd: string | null
}

/** Why an item cannot be called done; null where it can. A final report is done when the record holds it. */
export function doneRefusal(
  item: CloseoutItem,
  reports: FinalReports,
  lastDay: string | null,
): string | null {
  if (item !== 'performance_report' && item !== 'financial_report') return null
  if (reports.opened === 0) return null
  if (reports.unfinished > 0) {
    const what = reports.unfinished === 1 ? 'A report is' : `${reports.unfinished} reports are`
    return `${what} not accepted yet. Accept what came, or waive this with the reason.`
  }
  return lastDay !== null && reports.lastPeriodEnd !== null && reports.lastPeriodEnd < lastDay
    ? `The last report reaches to ${formatDate(reports.lastPeriodEnd)} and the award to ${formatDate(lastDay)}. Wait for the final one, or waive this with the reason.`
    : null
}

/** What the record itself says about a final report. */
export function reportsInWords({ opened, unfinished, lastPeriodEnd }: FinalReports): string {
  if (opened === 0) return 'None is filed in this tracker.'
  const last = lastPeriodEnd && `, the last to ${formatDate(lastPeriodEnd)}`
  return unfinished === 0
    ? `${opened} in the record${last ?? ''}, all settled.`
    : `${opened} in the record${last ?? ''}; ${unfinished} not accepted yet.`
}

/** When an open item is due, and how late it is. */
export function dueInWords(dueOn: string | null, day: string): string {
  return dueOn === null ? 'when final' : formatDue(dueOn, day)
}
