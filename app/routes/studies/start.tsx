import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { moveForm } from '#app/domain/study/forms.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { startMilestone } from '#db/studies/evidence.ts'
import { findMilestone } from '#db/studies/milestones.ts'

export const handle = { title: 'Start work' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'milestone.submit')
  const actor = await requireActor(request, 'study.read')
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const { name, code, version, study, moves } = found(await findMilestone(actor, at))
  const start = moves.find((move) => move.name === 'start')
  const closed = start ? start.disabled : 'Work on this milestone has started already.'
  return { name, code, version, study, closed }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'milestone.submit')
  const form = await readForm(request, moveForm)
  if (!form.ok) return refused(form)
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const done = await attempt(form, () => startMilestone(actor, form.key, at, form.version))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.milestone(at.slug, at.code, { done: 'started' }))
}

export default function StartMilestone() {
  const { name, code, version, study, closed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const reason = closed ?? reply?.errors['form']
  return (
    <Page
      breadcrumb={[
        { label: study.title, href: paths.study(study.slug) },
        { label: name, href: paths.milestone(study.slug, code) },
      ]}
      title={`Start work on ${code}`}
      lead={name}
    >
      {reason ? (
        <Alert tone="error">{reason}</Alert>
      ) : (
        <Form method="post">
          <WriteFields version={version} />
          <ButtonRow>
            <Button>Start work</Button>
          </ButtonRow>
        </Form>
      )}
    </Page>
  )
}
