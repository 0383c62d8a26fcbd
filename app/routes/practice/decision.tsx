import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ApprovalForm } from '#app/components/approval_form.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { PracticeBody } from '#app/components/practice_note.tsx'
import { practiceRefusal } from '#app/domain/evidence/practice.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findNote } from '#db/evidence/practice.ts'
import { decideNote } from '#db/evidence/practice_moves.ts'

export const handle = { title: 'Approve or return a practice note' }

const schema = async () =>
  (await import('#app/domain/evidence/practice_forms.ts')).practiceDecisionForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'practice.approve')
  const actor = await requireActor(request, 'practice.read')
  const note = found(await findNote(actor, foundId(params['id'])))
  const closed = practiceRefusal('approve', note.state)
  if (closed) throw conflict(closed)
  return { note }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'practice.approve')
  const id = foundId(params['id'])
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    decideNote(actor, form.key, { id, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  const outcome = form.data.decision === 'approve' ? 'approved' : 'returned'
  throw redirect(paths.practiceNote(id, { done: outcome }))
}

export default function DecidePracticeNote() {
  const { note } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Practice notes', href: paths.practiceNotes() },
        { label: note.title, href: paths.practiceNote(note.id) },
      ]}
      title="Approve or return a practice note"
      lead={`${note.title}, by ${note.draftedBy}.`}
    >
      <Section id="note" title="The note">
        <PracticeBody note={note} opens />
      </Section>
      <ApprovalForm
        schema={schema}
        reply={reply}
        version={note.version}
        choices={[
          {
            value: 'approve',
            label: 'Approve it',
            hint: 'It does not change any more, and officers may send it.',
          },
          { value: 'return', label: 'Return it' },
        ]}
        hint="What you held it against, or what has to change."
        instead="Back to the note"
        href={paths.practiceNote(note.id)}
      />
    </Page>
  )
}
