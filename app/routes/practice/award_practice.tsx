import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { PracticeBody } from '#app/components/practice_note.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { kinshipWords, practiceAnswerLabels } from '#app/domain/evidence/practice.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAwardPractice } from '#db/evidence/practice.ts'

export const handle = { title: 'Practice notes' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'sent_practice.read')
  const { sends, ...award } = found(await findAwardPractice(actor, params['number'] ?? ''))
  return {
    award,
    mayDraft: may(actor.role, 'practice.draft'),
    mayAnswer: may(actor.role, 'practice.answer'),
    isGrantee: actor.organizationKind === 'grantee',
    sends: sends.map(({ sentAt, answeredAt, ...send }) => ({
      ...send,
      sentAt: formatDateTime(sentAt),
      answeredAt: answeredAt && formatDateTime(answeredAt),
    })),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function AwardPractice() {
  const { award, mayDraft, mayAnswer, isGrantee, sends, done } = useLoaderData<typeof loader>()
  return (
    <AwardFrame
      award={award}
      title="Practice notes"
      lead="What worked at awards alike, as the program officer sent it."
      actions={
        mayDraft && (
          <ButtonLink look="outline" href={paths.newPracticeNote()}>
            Draft a practice note
          </ButtonLink>
        )
      }
    >
      {done === 'answered' && (
        <Alert tone="success">
          Your answer is kept, and the program officer is told. Nothing more is asked of you.
        </Alert>
      )}
      {sends.length === 0 ? (
        <EmptyState title="No note was sent for this award yet">
          {isGrantee
            ? 'Your program officer sends what worked elsewhere where your award is alike. '
            : 'An approved note is sent from its own page. '}
          <a href={paths.practiceLibrary()}>What works in practice</a>
        </EmptyState>
      ) : (
        sends.map((send) => (
          <Section
            key={send.sendId}
            id={`note-${send.sendId}`}
            title={
              <>
                {send.title} {send.sample && <SampleBadge />}
              </>
            }
            aside={
              mayAnswer && send.answer === null ? (
                <a href={paths.awardPracticeNote(award.number, send.sendId)}>
                  Say whether it is of use
                </a>
              ) : undefined
            }
          >
            <p>
              Sent by {send.sentBy}, {send.sentAt}, because this award{' '}
              {kinshipWords(send.alike).toLowerCase()}.
            </p>
            <PracticeBody note={send} opens={false} />
            <p>
              {send.answer ? (
                <>
                  <strong>{practiceAnswerLabels[send.answer]}.</strong> {send.answerWords}{' '}
                  {send.answeredBy}, {send.answeredAt}.
                </>
              ) : (
                'The grantee has not said yet whether it is of use.'
              )}
            </p>
          </Section>
        ))
      )}
    </AwardFrame>
  )
}
