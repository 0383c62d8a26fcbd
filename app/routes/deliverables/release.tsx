import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea, TextField } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { deliverableRefusal, isDeliverableOpen } from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { checkDeliverable, releaseDeliverable } from '#db/studies/deliverable_moves.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ isChecked }: Loaded) => (isChecked ? 'Release a deliverable' : 'Record the 508 check'),
}

const checkSchema = async () =>
  (await import('#app/domain/study/deliverable_forms.ts')).accessibilityForm
const releaseSchema = async () =>
  (await import('#app/domain/study/deliverable_forms.ts')).releaseForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'deliverable.decide')
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const isChecked = isDeliverableOpen('release', row.state)
  const closed = isChecked ? null : deliverableRefusal('check', row.state)
  if (closed) throw conflict(closed)
  const { slug, no, title, studyTitle, sample, version } = row
  return { slug, no, title, studyTitle, sample, version, isChecked }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'deliverable.decide')
  const reader = await requireActor(request, 'deliverable.read')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const { state } = found(await findDeliverable(reader, slug, no))
  if (isDeliverableOpen('release', state)) {
    const form = await readForm(request, await releaseSchema())
    if (!form.ok) return refused(form)
    const at = { slug, no, version: form.version }
    const done = await attempt(form, () => releaseDeliverable(actor, form.key, at, form.data))
    if (!done.ok) return done.reply
    found(done.result)
    throw redirect(paths.deliverable(slug, no, { done: 'released' }))
  }
  const form = await readForm(request, await checkSchema())
  if (!form.ok) return refused(form)
  const at = { slug, no, version: form.version }
  const done = await attempt(form, () => checkDeliverable(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.deliverable(slug, no, { done: 'checked' }))
}

export default function ReleaseDeliverable() {
  const { slug, no, title, studyTitle, sample, version, isChecked } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const back = { instead: 'Back to the deliverable', href: paths.deliverable(slug, no) }
  return (
    <StudyFrame
      study={{ slug, title: studyTitle, sample }}
      part="deliverables"
      isBelow
      title={isChecked ? 'Release a deliverable' : 'Record the 508 check'}
      lead={title}
    >
      <div className="narrow">
        {isChecked ? (
          <SchemaForm schema={releaseSchema} reply={reply} version={version}>
            {(field) => (
              <>
                <TextField
                  {...field('publicUrl')}
                  label="Public address"
                  hint="Where anybody reads it, such as the page of the evaluation office. It begins with https://"
                />
                <SubmitRow label="Release it" {...back} />
              </>
            )}
          </SchemaForm>
        ) : (
          <SchemaForm schema={checkSchema} reply={reply} version={version}>
            {(field) => (
              <>
                <TextArea
                  {...field('words')}
                  label="What was checked"
                  hint="The conformance record: by whom, with what, and what was mended (Section 508, 36 CFR part 1194)."
                  rows={4}
                />
                <SubmitRow label="Record the check" {...back} />
              </>
            )}
          </SchemaForm>
        )}
      </div>
    </StudyFrame>
  )
}
