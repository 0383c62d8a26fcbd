import { formatDate } from '../calendar.ts'
import { addDays } from '../dates.ts'

/** How closely a visit looks. */
export const visitKinds = ['desk', 'enhanced_desk', 'on_site'] as const
export type VisitKind = (typeof visitKinds)[number]

export const visitKindLabels = {
  desk: 'Desk review',
  enhanced_desk: 'Enhanced desk review',
  on_site: 'On-site visit',
} satisfies Record<VisitKind, string>

export const visitKindHints = {
  desk: 'Reports, figures and files, from the office.',
  enhanced_desk: 'A desk review with interviews and records asked for in advance.',
  on_site: 'At the grantee’s place, with people and records there.',
} satisfies Record<VisitKind, string>

/** A visit is planned and then done, when its letter goes to the grantee. */
export const visitStates = ['planned', 'done'] as const
export type VisitState = (typeof visitStates)[number]

export const visitStateLabels = {
  planned: 'Planned',
  done: 'Letter sent',
} satisfies Record<VisitState, string>

/** What a visit found. A compliance finding asks for a corrective action; the others ask for nothing. */
export const findingKinds = ['compliance', 'concern', 'practice'] as const
export type FindingKind = (typeof findingKinds)[number]

export const findingKindLabels = {
  compliance: 'Compliance finding',
  concern: 'Area of concern',
  practice: 'Promising practice',
} satisfies Record<FindingKind, string>

export const findingKindHints = {
  compliance: 'A rule or a term of the award is not met. The grantee answers by a day you set.',
  concern: 'It may become a finding if nothing changes. No answer is asked for.',
  practice: 'Worth showing to others.',
} satisfies Record<FindingKind, string>

/** What a file of a visit stands behind. */
export const backedParts = ['finding', 'answer'] as const
export type BackedPart = (typeof backedParts)[number]

/** Days that a grantee commonly has to answer a finding. */
export const answerDays = 30

/** Why a finding cannot have this day for its answer; null where it can. */
export function answerDayRefusal(
  kind: FindingKind,
  dueOn: string | null,
  day: string,
): string | null {
  if (kind !== 'compliance') {
    return dueOn === null
      ? null
      : 'Leave the day empty: only a compliance finding asks for an answer.'
  }
  if (dueOn === null) {
    return `Enter the day by which the grantee answers, such as ${formatDate(addDays(day, answerDays))}.`
  }
  return dueOn <= day ? 'Enter a day after today.' : null
}

/** Why a visit cannot have been done on a day; null where it can. */
export function visitDayRefusal(on: string, day: string): string | null {
  return on > day ? 'Enter today or an earlier day: the letter tells of what was seen.' : null
}
