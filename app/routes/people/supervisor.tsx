import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { nobodyNamed, supervisorForm } from '#app/domain/invitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, missing, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findMembership } from '#db/people.ts'
import { changeSupervisor, listSupervisors } from '#db/supervisors.ts'

export const handle = { title: 'Name a supervisor' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const membership = found(await findMembership(actor, foundId(params['id'])))
  if (membership.role !== 'officer') throw missing()
  const { id, name, organization, version, supervisorId } = membership
  const colleagues = await listSupervisors(actor, id)
  const isNamed = colleagues.some(({ personId }) => personId === supervisorId)
  return {
    id,
    name,
    organization,
    version,
    supervisor: isNamed ? String(supervisorId) : nobodyNamed,
    choices: [
      { value: nobodyNamed, label: 'Nobody: the agency’s grants officers are told' },
      ...colleagues.map((one) => ({
        value: String(one.personId),
        label: one.name,
        hint: roleLabels[one.role],
      })),
    ],
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'person.change')
  const form = await readForm(request, supervisorForm)
  if (!form.ok) return refused(form)
  const id = foundId(params['id'])
  const chosen = form.data.supervisor
  const supervisor = chosen === nobodyNamed ? null : Number(chosen)
  const done = await attempt(form, () =>
    changeSupervisor(actor, form.key, id, form.version, { supervisor }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.membership(found(done.result).id, { notice: 'supervisor-named' }))
}

export default function NameSupervisor() {
  const { id, name, organization, version, supervisor, choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title={`Name a supervisor of ${name}`}
      lead={`In ${organization}. The supervisor is told when a report of this officer’s caseload is 30 days late or has waited 20 working days for its review.`}
      breadcrumb={[
        { label: 'People', href: paths.people() },
        { label: name, href: paths.membership(id) },
      ]}
    >
      <SchemaForm schema={supervisorForm} reply={reply} values={{ supervisor }} version={version}>
        {(field) => (
          <>
            <Radios {...field('supervisor')} legend="Supervisor" choices={choices} />
            <ButtonRow>
              <Button disabled={isSending}>Name the supervisor</Button>
              <a href={paths.membership(id)}>Cancel</a>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
