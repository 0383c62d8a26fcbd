import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { permitSystem } from '#app/domain/access.ts'
import { findLetter, markMailed } from '#db/notice_mail.ts'
import { sendMail } from './mail.server.ts'
import { noticeLetter } from './notice_letter.server.ts'

const payload = z.object({ noticeId: z.number() })

/** Mails one notice. Killed between sending and keeping that it was sent, it sends the same message
 *  under the same id again, which is no second one. */
export const sendNotice: Task = async (given) => {
  const { noticeId } = payload.parse(given)
  const letter = await findLetter(noticeId)
  if (!letter) return
  await sendMail(noticeLetter(letter.email, letter.notice))
  const mailer = { kind: 'system', name: 'mailer', requestId: 'send_notice' } as const
  await markMailed(permitSystem(mailer, 'notice.send'), noticeId)
}
