import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { buttonForm } from '#app/domain/account.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findInvitation, withdrawInvitation } from '#db/invitations.ts'

export const handle = { title: 'Withdraw an invitation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.invite')
  const invitation = found(await findInvitation(actor, foundId(params.id)))
  const { email, organization, role, invitedBy, invitedAt, expiresAt } = invitation
  return {
    email,
    organization,
    role: roleLabels[role],
    invitedBy,
    invited: formatDateTime(invitedAt),
    expires: formatDateTime(expiresAt),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'person.invite')
  const form = await readForm(request, buttonForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => withdrawInvitation(actor, form.key, foundId(params.id)))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.people({ notice: 'withdrawn' }))
}

export default function Withdrawal() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title="Withdraw an invitation"
      lead="The link that was mailed stops working at once. Nobody is told."
      breadcrumb={[{ label: 'People', href: paths.people() }]}
    >
      <KeyValues
        facts={[
          { label: 'E-mail address', value: loaded.email },
          { label: 'Organization', value: loaded.organization },
          { label: 'Role', value: loaded.role },
          {
            label: 'Invited',
            value: loaded.invitedBy ? `${loaded.invited}, by ${loaded.invitedBy}` : loaded.invited,
          },
          { label: 'Works until', value: loaded.expires },
        ]}
      />
      <SchemaForm schema={buttonForm} reply={reply}>
        {() => (
          <ButtonRow>
            <Button look="danger" disabled={isSending}>
              Withdraw the invitation
            </Button>
          </ButtonRow>
        )}
      </SchemaForm>
    </Page>
  )
}
