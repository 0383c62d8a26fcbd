import { randomBytes } from 'node:crypto'
import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { openInvitation } from '#db/invitation_links.ts'
import { hashToken } from '#db/sessions.ts'
import { invitationLetter } from './invitation_letter.server.ts'
import { sendMail } from './mail.server.ts'

const payload = z.object({ invitationId: z.number() })

/** The link's token is made here and only its hash stored, so that no table ever holds it. */
export const sendInvitation: Task = async (given) => {
  const { invitationId } = payload.parse(given)
  const token = randomBytes(32).toString('base64url')
  const invitation = await openInvitation(invitationId, hashToken(token))
  if (invitation) await sendMail(invitationLetter({ ...invitation, token }))
}
