import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { holdForm } from '#app/domain/retention.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAward } from '#db/awards/find.ts'
import { findRetention, liftHold, placeHold } from '#db/awards/retention.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ hold }: Loaded) => (hold ? 'Lift the legal hold' : 'Place a legal hold'),
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'award.hold')
  const { award, retention } = await findOwnAgencys(request, params['number'] ?? '')
  return {
    number: award.number,
    name: awardName({ name: award.name, leadOrganization: award.organization }),
    version: award.version,
    hold: retention.hold,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.hold')
  const { award, retention } = await findOwnAgencys(request, params['number'] ?? '')
  const form = await readForm(request, holdForm)
  if (!form.ok) return refused(form)
  const move = retention.hold ? liftHold : placeHold
  const done = await attempt(form, () =>
    move(actor, form.key, award.number, form.version, form.data),
  )
  if (!done.ok) return done.reply
  const notice = retention.hold ? 'lifted' : 'held'
  throw redirect(paths.award(found(done.result), { notice }))
}

/** The award, if it is one of the grants officer's own agency; others read it and hold nothing. */
async function findOwnAgencys(request: Request, number: string) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findAward(actor, number))
  if (award.agencyCode !== actor.agencyCode) throw data({ outcome: 'forbidden' }, { status: 403 })
  return { award, retention: found(await findRetention(actor, award.id)) }
}

export default function LegalHold() {
  const { number, name, version, hold } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title={hold ? 'Lift the legal hold' : 'Place a legal hold'}
      kicker={name}
      lead={
        hold
          ? 'The records of this award then follow the usual time again: three years from the final financial report.'
          : 'Nothing of this award may be disposed of while the hold stands, however long ago its final report was.'
      }
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: number, href: paths.award(number) },
      ]}
    >
      {hold && (
        <Alert tone="warning" title="Under a legal hold">
          {hold.placedBy} placed it, {formatDateTime(hold.placedAt)}: {hold.reason}
        </Alert>
      )}
      <SchemaForm schema={holdForm} reply={reply} version={version}>
        {(field) => (
          <>
            <TextArea
              {...field('reason')}
              label={hold ? 'Why it is lifted' : 'Why'}
              hint="Kept in the award’s history, where its grantee reads it too: name the request or the case, and nothing confidential."
              rows={3}
            />
            <ButtonRow>
              <Button disabled={isSending}>{hold ? 'Lift the hold' : 'Place the hold'}</Button>
              <a href={paths.award(number)}>Cancel</a>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
