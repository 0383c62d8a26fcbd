import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'
import { withdrawReviewer } from '#db/studies/draft_reviewers.ts'

export const handle = { title: 'Withdraw a reviewer’s invitation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'reviewer.invite')
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const id = foundId(params['id'])
  const { name, draftNo, doneAt, withdrawnAt } = found(row.reviews.find((one) => one.id === id))
  const { slug, no, title, studyTitle, sample } = row
  const isOver = doneAt !== null || withdrawnAt !== null
  return { slug, no, title, studyTitle, sample, name, draftNo, isOver }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'reviewer.invite')
  const { buttonForm } = await import('#app/domain/account.ts')
  const at = { slug: params['slug'] ?? '', no: foundId(params['no']), id: foundId(params['id']) }
  const form = await readForm(request, buttonForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => withdrawReviewer(actor, form.key, at))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.deliverable(at.slug, at.no, { done: 'withdrawn' }))
}

export default function WithdrawReviewer() {
  const { slug, no, title, studyTitle, sample, name, draftNo, isOver } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={{ slug, title: studyTitle, sample }}
      part="deliverables"
      isBelow
      title={`Withdraw the invitation of ${name}`}
      lead={`To read draft ${draftNo} of ${title}.`}
    >
      {isOver ? (
        <Alert tone="info">This invitation has ended already.</Alert>
      ) : (
        <Form method="post">
          {reply?.errors['form'] && <Alert tone="error">{reply.errors['form']}</Alert>}
          <WriteFields />
          <p>The link stops working at once. What was written by it stays.</p>
          <SubmitRow
            label="Withdraw it"
            instead="Back to the deliverable"
            href={paths.deliverable(slug, no)}
          />
        </Form>
      )}
    </StudyFrame>
  )
}
