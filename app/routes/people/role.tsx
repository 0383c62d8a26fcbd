import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels, rolesByKind } from '#app/domain/access.ts'
import { roleDuties, roleForm } from '#app/domain/invitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { changeRole, findMembership } from '#db/people.ts'

export const handle = { title: 'Change a role' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const membership = found(await findMembership(actor, foundId(params.id)))
  const { id, name, role, organization, organizationKind, version } = membership
  return {
    id,
    name,
    role,
    organization,
    version,
    choices: rolesByKind[organizationKind].map((one) => ({
      value: one,
      label: roleLabels[one],
      hint: roleDuties[one],
    })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const form = await readForm(request, roleForm)
  if (!form.ok) return refused(form)
  const id = foundId(params.id)
  const done = await attempt(form, () => changeRole(actor, form.key, id, form.version, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.membership(found(done.result).id, { notice: 'role-changed' }))
}

export default function ChangeRole() {
  const { id, name, role, organization, version, choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title={`Change the role of ${name}`}
      lead={`In ${organization}. The person is signed out and has the new role at the next sign-in.`}
      breadcrumb={[
        { label: 'People', href: paths.people() },
        { label: name, href: paths.membership(id) },
      ]}
    >
      <SchemaForm schema={roleForm} reply={reply} values={{ role }} version={version}>
        {(field) => (
          <>
            <Radios {...field('role')} legend="Role" choices={choices} />
            <ButtonRow>
              <Button disabled={isSending}>Change the role</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
