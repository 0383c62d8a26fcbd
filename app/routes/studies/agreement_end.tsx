import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { agreementLabels, stopsWithout } from '#app/domain/study/agreements.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { endAgreement, listAgreements } from '#db/studies/agreements.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'End an agreement' }

const schema = async () => (await import('#app/domain/study/enrolment_forms.ts')).agreementEndForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const id = foundId(params['id'])
  const agreements = await listAgreements(actor, study.id)
  return { study, agreement: found(agreements.find((one) => one.id === id)) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const id = foundId(params['id'])
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => endAgreement(actor, form.key, slug, id, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyAgreements(slug, { done: 'ended' }))
}

export default function EndAgreement() {
  const { study, agreement } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="agreements"
      isBelow
      title="End an agreement"
      lead={`${agreementLabels[agreement.kind]}, ${agreement.party}`}
    >
      {agreement.endedOn ? (
        <Alert tone="info">It ended on {formatDate(agreement.endedOn)}.</Alert>
      ) : (
        <div className="narrow">
          <Alert tone="warning">Unless another one holds: {stopsWithout[agreement.kind]}</Alert>
          <SchemaForm schema={schema} reply={reply}>
            {(field) => (
              <>
                <DateField name="endedOn" field={field} legend="Day it ended" />
                <TextArea {...field('reason')} label="Reason" rows={3} />
                <SubmitRow
                  label="End it"
                  instead="Back to the agreements"
                  href={paths.studyAgreements(study.slug)}
                />
              </>
            )}
          </SchemaForm>
        </div>
      )}
    </StudyFrame>
  )
}
