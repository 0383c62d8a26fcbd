import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { awayAction, awayPage } from '#app/away.server.ts'
import { Absences, AwayForm } from '#app/components/away.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { wordsFor } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listAnsweredFor, listStandingIn } from '#db/delegations.ts'

export const handle = { title: 'When you are away' }

const done: Record<string, string> = {
  set: 'You are marked as away for these days. Your colleague is told, finds your work marked with your name from the first day on, and is told what you are told. You keep every right of yours.',
  ended:
    'The absence has ended. Your colleague is told and sees your work no longer; a review begun for you can be taken over on the report’s page.',
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  return {
    ...(await awayPage(actor, actor.membershipId)),
    done: wordsFor(done, new URL(request.url).searchParams.get('done')),
    standingIn: await listStandingIn(actor),
    answeredFor: await listAnsweredFor(actor),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  return awayAction(actor, request, actor.membershipId, paths.accountAway)
}

export default function OwnAbsence() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { role, organization, absences, standingIn, answeredFor } = loaded
  return (
    <Page
      title="When you are away"
      lead={`A colleague stands in, so that nothing waits until you are back. As ${role} of ${organization}.`}
      breadcrumb={[{ label: 'Your account', href: paths.account() }]}
    >
      {loaded.done && <Alert tone="success">{loaded.done}</Alert>}
      {absences.length > 0 && (
        <Section id="absences" title="Your days away">
          <Absences absences={absences} endHref={(end) => paths.accountAway({ end })} />
        </Section>
      )}
      <Section id="away" title={absences.length > 0 ? 'More days' : 'Mark yourself as away'}>
        <AwayForm page={loaded} reply={reply} who="you" />
      </Section>
      {standingIn.length > 0 && (
        <Section id="standing-in" title="You stand in for">
          <ul>
            {standingIn.map(({ id, name, beginsOn, endsOn, words }) => (
              <li key={id}>
                {name}, {formatDate(beginsOn)} to {formatDate(endsOn)}
                {words && `. “${words}”`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {answeredFor.length > 0 && (
        <Section id="answered-for" title="Officers you answer for">
          <p>Whoever cannot do it, because of illness for example, is marked as away by you.</p>
          <ul>
            {answeredFor.map(({ id, name }) => (
              <li key={id}>
                <a href={paths.membershipAway(id)}>{name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}
