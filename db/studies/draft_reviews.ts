import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { SystemPermitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  type CommentKind,
  isDeliverableOpen,
  mostComments,
} from '#app/domain/study/deliverables.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'

/** Makes the link with this hash the invitation's only one; null when it is no longer open. */
export async function openReview(id: number, tokenHash: string) {
  const review = await db
    .updateTable('deliverableReviews')
    .set({ tokenHash })
    .where('id', '=', id)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', now())
    .returning(['email', 'name'])
    .executeTakeFirst()
  return review ?? null
}

/** What a mailed link opens: the one draft, and what its reader wrote; null once it has run out. */
export async function findReviewByToken(tokenHash: string) {
  const review = await open(tokenHash)
    .innerJoin('people', 'people.id', 'deliverableReviews.invitedBy')
    .innerJoin('organizations', 'organizations.id', 'studies.organizationId')
    .select((eb) => [
      'deliverableReviews.body',
      'deliverableReviews.name as reviewer',
      'deliverableReviews.words',
      'deliverableReviews.expiresAt',
      'deliverableReviews.doneAt',
      'deliverableDrafts.name as file',
      'deliverableDrafts.size',
      'studyDeliverables.title',
      'studyDeliverables.kind',
      'studies.title as study',
      'studies.sample',
      'people.name as invitedBy',
      'organizations.name as firm',
      jsonArrayFrom(
        eb
          .selectFrom('deliverableComments')
          .whereRef('deliverableComments.reviewId', '=', 'deliverableReviews.id')
          .select([
            'deliverableComments.no',
            'deliverableComments.place',
            'deliverableComments.kind',
            'deliverableComments.words',
            'deliverableComments.writtenAt',
          ])
          .orderBy('deliverableComments.no'),
      ).as('comments'),
    ])
    .executeTakeFirst()
  return review ?? null
}

/** The file a link opens, and that it was opened. */
export async function readDraftByToken(
  reviewer: SystemPermitted<'draft.review'>,
  tokenHash: string,
) {
  return db.transaction().execute(async (trx) => {
    const review = await open(tokenHash, trx)
      .select(['deliverableDrafts.name', 'deliverableDrafts.kind', 'deliverableDrafts.sha256'])
      .forUpdate('deliverableReviews')
      .executeTakeFirst()
    if (!review) return null
    if (review.openedAt === null) {
      await trx
        .updateTable('deliverableReviews')
        .set({ openedAt: now() })
        .where('id', '=', review.id)
        .execute()
      await tell(trx, reviewer, 'deliverable.draft_read', review)
    }
    const { name, kind, sha256 } = review
    return { name, kind, sha256 }
  })
}

/** A comment of whoever holds the link; the same form sent again is stored once. Null: the link has run out. */
export async function commentOnDraft(
  reviewer: SystemPermitted<'draft.review'>,
  tokenHash: string,
  key: string,
  comment: { kind: CommentKind; place: string; words: string },
): Promise<{ no: number } | null> {
  return db.transaction().execute(async (trx) => {
    const review = await takeReview(trx, tokenHash)
    if (!review) return null
    const known = await trx
      .selectFrom('deliverableComments')
      .where('reviewId', '=', review.id)
      .select(['no', 'key'])
      .execute()
    const again = known.find((one) => one.key === key)
    if (again) return { no: again.no }
    mustBeReading(review)
    if (known.length >= mostComments) {
      throw new Refusal({ form: `You wrote ${mostComments} comments. Put the rest into a file.` })
    }
    const { no } = await trx
      .insertInto('deliverableComments')
      .values((eb) => ({
        ...comment,
        deliverableId: review.deliverableId,
        draftNo: review.draftNo,
        reviewId: review.id,
        no: eb
          .selectFrom('deliverableComments as other')
          .where('other.deliverableId', '=', review.deliverableId)
          .select(sql<number>`coalesce(max(other.no), 0) + 1`.as('no')),
        key,
        writtenAt: now(),
      }))
      .returning('no')
      .executeTakeFirstOrThrow()
    await tell(trx, reviewer, 'deliverable.commented', review, { comment: no })
    return { no }
  })
}

/** The reader is done; the link shows what was written until it runs out. */
export async function finishReview(
  reviewer: SystemPermitted<'draft.review'>,
  tokenHash: string,
): Promise<{ done: true } | null> {
  return db.transaction().execute(async (trx) => {
    const review = await takeReview(trx, tokenHash)
    if (!review) return null
    if (review.doneAt === null) {
      await trx
        .updateTable('deliverableReviews')
        .set({ doneAt: now() })
        .where('id', '=', review.id)
        .execute()
      await tell(trx, reviewer, 'deliverable.review_done', review)
    }
    return { done: true }
  })
}

type Open = NonNullable<Awaited<ReturnType<typeof takeReview>>>

async function takeReview(trx: Trx, tokenHash: string) {
  return open(tokenHash, trx)
    .forUpdate(['deliverableReviews', 'studyDeliverables'])
    .executeTakeFirst()
}

function mustBeReading({ doneAt, reviewer, state }: Open): void {
  if (doneAt === null && isDeliverableOpen('draft', state)) return
  if (doneAt === null) {
    throw new Conflict('This draft was handed in meanwhile, so no comment is added any more.')
  }
  throw new Conflict('You said that you are done, so no comment is added any more.', {
    who: reviewer,
    at: doneAt.toISOString(),
  })
}

/** An invitation that is neither withdrawn nor past its time, by the hash of its link. */
function open(tokenHash: string, on: Trx | typeof db = db) {
  return on
    .selectFrom('deliverableReviews')
    .innerJoin('deliverableDrafts', (join) =>
      join
        .onRef('deliverableDrafts.deliverableId', '=', 'deliverableReviews.deliverableId')
        .onRef('deliverableDrafts.no', '=', 'deliverableReviews.draftNo'),
    )
    .innerJoin('studyDeliverables', 'studyDeliverables.id', 'deliverableReviews.deliverableId')
    .innerJoin('studies', 'studies.id', 'studyDeliverables.studyId')
    .where('deliverableReviews.tokenHash', '=', tokenHash)
    .where('deliverableReviews.withdrawnAt', 'is', null)
    .where('deliverableReviews.expiresAt', '>', now())
    .select([
      'deliverableReviews.id',
      'deliverableReviews.deliverableId',
      'deliverableReviews.draftNo',
      'deliverableReviews.openedAt',
      'deliverableReviews.doneAt',
      'deliverableReviews.name as reviewer',
      'studyDeliverables.no as deliverableNo',
      'studyDeliverables.state',
      'studyDeliverables.studyId',
    ])
}

async function tell(
  trx: Trx,
  reviewer: SystemPermitted<'draft.review'>,
  kind: string,
  review: Pick<Open, 'deliverableNo' | 'draftNo' | 'reviewer' | 'studyId'>,
  more: Record<string, unknown> = {},
): Promise<void> {
  await record(trx, reviewer, {
    kind,
    studyId: review.studyId,
    after: {
      deliverable: review.deliverableNo,
      draft: review.draftNo,
      ...more,
      reviewer: review.reviewer,
    },
  })
}
