import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextField } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import {
  deliverableKindLabels,
  deliverableKinds,
  isReviewed,
} from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { planDeliverable } from '#db/studies/deliverable_moves.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Plan a deliverable' }

const schema = async () => (await import('#app/domain/study/deliverable_forms.ts')).deliverableForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'deliverable.plan')
  const actor = await requireActor(request, 'plan.read')
  return { study: found(await findStudyHead(actor, params['slug'] ?? '')) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'deliverable.plan')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => planDeliverable(actor, form.key, slug, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.deliverable(slug, found(done.result).no, { done: 'planned' }))
}

export default function PlanDeliverable() {
  const { study } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame study={study} part="deliverables" isBelow title="Plan a deliverable">
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <Radios
                {...field('kind')}
                legend="What is handed in"
                choices={deliverableKinds.map((value) => ({
                  value,
                  label: deliverableKindLabels[value],
                  ...(isReviewed(value) && {
                    hint: 'Read by somebody outside the study before it is handed in.',
                  }),
                }))}
              />
              <TextField
                {...field('title')}
                label="Title"
                hint="As it will stand on its first page."
              />
              <DateField name="dueOn" field={field} legend="Due to the agency" />
              <SubmitRow
                label="Plan it"
                instead="Back to the deliverables"
                href={paths.deliverables(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
