import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Page } from '#app/components/page.tsx'
import { PracticeForm } from '#app/components/practice_form.tsx'
import { practiceRefusal } from '#app/domain/evidence/practice.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, missing, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listModels } from '#db/evidence/models.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'
import { findNote, listCitableFindings } from '#db/evidence/practice.ts'
import { saveNote } from '#db/evidence/practice_moves.ts'

export const handle = { title: 'Change a practice note' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const writer = await requireActor(request, 'practice.draft')
  const actor = await requireActor(request, 'practice.read')
  const note = found(await findNote(actor, foundId(params['id'])))
  if (note.drafterId !== actor.personId) throw missing()
  const closed = practiceRefusal('edit', note.state)
  if (closed) throw conflict(closed)
  const [{ sectors }, models, findings] = await Promise.all([
    listMoneyChoices(),
    listModels(),
    listCitableFindings(writer),
  ])
  const { id, version, title, done, forWhom, seen, certainty, model, citations } = note
  const named = (codes: (string | null)[]) => codes.filter((code) => code !== null).join(' ')
  return {
    id,
    version,
    sectors,
    models: models.filter(({ kind }) => kind !== 'group').map(({ code, name }) => ({ code, name })),
    findings,
    ticked: { sectors: note.sectorCodes, components: note.components },
    values: {
      ...{ title, done, forWhom, seen, certainty },
      model: model ?? '',
      findings: named(citations.map(({ findingCode }) => findingCode)),
      studyFinding: named(
        citations.map(({ studyFindingId: own }) => (own === null ? null : String(own))),
      ),
      report: named(citations.map(({ reportNumber }) => reportNumber)),
    },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'practice.draft')
  const { practiceForm } = await import('#app/domain/evidence/practice_forms.ts')
  const id = foundId(params['id'])
  const form = await readForm(request, practiceForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    saveNote(actor, form.key, { id, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.practiceNote(id, { done: 'saved' }))
}

export default function EditPracticeNote() {
  const { id, ...loaded } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Practice notes', href: paths.practiceNotes() },
        { label: loaded.values.title, href: paths.practiceNote(id) },
      ]}
      title="Change a practice note"
    >
      <PracticeForm reply={reply} {...loaded}>
        <SubmitRow
          label="Save the draft"
          instead="Back to the note"
          href={paths.practiceNote(id)}
        />
      </PracticeForm>
    </Page>
  )
}
