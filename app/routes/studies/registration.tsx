import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea, TextField } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { registries, registryLabels } from '#app/domain/study/record.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import {
  findStudyHead,
  listRecords,
  listRegistrations,
  saveRegistration,
} from '#db/studies/record.ts'

export const handle = { title: 'Enter a registration' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).registrationForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const [latest] = await listRecords(actor, study.id)
  const held = await listRegistrations(actor, study.id)
  return {
    study,
    version: latest?.no ?? 0,
    holding: registries.filter((registry) => held.some((one) => one.registry === registry)),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    saveRegistration(actor, form.key, slug, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyRecord(slug, { done: 'registered' }))
}

export default function EnterRegistration() {
  const { study, version, holding } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="record"
      isBelow
      title="Enter a registration"
      lead={`It is kept as holding version ${version} of the record, which stands today.`}
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} version={version}>
          {(field) => (
            <>
              <Radios
                {...field('registry')}
                legend="Registry"
                choices={registries.map((value) => ({
                  value,
                  label: registryLabels[value],
                  hint: holding.includes(value) ? 'Holds a version already.' : undefined,
                }))}
              />
              <TextField {...field('identifier')} label="Number it gave" />
              <TextField
                {...field('url')}
                label="Link to the registration"
                hint="An address that begins with https://"
                optional
              />
              <DateField name="registeredOn" field={field} legend="Day of this version" />
              <TextArea
                {...field('reason')}
                label="Reason for the new version"
                hint="Needed where the registry holds a version already."
                rows={3}
                optional
              />
              <SubmitRow
                label="Keep this registration"
                instead="Back to the record"
                href={paths.studyRecord(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
