import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { NumberField, TextArea } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { countBasisLabels } from '#app/domain/study/reconciliation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReconciliation, setTolerance } from '#db/studies/reconciliation.ts'

export const handle = { title: 'Set the tolerance' }

const schema = async () => (await import('#app/domain/study/reconciliation_forms.ts')).toleranceForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'reconciliation.set')
  const actor = await requireActor(request, 'reconciliation.read')
  const { study, tolerance } = found(await findReconciliation(actor, params['slug'] ?? ''))
  const { no, people, percent, basis } = tolerance
  return {
    study,
    version: no,
    values: { people: String(people), percent: String(percent), basis },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'reconciliation.set')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    setTolerance(actor, form.key, slug, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyReconciliation(slug, { done: 'set' }))
}

export default function SetTolerance() {
  const { study, version, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="reconciliation"
      isBelow
      title="Set the tolerance"
      lead="How far the study’s count and the accepted report of a site may lie apart before somebody has to say why."
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} values={values} version={version}>
          {(field) => (
            <>
              <NumberField
                {...field('people')}
                label="People"
                hint="A difference of no more people than this needs nobody."
              />
              <NumberField
                {...field('percent')}
                label="Percent of the accepted figure"
                hint="Nor does one of no more than this; the larger of both counts."
              />
              <Radios
                {...field('basis')}
                legend="Whom the reports are held against"
                choices={[
                  {
                    value: 'assigned',
                    label: countBasisLabels.assigned,
                    hint: 'Where the site reports everybody who came to assignment.',
                  },
                  {
                    value: 'program',
                    label: countBasisLabels.program,
                    hint: 'Where the site reports those who got a place. The site then reads its own figure and not the study’s.',
                  },
                ]}
              />
              <TextArea
                {...field('reason')}
                label="Reason"
                hint="Shown beside the tolerance with your name."
                rows={3}
              />
              <SubmitRow
                label="Set the tolerance"
                instead="Back to the reconciliation"
                href={paths.studyReconciliation(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
