import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { FilterPanel, Pills } from '#app/components/filters.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { may, roleLabels, roles } from '#app/domain/access.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { dayIn, now } from '#app/domain/clock.ts'
import {
  type PeopleQuery,
  membershipStateLabels,
  membershipStates,
  placeText,
  readPeopleQuery,
} from '#app/domain/people.ts'
import { formatCount } from '#app/domain/count.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { findInvitation, listInvitations } from '#db/invitations.ts'
import { listPeople } from '#db/people.ts'

export const handle = { title: 'People' }

const inviters: Record<string, string> = {
  admin: 'Everyone with an account, in every organization.',
  auditor: 'Everyone with an account, in every organization.',
  certifier: 'Your colleagues with an account.',
  lead: 'The teams of your studies.',
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.read')
  const params = new URL(request.url).searchParams
  const query = readPeopleQuery(params)
  const { people, total, previous, next } = await listPeople(actor, query)
  const asked = { q: query.q, role: query.role, state: query.state }
  return {
    ...asked,
    lead: inviters[actor.role] ?? '',
    mayInvite: may(actor.role, 'person.invite'),
    mayReadLog: may(actor.role, 'log.read'),
    notice: await noticeOf(actor, params),
    total,
    people: people.map(({ since, ...person }) => ({
      ...person,
      since: formatShortDate(dayIn(since)),
    })),
    invitations: (await listInvitations(actor)).map((invitation) => ({
      ...invitation,
      invitedAt: formatShortDate(dayIn(invitation.invitedAt)),
      expiresAt: formatShortDate(dayIn(invitation.expiresAt)),
      isExpired: invitation.expiresAt <= now(),
    })),
    previous: previous && paths.people({ ...asked, before: placeText(previous) }),
    next: next && paths.people({ ...asked, after: placeText(next) }),
  }
}

async function noticeOf(
  actor: Awaited<ReturnType<typeof requireActor<'person.read'>>>,
  params: URLSearchParams,
) {
  if (params.get('notice') === 'withdrawn') {
    return 'The invitation is withdrawn. Its link does not work any more, and nobody is told.'
  }
  const id = params.get('invited') ?? ''
  const invitation = /^\d{1,15}$/.test(id) ? await findInvitation(actor, Number(id)) : null
  if (!invitation) return null
  const { email, organization, role, expiresAt } = invitation
  return `An invitation is on its way to ${email}. It works until ${formatDateTime(expiresAt)}. Whoever accepts it acts for ${organization} as ${roleLabels[role].toLowerCase()} at once; until then it can be withdrawn here.`
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function People() {
  const loaded = useLoaderData<typeof loader>()
  const { lead, notice, mayInvite, mayReadLog, invitations } = loaded
  return (
    <Page
      title="People"
      lead={lead}
      actions={
        (mayInvite || mayReadLog) && (
          <>
            {mayInvite && <ButtonLink href={paths.newInvitation()}>Invite a person</ButtonLink>}
            {mayReadLog && (
              <ButtonLink href={paths.accountHistory()} look="outline">
                Account history
              </ButtonLink>
            )}
          </>
        )
      }
    >
      {notice && <Alert tone="success">{notice}</Alert>}
      {invitations.length > 0 && <Waiting invitations={invitations} mayInvite={mayInvite} />}
      {invitations.length === 0 ? (
        <List {...loaded} />
      ) : (
        <Section id="members" title="With an account">
          <List {...loaded} />
        </Section>
      )}
    </Page>
  )
}

function List(loaded: Loaded) {
  return (
    <>
      <Filters {...loaded} />
      <Memberships {...loaded} />
    </>
  )
}

function Filters({ q, role, state }: Pick<PeopleQuery, 'q' | 'role' | 'state'>) {
  const active = Number(role !== null) + Number(state !== 'current')
  const pills = [
    ...(q ? [{ label: `“${q}”`, removeHref: paths.people({ role, state }) }] : []),
    ...(role ? [{ label: roleLabels[role], removeHref: paths.people({ q, state }) }] : []),
    ...(state === 'current'
      ? []
      : [{ label: membershipStateLabels[state], removeHref: paths.people({ q, role }) }]),
  ]
  return (
    <>
      <FilterPanel
        action={paths.people()}
        label="Search people"
        active={active}
        search={
          <TextField
            name="q"
            type="search"
            label="Name, e-mail address or organization"
            defaultValue={q ?? ''}
          />
        }
      >
        <Select
          name="role"
          label="Role"
          empty="Any role"
          defaultValue={role ?? ''}
          choices={roles.map((one) => ({ value: one, label: roleLabels[one] }))}
        />
        <Select
          name="state"
          label="State"
          defaultValue={state}
          choices={membershipStates.map((one) => ({
            value: one,
            label: membershipStateLabels[one],
          }))}
        />
      </FilterPanel>
      <Pills pills={pills} clearHref={paths.people()} />
    </>
  )
}

function Memberships({ people, total, previous, next }: Loaded) {
  if (people.length === 0) {
    return (
      <EmptyState
        title="Nobody matches"
        action={<a href={paths.people()}>Show everyone who is active</a>}
      >
        The list shows one line for each person and organization that fits the search and the
        filters.
      </EmptyState>
    )
  }
  return (
    <>
      <DataTable id="people" caption="People" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Name</HeaderCell>
            <HeaderCell>E-mail address</HeaderCell>
            <HeaderCell>Organization</HeaderCell>
            <HeaderCell>Role</HeaderCell>
            <HeaderCell>Since</HeaderCell>
            <HeaderCell>State</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <a href={paths.membership(person.id)}>{person.name}</a>
              </th>
              <td>{person.email}</td>
              <td>
                {person.organization} {person.sample && <SampleBadge />}
              </td>
              <td>{roleLabels[person.role]}</td>
              <td className="nowrap">{person.since}</td>
              <td>
                {person.state === 'active' ? (
                  'Active'
                ) : (
                  <StatusTag tone={person.state === 'disabled' ? 'warn' : 'plain'}>
                    {membershipStateLabels[person.state]}
                  </StatusTag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Pagination
        position={
          total === 1 ? '1 membership' : `${people.length} of ${formatCount(total)} memberships`
        }
        previous={previous}
        next={next}
      />
    </>
  )
}

function Waiting({ invitations, mayInvite }: Pick<Loaded, 'invitations' | 'mayInvite'>) {
  return (
    <Section id="invitations" title="Invitations waiting">
      <DataTable id="waiting" caption="Invitations waiting" captionHidden>
        <thead>
          <tr>
            <HeaderCell>E-mail address</HeaderCell>
            <HeaderCell>Organization</HeaderCell>
            <HeaderCell>Role</HeaderCell>
            <HeaderCell>Invited</HeaderCell>
            <HeaderCell>Works until</HeaderCell>
            {mayInvite && <HeaderCell>Withdraw</HeaderCell>}
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <tr key={invitation.id}>
              <th scope="row">{invitation.email}</th>
              <td>
                {invitation.organization} {invitation.sample && <SampleBadge />}
                {invitation.study && <div>{invitation.study}</div>}
              </td>
              <td>{roleLabels[invitation.role]}</td>
              <td>
                {invitation.invitedAt}
                {invitation.invitedBy && ` by ${invitation.invitedBy}`}
              </td>
              <td className="nowrap">
                {invitation.isExpired ? (
                  <StatusTag tone="plain">Ran out {invitation.expiresAt}</StatusTag>
                ) : (
                  invitation.expiresAt
                )}
              </td>
              {mayInvite && (
                <td>
                  <a href={paths.invitationWithdrawal(invitation.id)}>
                    Withdraw
                    <span className="visually-hidden"> the invitation of {invitation.email}</span>
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
