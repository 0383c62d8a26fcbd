import { randomBytes } from 'node:crypto'
import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { reviewDays } from '#app/domain/study/deliverables.ts'
import { hashToken } from '#db/sessions.ts'
import { openReview } from '#db/studies/draft_reviews.ts'
import { env } from '../env.server.ts'
import * as paths from '../paths.ts'
import { sendMail } from './mail.server.ts'

const payload = z.object({ reviewId: z.number() })

/** The link's token is made here and only its hash stored, so that no table ever holds it. */
export const sendReviewInvitation: Task = async (given) => {
  const { reviewId } = payload.parse(given)
  const token = randomBytes(32).toString('base64url')
  const review = await openReview(reviewId, hashToken(token))
  if (!review) return
  await sendMail({
    to: review.email,
    subject: 'You are asked to read a draft',
    text: [
      `You are asked to read the draft of an evaluation and to comment on it. Open this link; you need no account:`,
      env().origin + paths.review(token),
      `It is yours alone and works for ${reviewDays} days from the invitation. Please do not pass it on. If you did not expect it, there is nothing to do.`,
    ].join('\n\n'),
  })
}
