import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Alert, Done } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { PracticeBody, PracticeTag } from '#app/components/practice_note.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import {
  isPracticeOpen,
  kinshipWords,
  practiceAnswerLabels,
} from '#app/domain/evidence/practice.ts'
import { readForm } from '#app/form.server.ts'
import { RefusalSummary, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findNote, listSends } from '#db/evidence/practice.ts'
import { submitNote } from '#db/evidence/practice_moves.ts'

export const handle = { title: ({ note }: { note: { title: string } }) => note.title }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'practice.read')
  const row = found(await findNote(actor, foundId(params['id'])))
  const { drafterId, decidedAt, ...note } = row
  const isOwn = drafterId === actor.personId
  const sends = await listSends(actor, note.id)
  return {
    note: { ...note, decidedAt: decidedAt && formatDateTime(decidedAt) },
    sends: sends.map(({ sentAt, ...send }) => ({ ...send, sentAt: formatDateTime(sentAt) })),
    opens: may(actor.role, 'finding.read'),
    moves: {
      edit: isOwn && isPracticeOpen('edit', note.state),
      submit: isOwn && isPracticeOpen('submit', note.state),
      decide:
        may(actor.role, 'practice.approve') && !isOwn && isPracticeOpen('approve', note.state),
      send: may(actor.role, 'practice.send') && note.state === 'approved',
    },
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'practice.draft')
  const { buttonForm } = await import('#app/domain/account.ts')
  const id = foundId(params['id'])
  const form = await readForm(request, buttonForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => submitNote(actor, form.key, { id, version: form.version }))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.practiceNote(id, { done: 'submitted' }))
}

const outcomes: Record<string, { says: string; next: string }> = {
  saved: {
    says: 'The draft is saved.',
    next: 'Only you read it. Hand it over when it is ready to be approved.',
  },
  submitted: {
    says: 'The note is handed over.',
    next: 'The evaluation officers and the director are told. One of them approves it or returns it with words.',
  },
  approved: {
    says: 'The note is approved.',
    next: 'Whoever drafted it is told. Officers can send it to awards of their caseload that are alike; unless it rests on a sample, anybody reads it in the library.',
  },
  returned: {
    says: 'The note is returned.',
    next: 'Whoever drafted it is told, reads your words, and may change it and hand it over again.',
  },
  sent: {
    says: 'The note is sent.',
    next: 'The certifying official and the preparers of each award are told. Whether it is of use to them stands below as they say so.',
  },
}

export default function PracticeNotePage() {
  const { note, sends, opens, moves, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const outcome = done === null ? undefined : outcomes[done]
  return (
    <Page
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Practice notes', href: paths.practiceNotes() },
      ]}
      kicker={
        <>
          Practice note by {note.draftedBy} <PracticeTag state={note.state} />{' '}
          {note.sample && <SampleBadge />}
        </>
      }
      title={note.title}
      actions={
        <>
          {moves.decide && (
            <ButtonLink href={paths.practiceDecision(note.id)}>Approve or return</ButtonLink>
          )}
          {moves.send && (
            <ButtonLink href={paths.practiceSending(note.id)}>Send to awards alike</ButtonLink>
          )}
          {moves.edit && (
            <ButtonLink look="outline" href={paths.practiceEdit(note.id)}>
              Change it
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
      {note.decisionWords && (
        <Alert
          tone={note.state === 'approved' ? 'success' : 'warning'}
          title={note.state === 'approved' ? 'Approved' : 'Returned'}
        >
          {note.decisionWords} {note.decidedBy}, {note.decidedAt}.
        </Alert>
      )}
      <PracticeBody note={note} opens={opens} />
      {moves.submit && (
        <Section id="next" title="Ready to be approved?">
          <Form method="post">
            <WriteFields version={note.version} />
            <p>Whoever drafts a note never approves it.</p>
            <ButtonRow>
              <Button>Hand it over for approval</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
      {note.state === 'approved' && (
        <Section id="sent" title="Sent to">
          {sends.length === 0 ? (
            <p>
              Nobody yet, among the awards that you see. A program officer sends it to awards of the
              own caseload.
            </p>
          ) : (
            <DataTable id="sends" caption="Awards it was sent to" captionHidden>
              <thead>
                <tr>
                  <HeaderCell>Award</HeaderCell>
                  <HeaderCell>Why</HeaderCell>
                  <HeaderCell>Sent</HeaderCell>
                  <HeaderCell>What the grantee says</HeaderCell>
                </tr>
              </thead>
              <tbody>
                {sends.map((send) => (
                  <tr key={send.id}>
                    <th scope="row" className="wrap">
                      <a href={paths.awardPractice(send.number)}>{awardName(send)}</a>
                      <span className="sub">{send.number}</span>
                    </th>
                    <td className="wrap">{kinshipWords(send.alike)}</td>
                    <td className="wrap">
                      {send.sentBy}
                      <span className="sub">{send.sentAt}</span>
                    </td>
                    <td className="wrap">
                      {send.answer ? (
                        <>
                          <strong>{practiceAnswerLabels[send.answer]}.</strong> {send.answerWords}
                        </>
                      ) : (
                        'Nothing yet'
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </DataTable>
          )}
        </Section>
      )}
    </Page>
  )
}
