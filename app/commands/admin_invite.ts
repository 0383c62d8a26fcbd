import { randomBytes, randomUUID } from 'node:crypto'
import { permitSystem } from '#app/domain/access.ts'
import { email } from '#app/domain/text.ts'
import { env } from '#app/env.server.ts'
import { invitationLetter } from '#app/jobs/invitation_letter.server.ts'
import { sendMail } from '#app/jobs/mail.server.ts'
import * as paths from '#app/paths.ts'
import { inviteFirstAdministrator } from '#db/first_administrator.ts'
import { hashToken } from '#db/sessions.ts'
import { readFlags, runCommand, withDatabase } from './command.ts'

// Invites the first administrator of a tracker that has none, and answers the link that the mail holds.
await runCommand(async () => {
  const parsed = email({ label: 'an address after --email', required: true }).safeParse(
    readFlags(['email']).email,
  )
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message)
  const token = randomBytes(32).toString('base64url')
  const operator = { kind: 'system', name: 'operator', requestId: randomUUID() } as const
  const organization = await withDatabase(() =>
    inviteFirstAdministrator(
      permitSystem(operator, 'person.invite'),
      parsed.data,
      hashToken(token),
    ),
  )
  await sendMail(invitationLetter({ email: parsed.data, role: 'admin', organization, token }))
  return env().origin + paths.invitation(token)
})
