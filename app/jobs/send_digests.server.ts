import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { permitSystem } from '#app/domain/access.ts'
import { dayIn, now } from '#app/domain/clock.ts'
import { digestCutoff } from '#app/domain/digest.ts'
import { enqueueDigests, findDigest, markDigested } from '#db/notice_mail.ts'
import { sendMail } from './mail.server.ts'
import { digestLetter } from './notice_letter.server.ts'

const mailer = { kind: 'system', name: 'mailer', requestId: 'send_digests' } as const

/** On a working day, from eight in the morning on, queues the digest of everybody who has one coming. */
export async function sendDigests(): Promise<void> {
  const until = digestCutoff(now())
  if (until) await enqueueDigests(permitSystem(mailer, 'notice.send'), until)
}

const payload = z.object({ membershipId: z.number(), until: z.number() })

/** Mails one digest. It tells what had happened by its hour, however often or late it runs. */
export const sendDigest: Task = async (given) => {
  const { membershipId, until: ms } = payload.parse(given)
  const until = new Date(ms)
  const digest = await findDigest(membershipId, until)
  if (digest) {
    const { email, notices } = digest
    await sendMail(digestLetter(email, { membershipId, day: dayIn(until), notices }))
  }
  await markDigested(permitSystem(mailer, 'notice.send'), membershipId, until)
}
