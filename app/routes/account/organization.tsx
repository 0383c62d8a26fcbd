import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { membershipChoice } from '#app/domain/account.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import { ownPath } from '#app/paths/own.ts'
import * as paths from '#app/paths.ts'
import { refused } from '#app/responses.ts'
import { actFor, requireSession } from '#app/session.server.ts'
import { listOwnMemberships } from '#db/accounts.ts'

export const handle = { title: 'Choose an organization' }

export async function loader({ request }: LoaderFunctionArgs) {
  const session = await requireSession(request)
  const held = await listOwnMemberships(session.personId)
  return {
    to: ownPath(new URL(request.url).searchParams.get('to')),
    current: session.membership?.id ?? null,
    held: held.map(({ id, role, organizationName }) => ({
      id,
      organizationName,
      role: roleLabels[role],
    })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  await requireSession(request)
  const form = await readForm(request, membershipChoice)
  if (!form.ok) return refused(form)
  const headers = await actFor(request, Number(form.data.membership))
  if (!headers) {
    return refused({
      typed: form.typed,
      errors: { membership: 'Choose one of your organizations.' },
    })
  }
  throw redirect(ownPath(form.data.to) ?? paths.today(), { headers })
}

export default function ChooseOrganization() {
  const { to, held, current } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (held.length === 0) {
    return (
      <Page title="Choose an organization">
        <EmptyState title="You do not act for any organization now">
          Your memberships have ended. Whoever manages people at your organization can invite you
          again.
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page
      title="Choose an organization"
      lead="You see and do what your role in that organization allows. You can switch at any time."
    >
      <SchemaForm
        schema={membershipChoice}
        reply={reply}
        values={{ membership: String(current ?? held[0]?.id ?? '') }}
      >
        {(field) => (
          <>
            <Radios
              {...field('membership')}
              legend="Act for"
              choices={held.map(({ id, organizationName, role }) => ({
                value: String(id),
                label: organizationName,
                hint: role,
              }))}
            />
            {to && <input type="hidden" name="to" value={to} />}
            <ButtonRow>
              <Button>Continue</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
