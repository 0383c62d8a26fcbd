import * as z from 'zod/mini'
import { type Role, rolesByKind } from './access.ts'
import { type NoticeGroup, type NoticeLine, audiences, noticeGroups } from './notice_line.ts'
import { type NoticeKind, noticeLines } from './notice_lines.ts'

/** How a notice goes out by mail; the inbox has it in any case. */
export const mailChoices = ['instant', 'daily', 'none'] as const
export type MailChoice = (typeof mailChoices)[number]

export const mailChoiceLabels = {
  instant: 'At once',
  daily: 'In a daily digest, at 8 a.m. Eastern on working days',
  none: 'Not by mail',
} satisfies Record<MailChoice, string>

export const noticeGroupLabels = {
  due: 'Due dates, and what waits for long',
  reports: 'Steps of reports: handed over, submitted, returned, accepted',
  studies: 'Studies: evidence, forecasts, gates',
  awards: 'Awards: given to you, under a hold, modified, and at their end',
  absences: 'Colleagues you stand in for',
} satisfies Record<NoticeGroup, string>

const choice = z.optional(z.enum(mailChoices, 'Choose how it comes by mail.'))

/** How each group goes out; a group that is left out stays as it is. */
export const noticeSettingsForm = z.strictObject({
  due: choice,
  reports: choice,
  studies: choice,
  awards: choice,
  absences: choice,
} satisfies Record<NoticeGroup, typeof choice>)

export type NoticeSettings = z.output<typeof noticeSettingsForm>

const lines: readonly NoticeLine[] = noticeLines
const byKind = new Map(lines.map((line) => [line.kind, line]))
const byEvent = new Map<string, NoticeLine[]>()
for (const line of lines) byEvent.set(line.on, [...(byEvent.get(line.on) ?? []), line])

/** The lines an event is read by; most events concern nobody. */
export function linesOf(happening: {
  kind: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}): NoticeLine[] {
  const found = byEvent.get(happening.kind) ?? []
  return found.filter(({ when }) => when === undefined || when(happening))
}

export function noticeLine(kind: NoticeKind): NoticeLine {
  const line = byKind.get(kind)
  if (!line) throw new RangeError(`No notice is called ${kind}`)
  return line
}

/** Kinds that show wherever the row of a report does, before it was ever submitted. */
export const dueKinds = lines
  .filter(({ subject }) => subject === 'due_report')
  .map(({ kind }) => kind as NoticeKind)

/** Kinds that tell of an invitation, which one may see without the study or the award. */
export const siteInvitationNotices = lines
  .filter(({ subject }) => subject === 'site_invitation')
  .map(({ kind }) => kind as NoticeKind)

/** Kinds that show to those who follow the due date of a report. */
export const petitionNotices = lines
  .filter(({ subject }) => subject === 'extension' || subject === 'waiver')
  .map(({ kind }) => kind as NoticeKind)

/** The groups of which somebody in a role can be told anything. */
export function groupsFor(role: Role): NoticeGroup[] {
  return noticeGroups.filter((group) =>
    lines.some((line) => {
      const told: readonly Role[] = line.to.flatMap((audience) => audiences[audience])
      return line.group === group && told.includes(role)
    }),
  )
}

/** How a group goes out to a role that chose nothing: to a grantee at once, since its dates run; to who
 *  looks after many awards or studies once a day, except for what waits for that person alone. */
export function defaultMail(role: Role, group: NoticeGroup): MailChoice {
  if (!groupsFor(role).includes(group)) return 'none'
  const grantee: readonly Role[] = rolesByKind.grantee
  const isOwnTurn =
    role === 'director' || group === 'absences' || (role === 'officer' && group === 'awards')
  return grantee.includes(role) || isOwnTurn ? 'instant' : 'daily'
}
