import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { type Permitted, roleLabels } from '#app/domain/access.ts'
import {
  invitationDays,
  invitationForm,
  organizationKindLabels,
  roleDuties,
  rolesToInvite,
} from '#app/domain/invitation.ts'
import { searchText } from '#app/domain/search.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import {
  createInvitation,
  findOrganizationToInvite,
  listOrganizationsToInvite,
  listStudiesToInvite,
} from '#db/invitations.ts'

export const handle = { title: 'Invite a person' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.invite')
  const params = new URL(request.url).searchParams
  const find = searchText(params.get('find'))
  const organization = await chosen(actor, params.get('organization'))
  const offered = organization ? nothingOffered : await listOrganizationsToInvite(actor, find)
  return {
    days: invitationDays,
    find,
    isMore: offered.isMore,
    organizations: offered.organizations.map(({ id, name, kind, sample }) => ({
      value: String(id),
      label: `${name} (${organizationKindLabels[kind].toLowerCase()}${sample ? ', sample' : ''})`,
    })),
    organization: organization && {
      id: organization.id,
      name: organization.name,
      roles: rolesToInvite(actor.role, organization.kind).map((role) => ({
        value: role,
        label: roleLabels[role],
        hint: roleDuties[role],
      })),
    },
    isOwn: actor.role !== 'admin',
    needsStudy: actor.role === 'lead',
    studies: (await listStudiesToInvite(actor)).map(({ id, title }) => ({
      value: String(id),
      label: title,
    })),
  }
}

/** An administrator picks an organization first, because roles follow from it; others have one. */
async function chosen(actor: Permitted<'person.invite'>, asked: string | null) {
  const id = actor.role === 'admin' ? Number(asked ?? NaN) : actor.organizationId
  return findOrganizationToInvite(actor, id)
}

const nothingOffered = { organizations: [], isMore: false }

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'person.invite')
  const form = await readForm(request, invitationForm)
  if (!form.ok) return refused(form)
  const { email, role, organization, study } = form.data
  const done = await attempt(form, () =>
    createInvitation(actor, form.key, {
      email,
      role,
      organizationId: Number(organization ?? actor.organizationId),
      studyId: study === undefined ? null : Number(study),
    }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.people({ invited: found(done.result).id }))
}

export default function NewInvitation() {
  const { organization, needsStudy, studies } = useLoaderData<typeof loader>()
  if (needsStudy && studies.length === 0) {
    return (
      <Invite>
        <EmptyState title="You have no study to invite into">
          A lead invites colleagues into a study. The agency’s evaluation officer appoints a study’s
          lead.
        </EmptyState>
      </Invite>
    )
  }
  return <Invite>{organization ? <InvitationForm /> : <OrganizationForm />}</Invite>
}

function Invite({ children }: { children: ReactNode }) {
  return (
    <Page title="Invite a person" breadcrumb={[{ label: 'People', href: paths.people() }]}>
      {children}
    </Page>
  )
}

function OrganizationForm() {
  const { organizations, find, isMore } = useLoaderData<typeof loader>()
  return (
    <>
      {(find !== null || isMore) && (
        <form method="get" action={paths.newInvitation()} role="search">
          <TextField
            name="find"
            type="search"
            label="Find the organization"
            hint={
              isMore
                ? `There are more than the ${organizations.length} below. Enter a part of the name.`
                : 'Enter a part of the name.'
            }
            defaultValue={find ?? ''}
            maxLength={200}
          />
          <ButtonRow>
            <Button look="outline">Find</Button>
          </ButtonRow>
        </form>
      )}
      {organizations.length === 0 ? (
        <EmptyState
          title="No organization fits"
          action={<a href={paths.newInvitation()}>Show all of them</a>}
        >
          Try a shorter part of the name.
        </EmptyState>
      ) : (
        <form method="get" action={paths.newInvitation()}>
          <Select
            name="organization"
            label="Organization the person will act for"
            hint="The roles to choose from follow from it."
            choices={organizations}
          />
          <ButtonRow>
            <Button>Continue</Button>
          </ButtonRow>
        </form>
      )}
    </>
  )
}

function InvitationForm() {
  const { organization, isOwn, studies, days } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  if (!organization) return null
  return (
    <>
      <p>
        To act for <strong>{organization.name}</strong>.{' '}
        {!isOwn && <a href={paths.newInvitation()}>Choose another organization</a>}
      </p>
      <SchemaForm schema={invitationForm} reply={reply}>
        {(field) => (
          <>
            <TextField
              {...field('email')}
              type="email"
              label="E-mail address"
              hint={`A link goes there that works once, for ${days} days.`}
              autoComplete="off"
            />
            {!isOwn && <input type="hidden" name="organization" value={organization.id} />}
            <Radios {...field('role')} legend="Role" choices={organization.roles} />
            {studies.length > 0 && (
              <Select
                {...field('study')}
                label="Study"
                hint="Somebody who acts for the organization already keeps the role they have and joins this study."
                choices={studies}
              />
            )}
            <ButtonRow>
              <Button disabled={isSending}>Send the invitation</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </>
  )
}
