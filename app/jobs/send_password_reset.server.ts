import { randomBytes } from 'node:crypto'
import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { openReset, resetMinutes } from '#db/password_resets.ts'
import { hashToken } from '#db/sessions.ts'
import { env } from '../env.server.ts'
import * as paths from '../paths.ts'
import { sendMail } from './mail.server.ts'

const payload = z.object({ personId: z.number() })

/** The link's token is made here and only its hash stored, so that no table ever holds it. */
export const sendPasswordReset: Task = async (given) => {
  const { personId } = payload.parse(given)
  const token = randomBytes(32).toString('base64url')
  const email = await openReset(personId, hashToken(token))
  if (!email) return
  await sendMail({
    to: email,
    subject: 'Set a new password for the SETI Tracker',
    text: [
      'Somebody asked to set a new password for this address. If it was you, open this link:',
      env().origin + paths.resetPassword(token),
      `It works once, for ${resetMinutes} minutes. If it was not you, there is nothing to do: your password stays as it is.`,
    ].join('\n\n'),
  })
}
