import * as z from 'zod/mini'
import { type OrganizationKind, type Role, roles, rolesByKind } from './access.ts'
import { email, text } from './text.ts'

/** Days a mailed invitation works. */
export const invitationDays = 7

/** The roles somebody may invite to in an organization of a kind: an administrator any of that kind,
 *  a certifier and a lead those of their own organization (product.md, Access, "People"). */
export function rolesToInvite(inviter: Role, kind: OrganizationKind): readonly Role[] {
  if (inviter === 'admin') return rolesByKind[kind]
  if (inviter === 'certifier' && kind === 'grantee') return rolesByKind.grantee
  if (inviter === 'lead' && kind === 'evaluator') return rolesByKind.evaluator
  return []
}

export const organizationKindLabels: Record<OrganizationKind, string> = {
  agency: 'Agency',
  grantee: 'Grantee',
  evaluator: 'Evaluator',
}

/** What each role is for, as the person who gets it reads it. */
export const roleDuties: Record<Role, string> = {
  officer: 'Reads every award and reviews the reports of the own caseload.',
  grants_officer: 'Assigns awards to officers and reopens accepted reports of the own agency.',
  evaluation_officer: 'Follows every study, accepts milestone evidence and proposes gates.',
  director: 'Reads the whole portfolio and decides the gates of studies.',
  task_force: 'Reads totals of the portfolio and published evidence.',
  auditor: 'Reads everything with its history and changes nothing.',
  admin:
    'Invites people, changes roles and disables accounts; sees no reports and decides nothing.',
  certifier: 'Signs and submits reports, and invites colleagues.',
  preparer: 'Fills in reports and hands them to the certifying official.',
  viewer: 'Reads the organization’s awards and reports.',
  lead: 'Runs own studies and invites colleagues into them.',
  analyst: 'Works on own studies: forecasts and milestone evidence.',
}

const id = (sentence: string) => z.string(sentence).check(z.regex(/^\d{1,15}$/, sentence))
const role = z.enum(roles as [Role, ...Role[]], 'Choose a role.')

export const invitationForm = z.strictObject({
  email: email({ label: 'E-mail address', required: true }),
  organization: z.optional(id('Choose an organization.')),
  role,
  study: z.optional(id('Choose a study.')),
})

export const roleForm = z.strictObject({ role })

/** What the form of an officer's supervisor posts for nobody. */
export const nobodyNamed = '0'

export const supervisorForm = z.strictObject({ supervisor: id('Choose a supervisor, or nobody.') })

export const reasonForm = z.strictObject({
  reason: text({ label: 'a reason', required: true, max: 500, lines: true }),
})

export const accountForm = z.strictObject({
  reason: text({ label: 'a reason', required: true, max: 500, lines: true }),
  to: z.enum(['disabled', 'enabled'], 'Reload the page and choose again.'),
})
