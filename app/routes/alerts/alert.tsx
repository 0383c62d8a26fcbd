import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { awardName } from '#app/domain/award.ts'
import { alertBearingLabels, alertBearings, alertKindLabels } from '#app/domain/study/alerts.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { commentOnAlert, listAlerts } from '#db/studies/alerts.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'What it means for the study' }

const schema = async () => (await import('#app/domain/study/alert_forms.ts')).alertForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'alert.comment')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const no = foundId(params['no'])
  const alert = found((await listAlerts(actor, study.id)).find((one) => one.no === no))
  if (alert.bearing) throw conflict('Somebody said already what it means for the study.')
  const { kind, siteNumber, sharedStates, sectors } = alert
  return { study, alert: { no, kind, siteNumber, sharedStates, sectors, award: awardName(alert) } }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'alert.comment')
  const at = { slug: params['slug'] ?? '', no: foundId(params['no']) }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => commentOnAlert(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyAlerts(at.slug, { done: 'commented' }))
}

export default function CommentOnAlert() {
  const { study, alert } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="alerts"
      isBelow
      title="What it means for the study"
      lead={`${alertKindLabels[alert.kind]}: ${alert.award}, in ${[...alert.sharedStates, ...alert.sectors].join(', ')}. The site is ${alert.siteNumber}.`}
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <Radios
                {...field('bearing')}
                legend="Does it reach the people of the study?"
                choices={alertBearings.map((value) => ({
                  value,
                  label: alertBearingLabels[value],
                }))}
              />
              <TextArea
                {...field('words')}
                label="Why"
                hint="How people of the control group could get there, and what you do about it."
                rows={4}
              />
              <SubmitRow
                label="Keep it"
                instead="Back to the alerts"
                href={paths.studyAlerts(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
