import type { Right } from '../access.ts'
import type { AwardStatus } from '../award.ts'
import { formatShortDate } from '../calendar.ts'
import { addDays } from '../dates.ts'

/** A study invites an award as a site; its grantee answers by a day, or the invitation lapses. */
export const siteInvitationStates = ['sent', 'accepted', 'declined', 'withdrawn'] as const
export type SiteInvitationState = (typeof siteInvitationStates)[number]

/** Where an invitation stands on a day: lapsing is computed, never set. */
export type SiteInvitationStanding = SiteInvitationState | 'lapsed'

export const siteInvitationLabels = {
  sent: 'Waits for an answer',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  lapsed: 'Lapsed',
} satisfies Record<SiteInvitationStanding, string>

export interface SiteInvitation {
  state: SiteInvitationState
  /** The last day on which it can be answered. */
  answerBy: string
}

export function standingOf(
  { state, answerBy }: SiteInvitation,
  day: string,
): SiteInvitationStanding {
  return state === 'sent' && answerBy < day ? 'lapsed' : state
}

/** The moves of the machine, with who may make each. What lapsed can still be cleared away. */
export const siteInvitationMoves = {
  accept: { from: ['sent'], to: 'accepted', right: 'site_invitation.answer' },
  decline: { from: ['sent'], to: 'declined', right: 'site_invitation.answer' },
  withdraw: { from: ['sent', 'lapsed'], to: 'withdrawn', right: 'site_invitation.send' },
} as const satisfies Record<
  string,
  { from: readonly SiteInvitationStanding[]; to: SiteInvitationState; right: Right }
>
export type SiteInvitationMove = keyof typeof siteInvitationMoves

/** Why a move is not open on a day, as a sentence; null where it is. */
export function siteMoveRefusal(
  move: SiteInvitationMove,
  invitation: SiteInvitation,
  day: string,
): string | null {
  const standing = standingOf(invitation, day)
  const from: readonly SiteInvitationStanding[] = siteInvitationMoves[move].from
  if (from.includes(standing)) return null
  return standing === 'lapsed'
    ? `This invitation lapsed: it was to be answered by ${formatShortDate(invitation.answerBy)}.`
    : `This invitation was ${standing} already.`
}

/** Where an award stands that can become a site: not at its end and not suspended. */
export const siteStatuses: readonly AwardStatus[] = ['announced', 'awarded', 'active']

/** Days ahead that an answer may be asked for; planning values. */
export const answerDays = { min: 1, max: 180 } as const

/** Why a day is not one to ask an answer by, as a sentence; null where it is. */
export function answerByRefusal(answerBy: string, day: string): string | null {
  const first = addDays(day, answerDays.min)
  const last = addDays(day, answerDays.max)
  if (answerBy >= first && answerBy <= last) return null
  return `Enter a day from ${formatShortDate(first)} to ${formatShortDate(last)}.`
}

/** What every site does and what it is spared, in the words of this tracker's own rules. */
export const siteDuties = [
  'You tell people who apply about the study, and only who agrees takes part.',
  'Chance decides who is offered a place, where the study is a trial. The evaluators keep the list; you never see it.',
  'You sign a participation agreement before anybody is recruited.',
  'Milestones that a site records come to your Today page, each with its date.',
  'The evaluators read the accepted figures of your reports, never a draft.',
  'The study’s lead says what a modification of the award means for the study before it is decided.',
] as const
