import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { awayAction, awayPage } from '#app/away.server.ts'
import { Absences, AwayForm } from '#app/components/away.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { may } from '#app/domain/access.ts'
import { wordsFor } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'

export const handle = { title: ({ name }: { name: string }) => `Days away – ${name}` }

const done: Record<string, string> = {
  set: 'The absence is set. Both are told; whoever stands in finds the work from the first day on.',
  ended: 'The absence has ended, and both are told.',
}

/** For somebody who cannot do it: by an administrator, or by the supervisor. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  return {
    ...(await awayPage(actor, foundId(params['id']))),
    isAdmin: may(actor.role, 'person.read'),
    done: wordsFor(done, new URL(request.url).searchParams.get('done')),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const id = foundId(params['id'])
  return awayAction(actor, request, id, (query) => paths.membershipAway(id, query))
}

export default function Absence() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { id, name, role, organization, absences, isAdmin } = loaded
  return (
    <Page
      title={`When ${name} is away`}
      lead={`For whoever cannot do it. ${name} is ${role} of ${organization}, keeps every right and is told.`}
      breadcrumb={
        isAdmin
          ? [
              { label: 'People', href: paths.people() },
              { label: name, href: paths.membership(id) },
            ]
          : [
              { label: 'Your account', href: paths.account() },
              { label: 'When you are away', href: paths.accountAway() },
            ]
      }
    >
      {loaded.done && <Alert tone="success">{loaded.done}</Alert>}
      {absences.length > 0 && (
        <Section id="absences" title="Days away">
          <Absences absences={absences} endHref={(end) => paths.membershipAway(id, { end })} />
        </Section>
      )}
      <Section id="away" title={absences.length > 0 ? 'More days' : 'Mark as away'}>
        <AwayForm page={loaded} reply={reply} who="them" />
      </Section>
    </Page>
  )
}
