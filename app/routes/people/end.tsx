import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { reasonForm } from '#app/domain/invitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { endMembership, findMembership } from '#db/people.ts'

export const handle = { title: 'End a membership' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const membership = found(await findMembership(actor, foundId(params.id)))
  const { id, name, role, organization, version } = membership
  return { id, name, role: roleLabels[role], organization, version }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const form = await readForm(request, reasonForm)
  if (!form.ok) return refused(form)
  const id = foundId(params.id)
  const done = await attempt(form, () =>
    endMembership(actor, form.key, id, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.membership(found(done.result).id, { notice: 'ended' }))
}

export default function EndMembership() {
  const { id, name, role, organization, version } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title={`End the membership of ${name}`}
      lead={`${name} stops acting for ${organization} as ${role.toLowerCase()} and is signed out at once. Memberships in other organizations stay. To come back, they are invited again.`}
      breadcrumb={[
        { label: 'People', href: paths.people() },
        { label: name, href: paths.membership(id) },
      ]}
    >
      <SchemaForm schema={reasonForm} reply={reply} version={version}>
        {(field) => (
          <>
            <TextArea
              {...field('reason')}
              label="Reason"
              hint="It stands in the history of the account, such as “left the organization”."
              rows={3}
            />
            <ButtonRow>
              <Button look="danger" disabled={isSending}>
                End the membership
              </Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
