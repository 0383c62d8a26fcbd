import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { accountForm } from '#app/domain/invitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { changeAccount, findMembership } from '#db/people.ts'

export const handle = { title: 'Disable or enable an account' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const membership = found(await findMembership(actor, foundId(params.id)))
  const { id, name, email, disabledAt, personVersion } = membership
  return { id, name, email, isDisabled: disabledAt !== null, version: personVersion }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const form = await readForm(request, accountForm)
  if (!form.ok) return refused(form)
  const id = foundId(params.id)
  const done = await attempt(form, () =>
    changeAccount(actor, form.key, id, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.membership(found(done.result).id, { notice: form.data.to }))
}

export default function ChangeAccount() {
  const { id, name, email, isDisabled, version } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title={isDisabled ? `Enable the account of ${name}` : `Disable the account of ${name}`}
      lead={
        isDisabled
          ? `${email} can sign in again, with the password and the memberships it had.`
          : `${email} is signed out everywhere at once and cannot sign in or set a password until the account is enabled again. Nothing they did is lost.`
      }
      breadcrumb={[
        { label: 'People', href: paths.people() },
        { label: name, href: paths.membership(id) },
      ]}
    >
      <SchemaForm schema={accountForm} reply={reply} version={version}>
        {(field) => (
          <>
            <TextArea
              {...field('reason')}
              label="Reason"
              hint="It stands in the history of the account."
              rows={3}
            />
            <input type="hidden" name="to" value={isDisabled ? 'enabled' : 'disabled'} />
            <ButtonRow>
              <Button look={isDisabled ? 'primary' : 'danger'} disabled={isSending}>
                {isDisabled ? 'Enable the account' : 'Disable the account'}
              </Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
