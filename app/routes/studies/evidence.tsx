import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea, TextField } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { evidenceForm } from '#app/domain/study/forms.ts'
import { milestoneStateLabels } from '#app/domain/study/milestones.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { submitEvidence } from '#db/studies/evidence.ts'
import { findMilestone } from '#db/studies/milestones.ts'

export const handle = { title: 'Submit evidence' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'milestone.submit')
  const actor = await requireActor(request, 'study.read')
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const milestone = found(await findMilestone(actor, at))
  const { name, code, version, study, state, evidenceArtifact, forecastOn } = milestone
  const submit = milestone.moves.find((move) => move.name === 'submit')
  return {
    name,
    code,
    version,
    study,
    evidenceArtifact,
    forecastOn,
    sentBack: milestone.evidence.find(({ decision }) => decision === 'sent_back') ?? null,
    closed: submit
      ? submit.disabled
      : `Evidence is submitted while work is in progress. This milestone is ${milestoneStateLabels[state].toLowerCase()}.`,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'milestone.submit')
  const form = await readForm(request, evidenceForm)
  if (!form.ok) return refused(form)
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const done = await attempt(form, () =>
    submitEvidence(actor, form.key, at, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.milestone(at.slug, at.code, { done: 'submitted' }))
}

export default function SubmitEvidence() {
  const { name, code, version, study, sentBack, closed, ...milestone } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      breadcrumb={[
        { label: study.title, href: paths.study(study.slug) },
        { label: name, href: paths.milestone(study.slug, code) },
      ]}
      kicker={`Milestone ${code}`}
      title="Submit evidence"
      lead={name}
    >
      <div className="narrow">
        {closed ? (
          <Alert tone="info">{closed}</Alert>
        ) : (
          <>
            {sentBack?.decisionWords && (
              <Alert tone="warning" title={`Sent back by ${sentBack.decider}`}>
                {sentBack.decisionWords}
              </Alert>
            )}
            <KeyValues
              facts={[
                {
                  label: 'Asked for',
                  value: milestone.evidenceArtifact ?? 'Not named in the plan',
                },
                {
                  label: 'Forecast',
                  value: milestone.forecastOn ? formatDate(milestone.forecastOn) : 'no date',
                },
              ]}
            />
            <SchemaForm schema={evidenceForm} reply={reply} version={version}>
              {(field) => (
                <>
                  <TextArea
                    {...field('description')}
                    label="What was done and where it can be read"
                    hint="Name the document and its version. Name no participant."
                  />
                  <TextField
                    {...field('url')}
                    label="Link to the document"
                    hint="An address that begins with https://"
                    optional
                  />
                  <DateField
                    name="completedOn"
                    field={field}
                    legend="Date completed"
                    hint="Becomes the actual date once the evidence is accepted. For example: 4 28 2026"
                  />
                  <ButtonRow>
                    <Button disabled={isSending}>Submit evidence</Button>
                  </ButtonRow>
                </>
              )}
            </SchemaForm>
          </>
        )}
      </div>
    </Page>
  )
}
