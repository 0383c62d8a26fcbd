import { type Role, roleLabels } from '#app/domain/access.ts'
import { invitationDays } from '#app/domain/invitation.ts'
import { env } from '../env.server.ts'
import * as paths from '../paths.ts'
import type { Letter } from './mail.server.ts'

export function invitationLetter(invitation: {
  email: string
  role: Role
  organization: string
  token: string
}): Letter {
  const { email, role, organization, token } = invitation
  return {
    to: email,
    subject: 'You are invited to the SETI Tracker',
    text: [
      `You are invited to act for ${organization} as ${roleLabels[role].toLowerCase()} in the SETI Tracker. Open this link to accept:`,
      env().origin + paths.invitation(token),
      `It works once, for ${invitationDays} days. If you did not expect it, there is nothing to do.`,
    ].join('\n\n'),
  }
}
