import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ApprovalForm } from '#app/components/approval_form.tsx'
import { CommentTable, DraftTable } from '#app/components/deliverable.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { deliverableRefusal } from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { decideDeliverable } from '#db/studies/deliverable_moves.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'

export const handle = { title: 'Accept or return a deliverable' }

const schema = async () =>
  (await import('#app/domain/study/deliverable_forms.ts')).deliverableDecisionForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'deliverable.decide')
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const closed = deliverableRefusal('accept', row.state)
  if (closed) throw conflict(closed)
  const { slug, no, title, studyTitle, sample, version, drafts, comments, submittedBy } = row
  return { slug, no, title, studyTitle, sample, version, drafts, comments, submittedBy }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'deliverable.decide')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    decideDeliverable(actor, form.key, { slug, no, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  const outcome = form.data.decision === 'accept' ? 'accepted' : 'returned'
  throw redirect(paths.deliverable(slug, no, { done: outcome }))
}

export default function DecideDeliverable() {
  const { slug, no, title, studyTitle, sample, version, drafts, comments, submittedBy } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={{ slug, title: studyTitle, sample }}
      part="deliverables"
      isBelow
      title="Accept or return a deliverable"
      lead={`${title}, handed in by ${submittedBy ?? 'the team'}.`}
    >
      <ApprovalForm
        schema={schema}
        reply={reply}
        version={version}
        choices={[
          {
            value: 'accept',
            label: 'Accept it',
            hint: 'Its drafts are closed from then on.',
          },
          { value: 'return', label: 'Return it to the team' },
        ]}
        instead="Back to the deliverable"
        href={paths.deliverable(slug, no)}
      />
      <Section id="drafts" title="Drafts, the newest first">
        <DraftTable at={{ slug, no }} drafts={drafts} />
      </Section>
      {comments.length > 0 && (
        <Section id="comments" title="What reviewers said, and the answers">
          <CommentTable at={{ slug, no }} comments={comments} mayAnswer={false} />
        </Section>
      )}
    </StudyFrame>
  )
}
