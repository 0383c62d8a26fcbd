import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { appointLead, findLed, listLeads } from '#db/studies/enter.ts'

export const handle = { title: 'Appoint the lead' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).leadForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'study.create')
  const study = found(await findLed(actor, params['slug'] ?? ''))
  return {
    study,
    choices: (await listLeads(actor, study.organizationId)).filter(
      ({ id }) => !study.leads.some((lead) => lead.id === id),
    ),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.create')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    appointLead(actor, form.key, slug, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.study(slug, { done: 'appointed' }))
}

export default function AppointLead() {
  const { study, choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const now = study.leads.map(({ name }) => name).join(' and ')
  return (
    <StudyFrame
      study={study}
      part="study"
      isBelow
      title="Appoint the lead"
      lead={now ? `${now} leads this study today.` : 'Nobody leads this study today.'}
    >
      {choices.length === 0 ? (
        <Alert tone="info">
          The study’s firm has no other evaluation lead here. An administrator, or the lead of one
          of its studies, invites one.
        </Alert>
      ) : (
        <div className="narrow">
          <SchemaForm schema={schema} reply={reply} version={study.version}>
            {(field) => (
              <>
                <Select
                  {...field('membershipId')}
                  label="New lead"
                  hint="Takes over everything that waits for the lead. Whoever led it before no longer sees the study."
                  empty="Choose a lead"
                  choices={choices.map(({ id, name, firm }) => ({
                    value: String(id),
                    label: `${name}, ${firm}`,
                  }))}
                />
                <SubmitRow
                  label="Appoint"
                  instead="Back to the study"
                  href={paths.study(study.slug)}
                />
              </>
            )}
          </SchemaForm>
        </div>
      )}
    </StudyFrame>
  )
}
