import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FindingFields } from '#app/components/own_finding_form.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { ownFindingRefusal } from '#app/domain/evidence/own_finding.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listModels } from '#db/evidence/models.ts'
import { saveFinding } from '#db/studies/finding_moves.ts'
import { findStudyFinding } from '#db/studies/findings.ts'
import { listRecords } from '#db/studies/record.ts'

export const handle = { title: 'Change a finding' }

const schema = async () =>
  (await import('#app/domain/evidence/own_finding_forms.ts')).ownFindingForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'finding.write')
  const actor = await requireActor(request, 'finding.read')
  const plan = await requireActor(request, 'plan.read')
  const finding = found(await findStudyFinding(actor, params['slug'] ?? '', foundId(params['no'])))
  const closed = ownFindingRefusal('edit', finding.state)
  if (closed) throw conflict(closed)
  const [[record], models] = await Promise.all([listRecords(plan, finding.studyId), listModels()])
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  const yes = (value: boolean) => (value ? 'yes' : 'no')
  return {
    study: { slug: finding.slug, title: finding.title, sample: finding.sample },
    no: finding.no,
    version: finding.version,
    outcomes: record?.outcomes.map(({ name }) => name) ?? [],
    models: models.filter(({ kind }) => kind !== 'group').map(({ code, name }) => ({ code, name })),
    values: {
      model: text(finding.model),
      kind: finding.kind,
      outcomeDomain: finding.outcomeDomain,
      outcomeMeasure: finding.outcomeMeasure,
      contrast: finding.contrast,
      scale: finding.scale,
      priceYear: text(finding.priceYear),
      impact: finding.impact,
      standardError: text(finding.standardError),
      errorOrigin: text(finding.errorOrigin),
      pValue: text(finding.pValue),
      controlMean: text(finding.controlMean),
      programMean: text(finding.programMean),
      months: text(finding.months),
      sampleProgram: text(finding.sampleProgram),
      sampleControl: text(finding.sampleControl),
      exploratory: yes(finding.exploratory),
      hasControls: yes(finding.hasControls),
      sourceDetail: finding.sourceDetail,
    },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'finding.write')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    saveFinding(actor, form.key, { slug, no, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyFinding(slug, no, { done: 'saved' }))
}

export default function ChangeFinding() {
  const { study, no, version, outcomes, models, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame study={study} part="findings" isBelow title="Change a finding">
      <SchemaForm schema={schema} reply={reply} values={values} version={version}>
        {(field) => (
          <FindingFields field={field} models={models} outcomes={outcomes}>
            <SubmitRow
              label="Save the draft"
              instead="Back to the finding"
              href={paths.studyFinding(study.slug, no)}
            />
          </FindingFields>
        )}
      </SchemaForm>
    </StudyFrame>
  )
}
