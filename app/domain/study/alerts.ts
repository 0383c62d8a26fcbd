import { formatDate } from '../calendar.ts'
import { addWorkingDays } from '../holidays.ts'

/** Why something beside a site that enrols may reach the people of a study. */
export const alertKinds = ['new_award', 'overlap'] as const
export type AlertKind = (typeof alertKinds)[number]

export const alertKindLabels = {
  new_award: 'A new award at a site’s place and sector',
  overlap: 'An overlap with a site',
} satisfies Record<AlertKind, string>

/** What it means for the study, in the lead's word. */
export const alertBearings = ['none', 'watch', 'harm'] as const
export type AlertBearing = (typeof alertBearings)[number]

export const alertBearingLabels = {
  none: 'It does not reach the study',
  watch: 'It may; the team watches the control group',
  harm: 'It does: the contrast shrinks',
} satisfies Record<AlertBearing, string>

/** Working days that a decision waits for the lead, as with modifications. */
const alertDays = 10

/** The day from which a decision no longer waits for the lead of an alert raised on a day. */
export const alertFreeOn = (day: string) => addWorkingDays(day, alertDays)

export type AlertStanding = 'waits' | 'commented' | 'timed_out'

export const alertStandingLabels = {
  waits: 'Waits for the lead',
  commented: 'Settled by the lead',
  timed_out: 'Settled by time',
} satisfies Record<AlertStanding, string>

/** How an alert stands on a day: settled by the lead's word, or once the stated time has passed without one. */
export function alertStanding(
  { bearing, freeOn }: { bearing: AlertBearing | null; freeOn: string },
  day: string,
): AlertStanding {
  if (bearing !== null) return 'commented'
  return day < freeOn ? 'waits' : 'timed_out'
}

/** Why what concerns the alert is not decided yet. */
export const alertRefusal = ({ study, freeOn }: { study: string; freeOn: string }) =>
  `One of the awards is a site where ${study} enrols, and its lead was asked what the overlap means for it. From ${formatDate(freeOn)} you can decide without.`
