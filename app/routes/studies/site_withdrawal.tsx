import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { awardName } from '#app/domain/award.ts'
import { today } from '#app/domain/clock.ts'
import { siteMoveRefusal } from '#app/domain/study/site_invitations.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { withdrawSiteInvitation } from '#db/studies/invite_site.ts'
import { findSiteInvitation } from '#db/studies/site_invitations.ts'

export const handle = { title: 'Withdraw an invitation' }

const schema = async () =>
  (await import('#app/domain/study/site_invitation_forms.ts')).siteWithdrawalForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'site_invitation.send')
  const actor = await requireActor(request, 'site_invitation.read')
  const id = foundId(params['id'])
  const row = found(await findSiteInvitation(actor, params['slug'] ?? '', id))
  const { slug, title, sample, version } = row
  return {
    id,
    study: { slug, title, sample },
    award: awardName(row),
    version,
    closed: siteMoveRefusal('withdraw', row, today()),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'site_invitation.send')
  const at = { slug: params['slug'] ?? '', id: foundId(params['id']) }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    withdrawSiteInvitation(actor, form.key, { ...at, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.siteInvitation(at.slug, at.id, { done: 'withdrawn' }))
}

export default function WithdrawInvitation() {
  const { id, study, award, version, closed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="study"
      isBelow
      title="Withdraw an invitation"
      lead={`${award} can no longer answer it, and its grantee is told why.`}
    >
      {closed ? (
        <Alert tone="info">{closed}</Alert>
      ) : (
        <div className="narrow">
          <SchemaForm schema={schema} reply={reply} version={version}>
            {(field) => (
              <>
                <TextArea {...field('words')} label="Reason" rows={3} />
                <SubmitRow
                  label="Withdraw it"
                  instead="Back to the invitation"
                  href={paths.siteInvitation(study.slug, id)}
                />
              </>
            )}
          </SchemaForm>
        </div>
      )}
    </StudyFrame>
  )
}
