import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { allowedList } from '#app/award_list.server.ts'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Page } from '#app/components/page.tsx'
import { readAwardList } from '#app/domain/award_address.ts'
import { viewMailLabels, viewMails } from '#app/domain/view_mail_words.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { chooseViewMail, findViewMail } from '#db/view_digests.ts'

export const handle = { title: 'A view by mail' }

const schema = async () => (await import('#app/domain/view_forms.ts')).viewMailForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const { name, query, every } = found(await findViewMail(actor, foundId(params['id'])))
  return { name, query, mail: every ?? 'none', email: actor.email }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const view = found(await findViewMail(actor, foundId(params['id'])))
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const list = allowedList(actor, readAwardList(new URLSearchParams(view.query)))
  const { mail } = form.data
  const done = await attempt(form, () =>
    chooseViewMail(actor, form.key, { id: view.id, mail, list }),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.awardViews({ done: mail === 'none' ? 'unmailed' : 'mailed' }))
}

export default function ViewMailPage() {
  const { name, query, mail, email } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title={`“${name}” by mail`}
      lead="One letter a day at most, for all the views you choose: how many awards each holds, and the numbers of those that entered or left it since the last one."
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: 'Views', href: paths.awardViews() },
        { label: name, href: `${paths.awards()}?${query}` },
      ]}
    >
      <SchemaForm schema={schema} reply={reply} values={{ mail }}>
        {(field) => (
          <>
            <Radios
              {...field('mail')}
              legend="When it comes"
              hint={`To ${email}, at 8 a.m. Eastern. It tells of what you may see that day.`}
              choices={viewMails.map((value) => ({ value, label: viewMailLabels[value] }))}
            />
            <SubmitRow label="Save" instead="Back to the views" href={paths.awardViews()} />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
