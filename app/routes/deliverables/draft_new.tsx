import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { FileForm } from '#app/components/file_form.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { largestFile } from '#app/domain/report/files.ts'
import { deliverableRefusal } from '#app/domain/study/deliverables.ts'
import { RefusalSummary } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { keepSupportingFile } from '#app/supporting_file.server.ts'
import { readUpload } from '#app/upload.server.ts'
import { addDraft } from '#db/studies/deliverable_moves.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'

export const handle = { title: 'Add a draft' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { deliverable: await writable(request, params) }
}

/** A deliverable that still takes a draft of this person. */
async function writable(request: Request, params: LoaderFunctionArgs['params']) {
  await requireActor(request, 'draft.write')
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const closed = deliverableRefusal('draft', row.state)
  if (closed) throw conflict(closed)
  const { slug, no, title, studyTitle, sample } = row
  return { slug, no, title, studyTitle, sample, drafts: row.drafts.length }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'draft.write')
  // Before any byte is kept.
  const { slug, no } = await writable(request, params)
  const sent = await readUpload(request, largestFile)
  if (!sent.ok) return data(sent.reply, { status: sent.status })
  const { draftForm } = await import('#app/domain/study/deliverable_forms.ts')
  const form = draftForm.safeParse(sent.typed)
  if (!form.success) {
    const errors = { words: form.error.issues[0]?.message ?? 'Enter what changed.' }
    return refused({ typed: sent.typed, errors })
  }
  const kept = await keepSupportingFile(sent)
  if (!kept.ok) return kept.reply
  const { words } = form.data
  const done = await attempt(kept, () =>
    addDraft(actor, kept.key, { slug, no }, { ...kept.file, words }),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.deliverable(slug, no, { done: 'drafted' }))
}

export default function AddDraft() {
  const { deliverable } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { slug, no, title, studyTitle, sample, drafts } = deliverable
  const typed = reply?.typed['words']
  return (
    <StudyFrame
      study={{ slug, title: studyTitle, sample }}
      part="deliverables"
      isBelow
      title={`Add draft ${drafts + 1}`}
      lead={title}
    >
      <RefusalSummary reply={reply} />
      <div className="narrow">
        <FileForm
          label="File"
          hint={`PDF, Word (.docx), Excel (.xlsx), CSV or plain text, at most ${largestFile.words}. Nothing that names or identifies a person.`}
          accept=".pdf,.docx,.xlsx,.csv,.txt,.png,.jpg,.jpeg"
          reply={reply}
        >
          <TextArea
            name="words"
            label="What changed"
            hint={
              drafts === 0
                ? 'For whoever reads the first draft.'
                : `Since draft ${drafts}, and which comments it takes up.`
            }
            rows={4}
            optional={drafts === 0}
            error={reply?.errors['words']}
            defaultValue={typeof typed === 'string' ? typed : undefined}
          />
          <SubmitRow
            label="Add the draft"
            instead="Back to the deliverable"
            href={paths.deliverable(slug, no)}
          />
        </FileForm>
      </div>
    </StudyFrame>
  )
}
