import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { visitForm } from '#app/domain/oversight/visit_forms.ts'
import { visitKindHints, visitKindLabels, visitKinds } from '#app/domain/oversight/visits.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findOversight, planVisit } from '#db/oversight/visits.ts'

export const handle = { title: 'Plan a visit' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'visit.plan')
  const actor = await requireActor(request, 'visit.read')
  const award = found(await findOversight(actor, params['number'] ?? ''))
  const { number, name, leadOrganization, sample } = found(award.isOwnCase ? award : null)
  return { award: { number, name, leadOrganization, sample } }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'visit.plan')
  const form = await readForm(request, visitForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    planVisit(actor, form.key, params['number'] ?? '', form.data),
  )
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.visit(number, no, { done: 'planned' }))
}

export default function PlanVisit() {
  const { award } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const up = { label: 'Visits', href: paths.oversight(award.number) }
  return (
    <AwardFrame
      award={award}
      title="Plan a visit"
      lead="The grantee is told of the day and of what you will look at."
      above={[up]}
    >
      <SchemaForm
        schema={async () => (await import('#app/domain/oversight/visit_forms.ts')).visitForm}
        reply={reply}
      >
        {(field) => (
          <>
            <Radios
              {...field('kind')}
              legend="How closely you look"
              choices={visitKinds.map((value) => ({
                value,
                label: visitKindLabels[value],
                hint: visitKindHints[value],
              }))}
            />
            <DateField name="on" field={field} legend="Day" />
            <TextArea
              {...field('scope')}
              label="What you will look at"
              hint="The records to have ready and the people to meet. The grantee reads it."
              rows={4}
            />
            <SubmitRow label="Plan the visit" instead="Back to the visits" href={up.href} />
          </>
        )}
      </SchemaForm>
    </AwardFrame>
  )
}
