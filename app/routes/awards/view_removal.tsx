import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Page } from '#app/components/page.tsx'
import { noWordsForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findView, removeView } from '#db/views.ts'

export const handle = { title: 'Remove a view' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  return found(await findView(actor, foundId(params['id'])))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const id = foundId(params['id'])
  const form = await readForm(request, noWordsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => removeView(actor, form.key, id))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.awardViews({ done: 'removed' }))
}

export default function RemoveView() {
  const { name, shared } = useLoaderData<typeof loader>()
  return (
    <Page
      title={`Remove “${name}”`}
      lead={
        shared
          ? 'You and your colleagues no longer find this view. No award is changed.'
          : 'You no longer find this view. No award is changed.'
      }
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: 'Views', href: paths.awardViews() },
      ]}
    >
      <Form method="post">
        <WriteFields />
        <SubmitRow label="Remove the view" instead="Keep it" href={paths.awardViews()} />
      </Form>
    </Page>
  )
}
