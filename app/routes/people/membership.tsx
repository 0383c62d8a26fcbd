import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may, roleLabels } from '#app/domain/access.ts'
import { formatDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { roleDuties } from '#app/domain/invitation.ts'
import { membershipStateLabels } from '#app/domain/people.ts'
import { wordsFor } from '#app/domain/words.ts'
import { accountEntry } from '#app/components/account_events.tsx'
import * as paths from '#app/paths.ts'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAccountEvents } from '#db/account_events.ts'
import { findMembership, ownAccountProblem } from '#db/people.ts'

export const handle = { title: (loaded: { name: string }) => loaded.name }

const notices: Record<string, string> = {
  'role-changed':
    'The role is changed. The person is signed out and has the new role at the next sign-in. Nobody is told by mail.',
  'supervisor-named':
    'Saved. From now on this is who is told when reports of the caseload wait or are late for long. Nobody is told by mail.',
  ended:
    'The membership has ended and the person is signed out. What they did stays in every history. Awards in an officer’s caseload stay there until a grants officer assigns somebody else.',
  disabled:
    'The account is disabled and signed out everywhere. Mailed links to set a password do not work any more. It can be enabled again here.',
  enabled: 'The account is enabled. The person signs in with the password they had.',
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.read')
  const membership = found(await findMembership(actor, foundId(params.id)))
  const { id, name, email, role, organization, sample, state, others, supervisor } = membership
  return {
    id,
    name,
    email,
    role,
    organization,
    sample,
    state,
    others,
    supervisor,
    isDisabled: membership.disabledAt !== null,
    since: formatDate(dayIn(membership.startedAt)),
    until: membership.endedAt && formatDate(dayIn(membership.endedAt)),
    notice: wordsFor(notices, new URL(request.url).searchParams.get('notice')),
    mayChange: may(actor.role, 'person.change'),
    closed: ownAccountProblem(membership),
    events: may(actor.role, 'log.read')
      ? (await listAccountEvents(actor, { personId: membership.personId })).events
      : null,
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Membership() {
  const loaded = useLoaderData<typeof loader>()
  const { name, email, role, organization, sample, state, since, until, others } = loaded
  const supervisor = loaded.supervisor ?? 'Nobody named: the agency’s grants officers'
  return (
    <Page
      title={name}
      kicker={
        <>
          {organization} {sample && <SampleBadge />}
        </>
      }
      breadcrumb={[{ label: 'People', href: paths.people() }]}
    >
      {loaded.notice && <Alert tone="success">{loaded.notice}</Alert>}
      <KeyValues
        facts={[
          { label: 'E-mail address', value: email },
          {
            label: 'Role',
            value: (
              <>
                <strong>{roleLabels[role]}</strong>. {roleDuties[role]}
              </>
            ),
          },
          ...(role === 'officer' ? [{ label: 'Supervisor', value: supervisor }] : []),
          { label: 'Since', value: since },
          ...(until ? [{ label: 'Until', value: until }] : []),
          {
            label: 'State',
            value:
              state === 'active' ? (
                'Active'
              ) : (
                <StatusTag tone={state === 'disabled' ? 'warn' : 'plain'}>
                  {membershipStateLabels[state]}
                </StatusTag>
              ),
          },
          ...others.map((other) => ({
            label: 'Also acts for',
            value: (
              <a href={paths.membership(other.id)}>
                {other.organization}, {roleLabels[other.role].toLowerCase()}
              </a>
            ),
          })),
        ]}
      />
      {loaded.mayChange && <Changes {...loaded} />}
      {loaded.events && (
        <Section id="history" title="History of the account">
          <History entries={loaded.events.map(accountEntry)} />
        </Section>
      )}
    </Page>
  )
}

function Changes({ id, role, state, isDisabled, closed }: Loaded) {
  const account = isDisabled ? 'Enable the account' : 'Disable the account'
  if (closed) {
    return (
      <ClosedButton id="changes" reason={closed}>
        Change role or account
      </ClosedButton>
    )
  }
  return (
    <ButtonRow>
      {state !== 'ended' && (
        <>
          <ButtonLink href={paths.membershipRole(id)}>Change the role</ButtonLink>
          {role === 'officer' && (
            <ButtonLink href={paths.membershipSupervisor(id)} look="outline">
              Name a supervisor
            </ButtonLink>
          )}
          <ButtonLink href={paths.membershipAway(id)} look="outline">
            Days away
          </ButtonLink>
          <ButtonLink href={paths.membershipEnd(id)} look="outline">
            End the membership
          </ButtonLink>
        </>
      )}
      <ButtonLink href={paths.personAccount(id)} look="outline">
        {account}
      </ButtonLink>
    </ButtonRow>
  )
}
