import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { exemptMilestone } from '#db/studies/evidence.ts'
import { findMilestone } from '#db/studies/milestones.ts'

export const handle = { title: 'Take a milestone out of the plan' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).exemptionForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'milestone.accept')
  const actor = await requireActor(request, 'study.read')
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const { name, code, version, study, moves, holdsUp } = found(await findMilestone(actor, at))
  const waive = moves.find((move) => move.name === 'waive')
  return {
    name,
    code,
    version,
    study,
    holdsUp: holdsUp.length,
    closed: waive ? waive.disabled : 'This milestone is settled, so it stays in the plan as it is.',
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'milestone.accept')
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const done = await attempt(form, () =>
    exemptMilestone(actor, form.key, at, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.milestone(at.slug, at.code, { done: 'exempted' }))
}

export default function ExemptMilestone() {
  const { name, code, version, study, holdsUp, closed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: study.title, href: paths.study(study.slug) },
        { label: name, href: paths.milestone(study.slug, code) },
      ]}
      title={`Take ${code} out of the plan`}
      lead={name}
    >
      {closed ? (
        <Alert tone="info">{closed}</Alert>
      ) : (
        <div className="narrow">
          {holdsUp > 0 && (
            <p>
              {holdsUp === 1 ? '1 milestone waits' : `${holdsUp} milestones wait`} for it and will
              wait for what it waits for. This cannot be undone.
            </p>
          )}
          <SchemaForm schema={schema} reply={reply} version={version}>
            {(field) => (
              <>
                <Radios
                  {...field('move')}
                  legend="What becomes of it"
                  choices={[
                    {
                      value: 'waive',
                      label: 'Waived',
                      hint: 'This study does not need it.',
                    },
                    {
                      value: 'supersede',
                      label: 'Superseded',
                      hint: 'Something else takes its place; the reason says what.',
                    },
                  ]}
                />
                <TextArea
                  {...field('reason')}
                  label="Reason"
                  hint="Everyone who sees this milestone reads it in the history."
                  rows={4}
                />
                <SubmitRow
                  label="Take it out of the plan"
                  instead="Back to the milestone"
                  href={paths.milestone(study.slug, code)}
                />
              </>
            )}
          </SchemaForm>
        </div>
      )}
    </Page>
  )
}
