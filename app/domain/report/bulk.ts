import * as z from 'zod/mini'
import { chosenOf } from '../chosen.ts'
import type { ReportState } from './states.ts'

/** What can be done to several reports of a queue at once. */
export const bulkActions = ['pick_up', 'accept', 'remind'] as const
export type BulkAction = (typeof bulkActions)[number]

export const bulkLabels = {
  pick_up: 'Pick up',
  accept: 'Accept',
  remind: 'Remind the grantee',
} satisfies Record<BulkAction, string>

/** At most so many reports at once: what a page of the queue shows, twice. */
const bulkMost = 50

/** What decides whether a report is an exception. */
export interface BulkFacts extends Pick<ReportState, 'author' | 'agency' | 'endedAs'> {
  isYours: boolean
  reviewerName: string | null
  /** Threads that are open or answered. */
  unresolved: number
  /** Items of the checklist not ticked. */
  unticked: number
  /** Warnings of the form's rules that nobody explained. */
  unexplained: number
  /** Who reminded the grantee within the last day, if anybody did. */
  remindedBy: string | null
}

/** Why a report is left out of an action, as a sentence; null when the action is done to it. */
export function exceptionTo(action: BulkAction, report: BulkFacts): string | null {
  const { author, agency, endedAs } = report
  if (endedAs || agency === 'accepted') return 'It is finished.'
  switch (action) {
    case 'pick_up':
      if (author !== 'submitted') return 'It is with the grantee.'
      if (agency !== 'in_review') return null
      return report.isYours
        ? 'You have picked it up already.'
        : `${report.reviewerName ?? 'A colleague'} has picked it up.`
    case 'accept':
      if (author !== 'submitted') return 'It is with the grantee.'
      if (agency !== 'in_review') return 'Nobody has picked it up.'
      if (!report.isYours) return `${report.reviewerName ?? 'A colleague'} has picked it up.`
      return unfinished(report)
    case 'remind':
      if (author === 'submitted') return 'It is with the agency.'
      return report.remindedBy
        ? `${report.remindedBy} reminded the grantee less than a day ago.`
        : null
  }
}

/** What of a review is not done: each is looked at on the report's own page. */
function unfinished({ unresolved, unticked, unexplained }: BulkFacts): string | null {
  const open = [
    unresolved > 0 && counted(unresolved, 'question is', 'questions are', 'not resolved'),
    unticked > 0 && counted(unticked, 'item', 'items', 'of the checklist not ticked'),
    unexplained > 0 && counted(unexplained, 'warning is', 'warnings are', 'not explained'),
  ].filter((part) => part !== false)
  return open.length === 0 ? null : `${open.join('; ')}.`
}

function counted(count: number, one: string, many: string, rest: string): string {
  return `${count} ${count === 1 ? one : many} ${rest}`
}

/** What an address asks to be done to which reports; null where it names no action. */
export function readBulk(
  params: URLSearchParams,
): { action: BulkAction; numbers: string[] } | null {
  const action = bulkActions.find((known) => known === params.get('action'))
  const numbers = params.getAll('report').filter((number) => /^[\w-]{1,80}$/.test(number))
  return action ? { action, numbers: [...new Set(numbers)].slice(0, bulkMost) } : null
}

/** What a confirmed preview posts: the action, and each report with the version the preview showed. */
export const bulkForm = z.strictObject({
  action: z.enum(bulkActions),
  chosen: chosenOf(bulkMost, 'Choose reports in the queue again.'),
})
