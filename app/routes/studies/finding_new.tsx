import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FindingFields } from '#app/components/own_finding_form.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listModels } from '#db/evidence/models.ts'
import { saveFinding } from '#db/studies/finding_moves.ts'
import { findStudyHead, listRecords } from '#db/studies/record.ts'

export const handle = { title: 'Draft a finding' }

const schema = async () =>
  (await import('#app/domain/evidence/own_finding_forms.ts')).ownFindingForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'finding.write')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const [[record], models] = await Promise.all([listRecords(actor, study.id), listModels()])
  return {
    study,
    outcomes: record?.outcomes.map(({ name }) => name) ?? [],
    models: models.filter(({ kind }) => kind !== 'group').map(({ code, name }) => ({ code, name })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'finding.write')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    saveFinding(actor, form.key, { slug, no: null, version: 0 }, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.studyFinding(slug, found(done.result).no, { done: 'saved' }))
}

export default function DraftFinding() {
  const { study, outcomes, models } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="findings"
      isBelow
      title="Draft a finding"
      lead="One figure, from one table. What it cannot be, by the study’s design, is refused here and not later."
    >
      <SchemaForm schema={schema} reply={reply}>
        {(field) => (
          <FindingFields field={field} models={models} outcomes={outcomes}>
            <SubmitRow
              label="Save the draft"
              instead="Back to the findings"
              href={paths.studyFindings(study.slug)}
            />
          </FindingFields>
        )}
      </SchemaForm>
    </StudyFrame>
  )
}
