import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  type CommentAnswer,
  type ReviewBody,
  deliverableMoves,
  reviewDays,
} from '#app/domain/study/deliverables.ts'
import { record } from '../events.ts'
import { enqueue } from '../jobs.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { mustBeOpen, move, takeDeliverable } from './deliverable_moves.ts'

/** Asks somebody outside to read the newest draft, by mail; the job that sends it makes the link. */
export async function inviteReviewer(
  actor: Permitted<'reviewer.invite'>,
  key: WriteKey,
  at: { slug: string; no: number },
  form: { body: ReviewBody; name: string; email: string; words: string | null },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    if (!taken) return null
    mustBeOpen(taken, 'invite')
    const { draft } = await trx
      .selectFrom('deliverableDrafts')
      .where('deliverableId', '=', taken.id)
      .select((eb) => eb.fn.max('no').as('draft'))
      .executeTakeFirstOrThrow()
    const open = await trx
      .selectFrom('deliverableReviews')
      .where('deliverableId', '=', taken.id)
      .where('draftNo', '=', draft)
      .where('email', '=', form.email)
      .where('withdrawnAt', 'is', null)
      .where((eb) => eb.or([eb('expiresAt', '>', now()), eb('doneAt', 'is not', null)]))
      .select('id')
      .executeTakeFirst()
    if (open) throw new Refusal({ email: 'This address was invited to read this draft already.' })
    const expiresAt = new Date(now().getTime() + reviewDays * 86_400_000)
    const { id } = await trx
      .insertInto('deliverableReviews')
      .values({
        ...form,
        deliverableId: taken.id,
        draftNo: draft,
        invitedBy: actor.personId,
        invitedAt: now(),
        expiresAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await move(trx, taken.id, { state: deliverableMoves.invite.to })
    await record(trx, actor, {
      kind: 'deliverable.reviewer_invited',
      studyId: taken.studyId,
      after: { deliverable: at.no, draft, reviewId: id, reviewer: form.name },
    })
    await enqueue(trx, 'send_review_invitation', { reviewId: id }, `review ${id}`)
    return { id, no: at.no }
  })
}

/** Ends a link before its time. What its reader wrote stays. */
export async function withdrawReviewer(
  actor: Permitted<'reviewer.invite'>,
  key: WriteKey,
  at: { slug: string; no: number; id: number },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    const review =
      taken &&
      (await trx
        .selectFrom('deliverableReviews')
        .where('id', '=', at.id)
        .where('deliverableId', '=', taken.id)
        .select(['name', 'draftNo', 'doneAt', 'withdrawnAt'])
        .forUpdate()
        .executeTakeFirst())
    if (!review) return null
    const ended = review.withdrawnAt ?? review.doneAt
    if (ended) {
      throw new Conflict(
        review.withdrawnAt
          ? 'This invitation was withdrawn already.'
          : 'This reviewer is done already.',
        { who: review.doneAt ? review.name : null, at: ended.toISOString() },
      )
    }
    await trx
      .updateTable('deliverableReviews')
      .set({ withdrawnAt: now(), withdrawnBy: actor.personId, tokenHash: null })
      .where('id', '=', at.id)
      .execute()
    await record(trx, actor, {
      kind: 'deliverable.reviewer_withdrawn',
      studyId: taken.studyId,
      after: {
        deliverable: at.no,
        draft: review.draftNo,
        reviewId: at.id,
        reviewer: review.name,
      },
    })
    return { no: at.no }
  })
}

/** What the lead makes of a comment; once. */
export async function answerComment(
  actor: Permitted<'draft.answer'>,
  key: WriteKey,
  at: { slug: string; no: number; comment: number },
  { answer, words }: { answer: CommentAnswer; words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    const comment =
      taken &&
      (await trx
        .selectFrom('deliverableComments')
        .leftJoin('people', 'people.id', 'deliverableComments.answeredBy')
        .where('deliverableId', '=', taken.id)
        .where('no', '=', at.comment)
        .select(['deliverableComments.id', 'answer', 'answeredAt', 'people.name'])
        .executeTakeFirst())
    if (!comment) return null
    if (comment.answer) {
      throw new Conflict('This comment is answered already.', {
        who: comment.name,
        at: comment.answeredAt?.toISOString() ?? null,
      })
    }
    await trx
      .updateTable('deliverableComments')
      .set({
        answer,
        answerWords: words,
        answeredBy: actor.personId,
        answeredAt: now(),
      })
      .where('id', '=', comment.id)
      .execute()
    await record(trx, actor, {
      kind: 'deliverable.answered',
      studyId: taken.studyId,
      after: { deliverable: at.no, comment: at.comment, answer },
    })
    return { no: at.no }
  })
}
