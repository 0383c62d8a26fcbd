import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea, TextField } from '#app/components/fields.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { siteDuties } from '#app/domain/study/site_invitations.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { inviteSite } from '#db/studies/invite_site.ts'
import { findInvitingStudy } from '#db/studies/site_invitations.ts'

export const handle = { title: 'Invite an award as a site' }

const schema = async () =>
  (await import('#app/domain/study/site_invitation_forms.ts')).siteInvitationForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'site_invitation.send')
  const number = new URL(request.url).searchParams.get('number')
  return {
    study: found(await findInvitingStudy(actor, params['slug'] ?? '')),
    typed: number?.slice(0, 80) ?? '',
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'site_invitation.send')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => inviteSite(actor, form.key, slug, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.siteInvitation(slug, found(done.result).id, { done: 'sent' }))
}

export default function InviteSite() {
  const { study, typed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="study"
      isBelow
      title="Invite an award as a site"
      lead="The certifying official of its grantee accepts or declines. Until then the award is no site."
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} values={{ number: typed }}>
          {(field) => (
            <>
              <TextField
                {...field('number')}
                label="Number of the award"
                hint="As its notice of award has it, for example SAMPLE-NEG-01."
              />
              <TextArea
                {...field('words')}
                label="What you ask of the grantee"
                hint="How many people, from when to when, what its staff would do, and what it gets for that. The grantee reads these words."
              />
              <DateField
                name="answerBy"
                field={field}
                legend="Answer by"
                hint="From tomorrow on; after this day the invitation lapses. For example: 4 28 2027"
              />
              <SubmitRow
                label="Send the invitation"
                instead="Back to the study"
                href={paths.study(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
      <Section id="duties" title="What the grantee reads besides">
        <ul>
          {siteDuties.map((duty) => (
            <li key={duty}>{duty}</li>
          ))}
        </ul>
      </Section>
    </StudyFrame>
  )
}
