import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { assignmentForm } from '#app/domain/assignment.ts'
import { awardName } from '#app/domain/award.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { assignOfficer, listOfficers } from '#db/awards/assignment.ts'
import { findAward } from '#db/awards/find.ts'

export const handle = { title: 'Program officer' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.assign')
  const award = await findOwnAgencys(request, params['number'] ?? '')
  return {
    number: award.number,
    name: awardName({ name: award.name, leadOrganization: award.organization }),
    officer: award.officer,
    officerMembershipId: award.officerMembershipId,
    version: award.version,
    officers: await listOfficers(actor),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.assign')
  const { number } = await findOwnAgencys(request, params['number'] ?? '')
  const form = await readForm(request, assignmentForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    assignOfficer(actor, form.key, number, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.award(found(done.result), { notice: 'assigned' }))
}

/** The award, if it is one of the grants officer's own agency; others read it and assign nothing. */
async function findOwnAgencys(request: Request, number: string) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findAward(actor, number))
  if (award.agencyCode !== actor.agencyCode) throw data({ outcome: 'forbidden' }, { status: 403 })
  return award
}

export default function AssignOfficer() {
  const { number, name, officer, version, ...rest } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  const choices = rest.officers
    .filter(({ id }) => id !== rest.officerMembershipId)
    .map(({ id, name, awards }) => ({
      value: String(id),
      label: name,
      hint: awards === 1 ? 'Looks after 1 award' : `Looks after ${awards} awards`,
    }))
  return (
    <Page
      title={officer ? 'Hand the award over' : 'Assign a program officer'}
      kicker={name}
      lead={
        officer ? `${officer} looks after this award now.` : 'Nobody looks after this award yet.'
      }
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: number, href: paths.award(number) },
      ]}
    >
      {choices.length === 0 ? (
        <p>
          Your agency has no other active program officer. An administrator can invite one, then you
          can assign the award here.
        </p>
      ) : (
        <SchemaForm schema={assignmentForm} reply={reply} version={version}>
          {(field) => (
            <>
              <Radios
                {...field('officer')}
                legend="Program officer from now on"
                choices={choices}
              />
              <TextArea
                {...field('reason')}
                label="Why"
                hint="Kept in the award’s history, where its grantee reads it too."
                rows={3}
              />
              <ButtonRow>
                <Button disabled={isSending}>{officer ? 'Hand over' : 'Assign'}</Button>
                <a href={paths.award(number)}>Cancel</a>
              </ButtonRow>
            </>
          )}
        </SchemaForm>
      )}
    </Page>
  )
}
