import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea, TextField } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import {
  deliverableRefusal,
  reviewBodies,
  reviewBodyLabels,
  reviewDays,
} from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'
import { inviteReviewer } from '#db/studies/draft_reviewers.ts'

export const handle = { title: 'Invite a reviewer' }

const schema = async () => (await import('#app/domain/study/deliverable_forms.ts')).reviewerForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'reviewer.invite')
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const closed = deliverableRefusal('invite', row.state)
  if (closed) throw conflict(closed)
  const { slug, no, title, studyTitle, sample, drafts } = row
  return { slug, no, title, studyTitle, sample, draft: drafts[0]?.no ?? 0 }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'reviewer.invite')
  const at = { slug: params['slug'] ?? '', no: foundId(params['no']) }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => inviteReviewer(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.deliverable(at.slug, at.no, { done: 'invited' }))
}

export default function InviteReviewer() {
  const { slug, no, title, studyTitle, sample, draft } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={{ slug, title: studyTitle, sample }}
      part="deliverables"
      isBelow
      title="Invite a reviewer"
      lead={`To draft ${draft} of ${title}, and to nothing else. The link works for ${reviewDays} days and can be withdrawn.`}
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <Radios
                {...field('body')}
                legend="For whom the reviewer reads"
                choices={reviewBodies.map((value) => ({
                  value,
                  label: reviewBodyLabels[value],
                  hint:
                    value === 'peer' ? 'Somebody with no part in the study or its sites.' : null,
                }))}
              />
              <TextField {...field('name')} label="Name" autoComplete="off" />
              <TextField
                {...field('email')}
                type="email"
                label="E-mail address"
                hint="The link goes there and is theirs alone."
                autoComplete="off"
              />
              <TextArea
                {...field('words')}
                label="What to look at"
                hint="Questions you want answered, chapters that matter most."
                rows={4}
                optional
              />
              <SubmitRow
                label="Send the invitation"
                instead="Back to the deliverable"
                href={paths.deliverable(slug, no)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
