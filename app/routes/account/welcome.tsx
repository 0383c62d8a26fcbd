import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { roleDuties } from '#app/domain/invitation.ts'
import { navigationFor } from '#app/navigation.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

export const handle = { title: 'Welcome' }

export async function loader({ request }: LoaderFunctionArgs) {
  const { name, role, organizationName } = await requireActor(request, 'session.use')
  return {
    name,
    organization: organizationName,
    role: roleLabels[role],
    duty: roleDuties[role],
    places: navigationFor(role),
  }
}

export default function Welcome() {
  const { name, organization, role, duty, places } = useLoaderData<typeof loader>()
  return (
    <Page title={`Welcome, ${name}`}>
      <Alert tone="success">
        You are signed in and act for {organization} as {role.toLowerCase()}.
      </Alert>
      <NextStep title="What you can do here">
        <p>
          <strong>{role}</strong>. {duty}
        </p>
        <p>These are your places; the same links stand at the top of every page:</p>
        <ul>
          {places.map(({ label, href }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </NextStep>
      <p>
        <ButtonLink href={paths.today()}>See what needs you today</ButtonLink>
      </p>
    </Page>
  )
}
