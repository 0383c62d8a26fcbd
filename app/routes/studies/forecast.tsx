import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { ShiftTable } from '#app/components/shift_table.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { forecastForm } from '#app/domain/study/forms.ts'
import { forecastRefusal } from '#app/domain/study/milestones.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { moveForecast, previewForecast } from '#db/studies/forecasts.ts'
import { findMilestone } from '#db/studies/milestones.ts'

export const handle = { title: 'Move the forecast' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'milestone.forecast')
  const actor = await requireActor(request, 'study.read')
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const { name, code, study, state, forecastOn, baselineOn } = found(await findMilestone(actor, at))
  return { name, code, study, forecastOn, baselineOn, closed: forecastRefusal(state) }
}

/** Without a confirmation the answer is the preview of what moves; with it, the move. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'milestone.forecast')
  const form = await readForm(request, forecastForm)
  if (!form.ok) return refused(form)
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const { forecastOn, confirm } = form.data
  if (confirm !== 'yes') {
    const shown = await attempt(form, () => previewForecast(actor, at, forecastOn))
    if (!shown.ok) return shown.reply
    return { preview: found(shown.result), typed: form.typed, errors: {} }
  }
  const done = await attempt(form, () => moveForecast(actor, form.key, at, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.milestone(at.slug, at.code, { done: 'moved' }))
}

export default function MoveForecast() {
  const { name, code, study, forecastOn, baselineOn, closed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const preview = answer && 'preview' in answer ? answer.preview : null
  return (
    <Page
      breadcrumb={[
        { label: study.title, href: paths.study(study.slug) },
        { label: name, href: paths.milestone(study.slug, code) },
      ]}
      kicker={`Milestone ${code}`}
      title={preview ? 'Check what moves' : 'Move the forecast'}
      lead={name}
    >
      {preview && answer && <Preview preview={preview} typed={answer.typed} code={code} />}
      {closed ? (
        <Alert tone="info">{closed}</Alert>
      ) : (
        <Section id="change" title={preview ? 'Or change the date or the reason' : 'New date'}>
          <div className="narrow">
            <KeyValues
              facts={[
                { label: 'Forecast now', value: forecastOn ? formatDate(forecastOn) : 'no date' },
                { label: 'Baseline', value: baselineOn ? formatDate(baselineOn) : 'no date' },
              ]}
            />
            <SchemaForm
              schema={async () => (await import('#app/domain/study/forms.ts')).forecastForm}
              reply={answer}
              version={study.version}
            >
              {(field) => (
                <>
                  <DateField name="forecastOn" field={field} legend="New forecast date" />
                  <TextArea
                    {...field('reason')}
                    label="Reason for the move"
                    hint="Everyone who sees this study can read it in its history."
                    rows={4}
                  />
                  <ButtonRow>
                    <Button look={preview ? 'outline' : 'primary'}>Show what moves</Button>
                  </ButtonRow>
                </>
              )}
            </SchemaForm>
          </div>
        </Section>
      )}
    </Page>
  )
}

type Answer = NonNullable<ReturnType<typeof useActionData<typeof action>>>

function Preview({
  preview,
  typed,
  code,
}: {
  preview: Extract<Answer, { preview: unknown }>['preview']
  typed: Answer['typed']
  code: string
}) {
  const { from, to, shifts, conflicts, version } = preview
  return (
    <>
      <p>
        {code} moves from {from ? formatDate(from) : 'no date'} to {formatDate(to)}.{' '}
        {shifts.length === 0
          ? 'Nothing else moves with it.'
          : `With it ${shifts.length === 1 ? '1 milestone moves' : `${shifts.length} milestones move`}. Nothing is saved yet.`}
      </p>
      {conflicts.map(({ prerequisite, finish }) => (
        <Alert tone="warning" key={prerequisite}>
          This date lies before {prerequisite}, which {code} waits for and which is forecast for{' '}
          {formatDate(finish)}.
        </Alert>
      ))}
      {shifts.length > 0 && <ShiftTable shifts={shifts} />}
      <Form method="post">
        <WriteFields version={version} />
        {Object.entries(typed).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="confirm" value="yes" />
        <ButtonRow>
          <Button>
            {shifts.length === 0
              ? `Move ${code}`
              : `Move ${code} and ${shifts.length} ${shifts.length === 1 ? 'other' : 'others'}`}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}
