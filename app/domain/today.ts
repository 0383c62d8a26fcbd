import { type Role, may } from './access.ts'
import type { AwardStatus } from './award.ts'
import { daysUntil, formatDue, formatShortDate } from './calendar.ts'
import {
  type CloseoutItem,
  closeoutDueOn,
  closeoutItemCodes,
  closeoutItems,
  dueInWords,
} from './closeout.ts'
import { type ModificationKind, modificationLabels } from './modification.ts'
import { type DecidableRequest, modificationDecisionRefusal } from './modification_rules.ts'
import { type CorrectionState, correctionTurn } from './oversight/corrections.ts'
import { type ShownDue, dueOnOf, formatReportDue, isReportLate } from './report/due.ts'
import {
  type OpenPetition,
  type PetitionKind,
  type Recommendation,
  decisionRefusal,
} from './report/petitions.ts'
import type { ReportState } from './report/states.ts'
import { turnOf } from './report/turn.ts'
import { type AgreementKind, renewFrom, stopsWithout } from './study/agreements.ts'
import type { MilestoneState } from './study/milestones.ts'
import { type SiteInvitation, standingOf } from './study/site_invitations.ts'

/** How loudly something asks for a person: now, soon, or only to be watched. */
export const urgencies = ['now', 'soon', 'watch'] as const
export type Urgency = (typeof urgencies)[number]

export const urgencyLabels = {
  now: 'Needs you now',
  soon: 'Coming up',
  watch: 'Waiting for others',
} satisfies Record<Urgency, string>

export interface Need {
  urgency: Urgency
  /** What to do, as a verb and its object. */
  what: string
  /** Why it is on the list today. */
  why: string
}

export type ReportOnDesk = Pick<ReportState, 'author' | 'agency' | 'endedAs'> & ShownDue

/** What an unfinished report asks of a role on a day: within 14 days of its due date for an officer,
 *  whenever it is the grantee's turn for the grantee; null when it asks nothing. */
export function reportNeed(role: Role, report: ReportOnDesk, day: string): Need | null {
  const turn = turnOf(report)
  const due = formatReportDue(report, day)
  const late = isReportLate(report, day)
  if (turn === 'nobody') return null
  if (turn === 'officer') return submittedNeed(role, report)
  if (role === 'officer' || role === 'grants_officer') {
    if (report.agency === 'returned' || report.agency === 'reopened') {
      return {
        urgency: 'watch',
        what: 'Wait for corrections',
        why: 'Sections went back to the grantee.',
      }
    }
    if (late) return { urgency: 'now', what: 'Ask for the report', why: `It was due ${due}.` }
    if (daysUntil(dueOnOf(report), day) > 14) return null
    return { urgency: 'watch', what: 'Expect the report', why: `Due ${due}.` }
  }
  if (role === 'viewer')
    return { urgency: late ? 'now' : 'watch', what: 'See the report', why: `Due ${due}.` }
  if (report.agency === 'returned' || report.agency === 'reopened') {
    const why =
      report.agency === 'returned' ? 'The program officer returned' : 'The agency reopened'
    return { urgency: 'now', what: 'Correct the report', why: `${why} sections of it. Due ${due}.` }
  }
  if (turn === 'certifier') {
    return role === 'certifier'
      ? { urgency: 'now', what: 'Certify the report', why: `Handed over to you. Due ${due}.` }
      : { urgency: 'watch', what: 'Wait for certification', why: `Handed over. Due ${due}.` }
  }
  const what = report.author === 'not_started' ? 'Start the report' : 'Finish the report'
  return {
    urgency: late || daysUntil(dueOnOf(report), day) <= 14 ? 'now' : 'soon',
    what,
    why: `Due ${due}.`,
  }
}

function submittedNeed(role: Role, report: ReportOnDesk): Need | null {
  if (role !== 'officer') {
    return {
      urgency: 'watch',
      what: 'Wait for the review',
      why: 'The report is with the program officer.',
    }
  }
  if (report.agency === 'in_review') {
    return { urgency: 'now', what: 'Finish the review', why: 'The review has begun.' }
  }
  const why =
    report.agency === 'resubmitted' ? 'Corrected sections came back.' : 'It was submitted.'
  return { urgency: 'now', what: 'Pick up the report', why }
}

export interface PetitionOnDesk extends OpenPetition {
  kind: PetitionKind
  wantedOn: string | null
  recommendation: Recommendation | null
  askerName: string
  hasOfficer: boolean
}

/** What an extension or a waiver that is not decided yet asks of an officer or a grants officer. */
export function petitionNeed(
  { role, personId }: { role: Role; personId: number },
  petition: PetitionOnDesk,
  day: string,
): Need {
  const { kind, wantedOn, askerName, recommendation, hasOfficer } = petition
  const asked = wantedOn
    ? `${askerName} asks for ${formatShortDate(wantedOn)}.`
    : `${askerName} asks to do without it.`
  if (may(role, 'extension.recommend')) {
    return { urgency: 'now', what: `Recommend on the ${kind}`, why: asked }
  }
  if (decisionRefusal(petition, { personId, hasOfficer, day })) {
    return { urgency: 'watch', what: 'Wait for the recommendation', why: asked }
  }
  const advice = recommendation ? ` The program officer is ${recommendation} it.` : ''
  return { urgency: 'now', what: `Decide the ${kind}`, why: asked + advice }
}

export interface ModificationOnDesk extends DecidableRequest {
  kind: ModificationKind
  recommendation: Recommendation | null
  hasOfficer: boolean
}

/** What a modification that is not decided yet asks of the person whose desk it is on. */
export function modificationNeed(
  { role, personId }: { role: Role; personId: number },
  modification: ModificationOnDesk,
  day: string,
): Need {
  const why = `${modificationLabels[modification.kind]}.`
  if (may(role, 'modification.ask')) {
    return { urgency: 'now', what: 'Ask for the drafted modification', why }
  }
  if (may(role, 'modification.recommend')) {
    return { urgency: 'now', what: 'Recommend on a modification', why }
  }
  if (may(role, 'modification.comment')) {
    return { urgency: 'soon', what: 'Say what a modification means for the study', why }
  }
  const { hasOfficer, recommendation } = modification
  if (modificationDecisionRefusal(modification, { personId, hasOfficer, day })) {
    return { urgency: 'watch', what: 'Wait until a modification can be decided', why }
  }
  const advice = recommendation ? ` The program officer is ${recommendation} it.` : ''
  return { urgency: 'now', what: 'Decide a modification', why: why + advice }
}

export interface CloseoutOnDesk {
  status: AwardStatus
  /** The last day of the award's work. */
  lastDay: string | null
  settled: readonly CloseoutItem[]
}

/** What an award that is suspended or has ended asks of a role: the next item of its checklist, or the move
 *  that follows; null where it asks nothing. */
export function closeoutNeed(role: Role, award: CloseoutOnDesk, day: string): Need | null {
  const moves = may(role, 'award.move')
  if (award.status === 'suspended') {
    if (!moves) return null
    return { urgency: 'watch', what: 'Resume or terminate', why: 'The award is suspended.' }
  }
  if (award.status !== 'closeout' && moves) {
    const ended = award.lastDay ? ` It ended ${formatShortDate(award.lastDay)}.` : ''
    return { urgency: 'now', what: 'Begin the closeout', why: `The award has ended.${ended}` }
  }
  const open = closeoutItemCodes.filter((item) => !award.settled.includes(item))
  if (open.length === 0) {
    return moves
      ? { urgency: 'now', what: 'Close the award', why: 'Every item of its closeout is settled.' }
      : null
  }
  const isGrantee = may(role, 'modification.draft')
  if (role === 'viewer') return null
  const own = isGrantee ? open.filter((item) => closeoutItems[item].side === 'grantee') : open
  const [next] = own
  if (!next) return null
  const dueOn = closeoutDueOn(next, award.lastDay)
  const left = dueOn === null ? null : daysUntil(dueOn, day)
  const why = `${closeoutItems[next].label}: due ${dueInWords(dueOn, day)}. ${own.length === 1 ? 'One item is' : `${own.length} items are`} open.`
  const what = isGrantee ? 'Prepare the closeout' : 'Settle the closeout'
  if (left === null || left > 30) return { urgency: 'watch', what, why }
  return { urgency: left < 0 && !moves ? 'now' : 'soon', what, why }
}

export interface CorrectionOnDesk {
  state: CorrectionState
  dueOn: string
}

/** What a corrective action asks of a role on a day; null where it is another's turn that nobody watches. */
export function correctionNeed(role: Role, action: CorrectionOnDesk, day: string): Need | null {
  const turn = correctionTurn(action.state, (right) => may(role, right))
  const due = `Due ${formatDue(action.dueOn, day)}.`
  const isNear = daysUntil(action.dueOn, day) <= 14
  switch (turn) {
    case 'draft':
    case 'answer':
      return { urgency: isNear ? 'now' : 'soon', what: 'Answer a finding', why: due }
    case 'verify':
      return { urgency: 'now', what: 'Verify a corrective action', why: 'Evidence was given.' }
    case 'close':
      return { urgency: 'now', what: 'Close a corrective action', why: 'It is verified.' }
    case null: {
      if (action.state !== 'asked' || !may(role, 'correction.verify')) return null
      return daysUntil(action.dueOn, day) < 0
        ? { urgency: 'now', what: 'Ask for the answer to a finding', why: due }
        : { urgency: 'watch', what: 'Wait for the answer to a finding', why: due }
    }
  }
}

/** What a planned visit asks of a role on a day: from two weeks before it. */
export function visitNeed(role: Role, plannedOn: string, day: string): Need | null {
  const left = daysUntil(plannedOn, day)
  const why = `Planned ${formatDue(plannedOn, day)}.`
  if (!may(role, 'visit.plan')) {
    return left <= 30 ? { urgency: 'watch', what: 'Expect a visit', why } : null
  }
  if (left > 14) return null
  return left < 0
    ? { urgency: 'now', what: 'Send the letter of a visit', why }
    : { urgency: 'soon', what: 'Prepare a visit', why }
}

export interface MilestoneOnDesk {
  state: MilestoneState
  /** The role that records it. */
  role: string
  forecastOn: string | null
  sentBack: boolean
  /** Whether the person asking submitted the evidence under review. */
  submittedByYou: boolean
}

/** The roles whose milestones are on the desk of one: a lead has those of an analyst too. */
export const recordedBy = (role: Role): Role[] => (role === 'lead' ? ['lead', 'analyst'] : [role])

/** What an open milestone asks of a role on a day: evidence to accept, work that is due within 30 days. */
export function milestoneNeed(role: Role, milestone: MilestoneOnDesk, day: string): Need | null {
  const records = recordedBy(role).some((one) => one === milestone.role)
  if (milestone.state === 'evidence_submitted') {
    if (role === 'evaluation_officer' && !milestone.submittedByYou) {
      return {
        urgency: 'now',
        what: 'Accept or send back evidence',
        why: 'Evidence was submitted.',
      }
    }
    if (!records && !milestone.submittedByYou) return null
    return { urgency: 'watch', what: 'Wait for acceptance', why: 'Evidence was submitted.' }
  }
  if (!records || !milestone.forecastOn) return null
  if (milestone.sentBack) {
    return { urgency: 'now', what: 'Complete the evidence', why: 'It was sent back with words.' }
  }
  const left = daysUntil(milestone.forecastOn, day)
  if (left > 30) return null
  const why = `Forecast ${formatDue(milestone.forecastOn, day)}.`
  return left < 0
    ? { urgency: 'now', what: 'Submit evidence or move the forecast', why }
    : { urgency: 'soon', what: 'Finish the milestone', why }
}

/** What an agreement that expires asks of a study's team: its renewal once it is time, at once after. */
export function agreementNeed(
  agreement: { kind: AgreementKind; expiresOn: string | null },
  day: string,
): Need | null {
  const { kind, expiresOn } = agreement
  if (expiresOn === null || day < renewFrom(agreement)) return null
  return expiresOn < day
    ? {
        urgency: 'now',
        what: 'Renew a lapsed agreement',
        why: `It lapsed on ${formatShortDate(expiresOn)}. ${stopsWithout[kind]}`,
      }
    : {
        urgency: 'soon',
        what: 'Renew an agreement',
        why: `It expires ${formatDue(expiresOn, day)}.`,
      }
}

/** What a finding of a study asks of those who may approve, answer or mend it. */
export function findingNeed(role: Role): Need {
  if (may(role, 'finding.decide')) {
    return {
      urgency: 'now',
      what: 'Approve or return a finding',
      why: 'The study’s team handed it over.',
    }
  }
  return may(role, 'finding.respond')
    ? {
        urgency: 'soon',
        what: 'Respond to a finding',
        why: 'It is about your award, and you may respond until it is decided.',
      }
    : { urgency: 'now', what: 'Mend a finding', why: 'It was returned with words.' }
}

/** What an invitation of an award as a site asks of its grantee, and of who sent it, on a day. */
export function siteInvitationNeed(role: Role, invitation: SiteInvitation, day: string): Need {
  const due = `Answer by ${formatDue(invitation.answerBy, day)}.`
  if (may(role, 'site_invitation.answer')) {
    const why = `A study invites your award. ${due}`
    return { urgency: 'now', what: 'Accept or decline to be a site', why }
  }
  if (!may(role, 'site_invitation.send')) {
    const why = `A study invites your award. ${due}`
    return { urgency: 'watch', what: 'Wait for the certifying official’s answer', why }
  }
  return standingOf(invitation, day) === 'lapsed'
    ? {
        urgency: 'soon',
        what: 'Invite again or withdraw',
        why: `Nobody answered by ${formatShortDate(invitation.answerBy)}.`,
      }
    : { urgency: 'watch', what: 'Wait for a site’s answer', why: due }
}
