import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import { milestonesOfDeliverable } from '#app/domain/study/deliverables.ts'
import { db } from '../index.ts'
import { deliverablesSeenBy, milestonesSeenBy } from '../scope.ts'

/** What a study hands in, by the day it is due. */
export async function listDeliverables(actor: Permitted<'deliverable.read'>, studyId: number) {
  return rows(actor)
    .where('studyDeliverables.studyId', '=', studyId)
    .select([
      sql<number>`(select count(*)::int from deliverable_drafts
        where deliverable_id = study_deliverables.id)`.as('drafts'),
      sql<number>`(select count(*)::int from deliverable_reviews
        where deliverable_id = study_deliverables.id and withdrawn_at is null)`.as('reviews'),
    ])
    .orderBy('studyDeliverables.dueOn')
    .orderBy('studyDeliverables.no')
    .limit(300)
    .execute()
}

export type DeliverableRow = Awaited<ReturnType<typeof listDeliverables>>[number]

/** One deliverable with its drafts, its reviewers and what they said, where the actor reads drafts, and the
 *  milestones that it fulfils. */
export async function findDeliverable(
  actor: Permitted<'deliverable.read'>,
  slug: string,
  no: number,
) {
  const row = await rows(actor)
    .innerJoin('people as planner', 'planner.id', 'studyDeliverables.plannedBy')
    .leftJoin('people as submitter', 'submitter.id', 'studyDeliverables.submittedBy')
    .leftJoin('people as decider', 'decider.id', 'studyDeliverables.decidedBy')
    .leftJoin('people as checker', 'checker.id', 'studyDeliverables.checkedBy')
    .leftJoin('people as releaser', 'releaser.id', 'studyDeliverables.releasedBy')
    .where('studies.slug', '=', slug)
    .where('studyDeliverables.no', '=', no)
    .select((eb) => [
      'planner.name as plannedBy',
      'studyDeliverables.submittedBy as submitterId',
      'submitter.name as submittedBy',
      'studyDeliverables.submittedAt',
      'decider.name as decidedBy',
      'studyDeliverables.decidedAt',
      'studyDeliverables.checkWords',
      'checker.name as checkedBy',
      'studyDeliverables.checkedAt',
      'releaser.name as releasedBy',
      'studyDeliverables.releasedAt',
      'studyDeliverables.version',
      jsonArrayFrom(
        eb
          .selectFrom('deliverableDrafts')
          .innerJoin('people', 'people.id', 'deliverableDrafts.addedBy')
          .whereRef('deliverableDrafts.deliverableId', '=', 'studyDeliverables.id')
          .where(eb.lit(may(actor.role, 'draft.read')))
          .select([
            'deliverableDrafts.no',
            'deliverableDrafts.name',
            'deliverableDrafts.size',
            'deliverableDrafts.sha256',
            'deliverableDrafts.words',
            'deliverableDrafts.addedAt',
            'people.name as addedBy',
          ])
          .orderBy('deliverableDrafts.no', 'desc'),
      ).as('drafts'),
      jsonArrayFrom(
        eb
          .selectFrom('deliverableReviews')
          .innerJoin('people', 'people.id', 'deliverableReviews.invitedBy')
          .whereRef('deliverableReviews.deliverableId', '=', 'studyDeliverables.id')
          .where(eb.lit(may(actor.role, 'draft.read')))
          .select([
            'deliverableReviews.id',
            'deliverableReviews.draftNo',
            'deliverableReviews.body',
            'deliverableReviews.name',
            'deliverableReviews.email',
            'deliverableReviews.invitedAt',
            'deliverableReviews.expiresAt',
            'deliverableReviews.openedAt',
            'deliverableReviews.doneAt',
            'deliverableReviews.withdrawnAt',
            'people.name as invitedBy',
          ])
          .orderBy('deliverableReviews.id'),
      ).as('reviews'),
      jsonArrayFrom(
        eb
          .selectFrom('deliverableComments')
          .innerJoin('deliverableReviews', 'deliverableReviews.id', 'deliverableComments.reviewId')
          .leftJoin('people', 'people.id', 'deliverableComments.answeredBy')
          .whereRef('deliverableComments.deliverableId', '=', 'studyDeliverables.id')
          .where(eb.lit(may(actor.role, 'draft.read')))
          .select([
            'deliverableComments.no',
            'deliverableComments.draftNo',
            'deliverableComments.place',
            'deliverableComments.kind',
            'deliverableComments.words',
            'deliverableComments.writtenAt',
            'deliverableComments.answer',
            'deliverableComments.answerWords',
            'deliverableComments.answeredAt',
            'people.name as answeredBy',
            'deliverableReviews.name as reviewer',
            'deliverableReviews.body',
          ])
          .orderBy('deliverableComments.no'),
      ).as('comments'),
      jsonArrayFrom(
        eb
          .selectFrom('milestones')
          .whereRef('milestones.studyId', '=', 'studyDeliverables.studyId')
          .where('milestones.id', 'in', milestonesSeenBy(actor))
          .where(
            sql<SqlBool>`milestones.code = any (array(select jsonb_array_elements_text(
              ${JSON.stringify(milestonesOfDeliverable)}::jsonb -> study_deliverables.kind)))`,
          )
          .select([
            'milestones.code',
            'milestones.name',
            'milestones.state',
            'milestones.forecastOn',
            'milestones.actualOn',
          ])
          .orderBy('milestones.position'),
      ).as('milestones'),
    ])
    .executeTakeFirst()
  return row ?? null
}

export type Deliverable = NonNullable<Awaited<ReturnType<typeof findDeliverable>>>

/** One draft, for whoever takes its file away. */
export async function findDraftFile(
  actor: Permitted<'draft.read'>,
  at: { slug: string; no: number; draft: number },
) {
  const draft = await db
    .selectFrom('deliverableDrafts')
    .innerJoin('studyDeliverables', 'studyDeliverables.id', 'deliverableDrafts.deliverableId')
    .innerJoin('studies', 'studies.id', 'studyDeliverables.studyId')
    .where('studies.slug', '=', at.slug)
    .where('studyDeliverables.no', '=', at.no)
    .where('deliverableDrafts.no', '=', at.draft)
    .where('studyDeliverables.id', 'in', deliverablesSeenBy(actor))
    .select([
      'deliverableDrafts.name',
      'deliverableDrafts.kind',
      'deliverableDrafts.sha256',
      'deliverableDrafts.no as draft',
      'studyDeliverables.no',
      'studyDeliverables.studyId',
    ])
    .executeTakeFirst()
  return draft ?? null
}

/** Deliverables that may wait for somebody: of the team those due by a day, returned or commented on, of the
 *  evaluation officers those to accept, to check and to release. */
export async function listDeliverablesOnDesk(actor: Permitted<'session.use'>, until: string) {
  const open = rows(actor as Permitted<'session.use'> & Permitted<'deliverable.read'>)
    .select(
      sql<number>`(select count(*)::int from deliverable_comments comments
        where comments.deliverable_id = study_deliverables.id and comments.answer is null)`.as(
        'unanswered',
      ),
    )
    .orderBy('studyDeliverables.dueOn')
    .orderBy('studyDeliverables.id')
    .limit(60)
  if (may(actor.role, 'deliverable.decide')) {
    return open
      .where('studyDeliverables.state', 'in', ['submitted', 'accepted', 'checked'])
      .execute()
  }
  if (!may(actor.role, 'draft.write')) return []
  return open
    .where('studyDeliverables.state', 'in', ['planned', 'drafted', 'in_review', 'revised'])
    .where((eb) =>
      eb.or([
        eb('studyDeliverables.dueOn', '<=', until),
        eb('studyDeliverables.decisionWords', 'is not', null),
        sql<SqlBool>`exists (select from deliverable_comments comments
          where comments.deliverable_id = study_deliverables.id and comments.answer is null)`,
      ]),
    )
    .execute()
}

function rows(actor: Permitted<'deliverable.read'>) {
  return db
    .selectFrom('studyDeliverables')
    .innerJoin('studies', 'studies.id', 'studyDeliverables.studyId')
    .where('studyDeliverables.id', 'in', deliverablesSeenBy(actor))
    .select([
      'studyDeliverables.no',
      'studyDeliverables.kind',
      'studyDeliverables.title',
      'studyDeliverables.dueOn',
      'studyDeliverables.state',
      'studyDeliverables.decisionWords',
      'studyDeliverables.publicUrl',
      'studies.slug',
      'studies.title as studyTitle',
      'studies.sample',
    ])
}
