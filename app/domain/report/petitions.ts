import { formatDate } from '../calendar.ts'
import { addDays } from '../dates.ts'
import { addWorkingDays } from '../holidays.ts'
import { type DueDates, dueOnOf, lastDayOf } from './due.ts'
import { type ReportState, reportStatus, reportStatusLabels } from './states.ts'

/** What can be asked about a report that is due: more time, or to do without it. */
export const petitionKinds = ['extension', 'waiver'] as const
export type PetitionKind = (typeof petitionKinds)[number]

export const recommendations = ['for', 'against'] as const
export type Recommendation = (typeof recommendations)[number]

/** `overtaken`: the report was submitted or closed before anybody decided. */
const petitionOutcomes = ['granted', 'refused', 'withdrawn', 'overtaken'] as const
export type PetitionOutcome = (typeof petitionOutcomes)[number]

export const petitionLabels = {
  extension: 'Extension',
  waiver: 'Waiver',
} satisfies Record<PetitionKind, string>

/** Working days that a petition waits for a recommendation before it may be decided without. */
export const recommendationDays = 5

/** Days after its period within which a report can be extended to: final reports that are missing
 *  after a year are closed on what is known (2 CFR 200.344(h)). */
const extensionReachDays = 365

type Standing = Pick<ReportState, 'author' | 'agency' | 'endedAs'>

/** Why nothing can be asked about a report on a day; null when it can. An extension is asked before
 *  the day the report is due, a waiver as long as nothing was submitted. */
export function askRefusal(
  kind: PetitionKind,
  report: Standing & DueDates & { petition: PetitionKind | null },
  day: string,
): string | null {
  const closed = closedRefusal(report)
  if (closed) return closed
  if (report.petition) {
    return `${report.petition === 'extension' ? 'An extension' : 'A waiver'} was asked for and is not decided yet.`
  }
  if (kind === 'waiver' || day < dueOnOf(report)) return null
  return `An extension is asked for before the due date, and the report was due ${formatDate(dueOnOf(report))}. Submit it as soon as you can, and speak with your program officer.`
}

/** Why nothing more is decided about a report; null while it is still to come. */
export function closedRefusal(report: Standing): string | null {
  const isToCome = report.author !== 'submitted' && report.agency === 'none' && !report.endedAs
  if (isToCome) return null
  return `This report is ${reportStatusLabels[reportStatus(report)].toLowerCase()}, so its due date is no longer open.`
}

/** Why a date cannot be asked for or granted, as a sentence for its field; null when it can. */
export function extendedDateRefusal(
  date: string,
  report: DueDates & { periodEnd: string },
): string | null {
  const last = lastDayOf(report)
  if (date <= last) return `Enter a date after ${formatDate(last)}, when the report is due now.`
  const farthest = addDays(report.periodEnd, extensionReachDays)
  return date <= farthest
    ? null
    : `Enter a date up to ${formatDate(farthest)}, one year after the period.`
}

/** An open petition, as far as who may decide it depends on it. */
export interface OpenPetition {
  askedBy: number
  askedOn: string
  recommendedBy: number | null
}

/** Why this person cannot decide an open petition on a day; null when they can. Whoever asked or
 *  recommended does not decide, and a recommendation comes first, unless nobody is there to give it
 *  or it has not come for five working days. */
export function decisionRefusal(
  petition: OpenPetition,
  { personId, hasOfficer, day }: { personId: number; hasOfficer: boolean; day: string },
): string | null {
  if (petition.askedBy === personId || petition.recommendedBy === personId) {
    return 'You recommended this. Somebody else decides it.'
  }
  if (petition.recommendedBy !== null || !hasOfficer) return null
  const free = addWorkingDays(petition.askedOn, recommendationDays)
  return day >= free
    ? null
    : `It waits for the program officer’s recommendation. From ${formatDate(free)} you can decide without one.`
}
