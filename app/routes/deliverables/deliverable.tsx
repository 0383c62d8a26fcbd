import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import {
  CommentTable,
  DeliverableTag,
  DraftTable,
  ReviewerTable,
} from '#app/components/deliverable.tsx'
import { KeyFigures, KeyValues } from '#app/components/figures.tsx'
import { Alert, Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime, formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { now, today } from '#app/domain/clock.ts'
import { milestoneStateLabels } from '#app/domain/study/milestones.ts'
import {
  type DeliverableMove,
  deliverableKindLabels,
  handInProblem,
  isDeliverableOpen,
  isReviewed,
  reviewStanding,
} from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import { RefusalSummary, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { submitDeliverable } from '#db/studies/deliverable_moves.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'

export const handle = {
  title: ({ deliverable }: { deliverable: { title: string } }) => deliverable.title,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const { submitterId, reviews, submittedAt, decidedAt, checkedAt, releasedAt, ...deliverable } =
    row
  const { comments, drafts, state, kind } = deliverable
  const newest = drafts[0]?.no ?? 0
  const soFar = {
    reviewsDone: reviews.filter(({ doneAt }) => doneAt !== null).length,
    unanswered: comments.filter(({ answer }) => answer === null).length,
    owed: comments.filter(({ answer, draftNo }) => answer === 'agreed' && draftNo === newest)
      .length,
  }
  const isOpen = (move: DeliverableMove) => isDeliverableOpen(move, state)
  const mayHandIn = may(actor.role, 'draft.answer') && isOpen('submit')
  const at = now()
  return {
    deliverable,
    day: today(),
    readsDrafts: may(actor.role, 'draft.read'),
    reviews: reviews.map(({ openedAt, withdrawnAt, ...review }) => ({
      ...review,
      standing: reviewStanding(
        {
          expiresAt: new Date(review.expiresAt),
          openedAt: openedAt === null ? null : new Date(openedAt),
          doneAt: review.doneAt === null ? null : new Date(review.doneAt),
          withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
        },
        at,
      ),
    })),
    unanswered: soFar.unanswered,
    when: {
      submitted: submittedAt && formatDateTime(submittedAt),
      decided: decidedAt && formatDateTime(decidedAt),
      checked: checkedAt && formatDateTime(checkedAt),
      released: releasedAt && formatDateTime(releasedAt),
    },
    moves: {
      draft: may(actor.role, 'draft.write') && isOpen('draft'),
      invite: may(actor.role, 'reviewer.invite') && isOpen('invite'),
      answer: may(actor.role, 'draft.answer'),
      handIn: mayHandIn,
      problem: mayHandIn ? handInProblem(kind, soFar) : null,
      decide:
        may(actor.role, 'deliverable.decide') && isOpen('accept') && submitterId !== actor.personId,
      check: may(actor.role, 'deliverable.decide') && isOpen('check'),
      release: may(actor.role, 'deliverable.decide') && isOpen('release'),
    },
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'draft.answer')
  const { buttonForm } = await import('#app/domain/account.ts')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const form = await readForm(request, buttonForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    submitDeliverable(actor, form.key, { slug, no, version: form.version }),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.deliverable(slug, no, { done: 'submitted' }))
}

const outcomes: Record<string, { says: string; next: string }> = {
  planned: {
    says: 'The deliverable is planned.',
    next: 'The study’s team is told, and finds it on Today from thirty days before it is due. Its first draft comes next.',
  },
  drafted: {
    says: 'The draft is kept. It does not change any more; what changes is the next draft.',
    next: 'Invite somebody outside to read it, or hand it in once its comments are answered.',
  },
  invited: {
    says: 'The invitation is on its way.',
    next: 'The reviewer gets a link of their own by mail, reads this draft without an account, and comments until they say they are done. You and the evaluation officers are told then.',
  },
  withdrawn: {
    says: 'The invitation is withdrawn, and its link does not work any more.',
    next: 'What the reviewer wrote so far stays.',
  },
  answered: {
    says: 'Your answer is kept beside the comment.',
    next: 'What you agreed to is due in the next draft.',
  },
  submitted: {
    says: 'The deliverable is handed in.',
    next: 'The evaluation officers are told. One of them accepts it or returns it with words; until then it does not change.',
  },
  accepted: {
    says: 'The deliverable is accepted.',
    next: 'The study’s team is told. Its accessibility is checked next (Section 508), and then it is released.',
  },
  returned: {
    says: 'The deliverable is returned.',
    next: 'The study’s team is told, reads your words and adds a revised draft.',
  },
  checked: {
    says: 'The check is recorded.',
    next: 'Release it as soon as it stands at a public address.',
  },
  released: {
    says: 'The deliverable is released.',
    next: 'The study’s team and the directors are told. Submit it as evidence of its milestone, so that the plan moves on.',
  },
}

export default function DeliverablePage() {
  const loaded = useLoaderData<typeof loader>()
  const { deliverable, day, readsDrafts, reviews, moves, unanswered, done } = loaded
  const reply = useActionData<typeof action>()
  const { slug, no, version, drafts, comments } = deliverable
  const study = { slug, title: deliverable.studyTitle, sample: deliverable.sample }
  const outcome = done === null ? undefined : outcomes[done]
  return (
    <StudyFrame
      study={study}
      part="deliverables"
      isBelow
      title={deliverable.title}
      lead={deliverableKindLabels[deliverable.kind]}
      actions={
        <>
          {moves.decide && (
            <ButtonLink href={paths.deliverableDecision(slug, no)}>Accept or return</ButtonLink>
          )}
          {moves.check && (
            <ButtonLink href={paths.deliverableRelease(slug, no)}>Record the 508 check</ButtonLink>
          )}
          {moves.release && (
            <ButtonLink href={paths.deliverableRelease(slug, no)}>Release it</ButtonLink>
          )}
          {moves.draft && (
            <ButtonLink
              look={drafts.length === 0 ? 'primary' : 'outline'}
              href={paths.newDraft(slug, no)}
            >
              Add a draft
            </ButtonLink>
          )}
          {moves.invite && (
            <ButtonLink look="outline" href={paths.newReviewer(slug, no)}>
              Invite a reviewer
            </ButtonLink>
          )}
        </>
      }
    >
      <RefusalSummary reply={reply} />
      {outcome && (
        <Done says={outcome.says}>
          <p>{outcome.next}</p>
        </Done>
      )}
      {deliverable.decisionWords && (
        <Alert
          tone={deliverable.state === 'revised' ? 'warning' : 'success'}
          title={deliverable.state === 'revised' ? 'Returned' : 'Accepted'}
        >
          {deliverable.decisionWords} {deliverable.decidedBy}, {loaded.when.decided}.
        </Alert>
      )}
      <KeyFigures
        figures={[
          { label: 'State', value: <DeliverableTag state={deliverable.state} /> },
          { label: 'Due', value: formatDue(deliverable.dueOn, day) },
          ...(readsDrafts
            ? [
                {
                  label: 'Reviewers done',
                  value: `${reviews.filter(({ standing }) => standing === 'done').length} of ${reviews.filter(({ standing }) => standing !== 'withdrawn').length}`,
                },
                { label: 'Comments to answer', value: `${unanswered} of ${comments.length}` },
              ]
            : []),
        ]}
      />
      {moves.handIn && (
        <Section id="hand-in" title="Hand it in">
          {moves.problem ? (
            <p>{moves.problem}</p>
          ) : (
            <Form method="post">
              <WriteFields version={version} />
              <p>
                Draft {drafts[0]?.no} goes to the evaluation officers with the comments and your
                answers. Whoever hands it in does not accept it.
              </p>
              <ButtonRow>
                <Button>Hand it in</Button>
              </ButtonRow>
            </Form>
          )}
        </Section>
      )}
      {readsDrafts ? (
        <Inside />
      ) : (
        <p className="section__note">
          Drafts, and what reviewers say of them, are the study’s and its evaluation officers’. What
          is released anybody reads.
        </p>
      )}
      <Section id="steps" title="On its way">
        <KeyValues facts={stepsOf(loaded)} />
      </Section>
      {deliverable.milestones.length > 0 && (
        <Section id="milestones" title="Its milestones in the study’s plan">
          <ul>
            {deliverable.milestones.map(({ code, name, state, forecastOn, actualOn }) => (
              <li key={code}>
                <a href={paths.milestone(slug, code)}>{name}</a>:{' '}
                {actualOn
                  ? `done ${formatShortDate(actualOn)}`
                  : forecastOn
                    ? `${milestoneStateLabels[state].toLowerCase()}, forecast ${formatShortDate(forecastOn)}`
                    : milestoneStateLabels[state].toLowerCase()}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </StudyFrame>
  )

  function Inside() {
    return (
      <>
        <Section id="comments" title="What reviewers say">
          {comments.length === 0 ? (
            <EmptyState title="No comment yet">
              {isReviewed(deliverable.kind)
                ? 'A report of a study is read by its technical working group or by independent peers before it is handed in.'
                : 'This kind of deliverable may be handed in without a review.'}
            </EmptyState>
          ) : (
            <CommentTable at={{ slug, no }} comments={comments} mayAnswer={moves.answer} />
          )}
        </Section>
        {reviews.length > 0 && (
          <Section id="reviewers" title="Reviewers">
            <ReviewerTable at={{ slug, no }} reviews={reviews} mayInvite={moves.invite} />
          </Section>
        )}
        <Section id="drafts" title="Drafts">
          {drafts.length === 0 ? (
            <EmptyState title="No draft yet">
              The team adds a draft as a file. Each is kept as it was, under its hash.
            </EmptyState>
          ) : (
            <DraftTable at={{ slug, no }} drafts={drafts} />
          )}
        </Section>
      </>
    )
  }
}

function stepsOf({ deliverable, when }: ReturnType<typeof useLoaderData<typeof loader>>) {
  const by = (who: string | null, at: string | null) => (who && at ? `${who}, ${at}` : 'Not yet')
  return [
    { label: 'Planned', value: deliverable.plannedBy },
    { label: 'Handed in', value: by(deliverable.submittedBy, when.submitted) },
    {
      label: 'Accepted',
      value: ['accepted', 'checked', 'released'].includes(deliverable.state)
        ? by(deliverable.decidedBy, when.decided)
        : 'Not yet',
    },
    {
      label: '508 check',
      value: deliverable.checkWords
        ? `${deliverable.checkWords} ${by(deliverable.checkedBy, when.checked)}`
        : 'Not yet',
    },
    {
      label: 'Released',
      value: deliverable.publicUrl ? (
        <>
          <a href={deliverable.publicUrl} rel="noreferrer">
            {deliverable.publicUrl}
          </a>
          , {by(deliverable.releasedBy, when.released)}
        </>
      ) : (
        'Not yet'
      ),
    },
  ]
}
