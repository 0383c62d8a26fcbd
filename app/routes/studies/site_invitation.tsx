import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ButtonLink, SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert, Done } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SiteInvitationTag } from '#app/components/site_invitation.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime, formatDue } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { siteDuties, siteMoveRefusal, standingOf } from '#app/domain/study/site_invitations.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { answerSiteInvitation } from '#db/studies/invite_site.ts'
import { findSiteInvitation } from '#db/studies/site_invitations.ts'

export const handle = { title: 'Invitation to be a site' }

const schema = async () =>
  (await import('#app/domain/study/site_invitation_forms.ts')).siteAnswerForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'site_invitation.read')
  const id = foundId(params['id'])
  const row = found(await findSiteInvitation(actor, params['slug'] ?? '', id))
  const { sentAt, endedAt, isStudyOpen, ...invitation } = row
  const day = today()
  return {
    invitation,
    isStudyOpen: isStudyOpen === true,
    isGrantee: actor.organizationKind === 'grantee',
    standing: standingOf(invitation, day),
    sentAt: formatDateTime(sentAt),
    endedAt: endedAt && formatDateTime(endedAt),
    due: formatDue(invitation.answerBy, day),
    mayAnswer:
      may(actor.role, 'site_invitation.answer') &&
      siteMoveRefusal('accept', invitation, day) === null,
    mayWithdraw:
      may(actor.role, 'site_invitation.send') &&
      siteMoveRefusal('withdraw', invitation, day) === null,
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'site_invitation.answer')
  const at = { slug: params['slug'] ?? '', id: foundId(params['id']) }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    answerSiteInvitation(actor, form.key, { ...at, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.siteInvitation(at.slug, at.id, { done: found(done.result).answer }))
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

const outcomes: Record<string, { says: string; next: string }> = {
  sent: {
    says: 'The invitation is sent.',
    next: 'The grantee’s certifying officials and preparers are told. Once the official answers, the study’s team and the evaluation officers are told.',
  },
  accepted: {
    says: 'You accepted: the award is a site of the study.',
    next: 'The study’s team, the evaluation officers and your preparers are told. The evaluators bring the participation agreement; nobody is recruited before it is signed.',
  },
  declined: {
    says: 'You declined.',
    next: 'The study’s lead and the evaluation officers are told, with your reason. Nothing more is asked of you.',
  },
  withdrawn: {
    says: 'The invitation is withdrawn.',
    next: 'The grantee is told, with the reason. The award can be invited again.',
  },
}

export default function SiteInvitationPage() {
  const loaded = useLoaderData<typeof loader>()
  const { invitation, isGrantee, isStudyOpen, done } = loaded
  const outcome = done === loaded.standing ? outcomes[done] : undefined
  return (
    <Page
      breadcrumb={
        isStudyOpen
          ? [
              { label: 'Studies', href: paths.studies() },
              { label: invitation.title, href: paths.study(invitation.slug) },
            ]
          : [
              { label: 'Awards', href: paths.awards() },
              { label: invitation.number, href: paths.award(invitation.number) },
            ]
      }
      kicker={
        <>
          {awardName(invitation)} · {invitation.number} {invitation.sample && <SampleBadge />}
        </>
      }
      title="Invitation to be a site"
      lead={`${invitation.title}, by ${invitation.firm}`}
      actions={
        loaded.mayWithdraw && (
          <ButtonLink
            look="outline"
            href={paths.siteInvitationWithdrawal(invitation.slug, invitation.id)}
          >
            Withdraw it
          </ButtonLink>
        )
      }
    >
      {outcome && (
        <Done says={outcome.says}>
          <p>{outcome.next}</p>
          {isStudyOpen && (
            <p>
              <a href={paths.study(invitation.slug)}>
                {done === 'accepted' ? 'See what the study asks of you' : 'Back to the study'}
              </a>
            </p>
          )}
        </Done>
      )}
      <KeyValues facts={factsOf(loaded)} />
      {invitation.endWords && loaded.standing !== 'sent' && (
        <Section id="answer-words" title={loaded.standing === 'accepted' ? 'Remark' : 'Reason'}>
          <p className="prose">{invitation.endWords}</p>
        </Section>
      )}
      <Section id="asked" title={isGrantee ? 'What the study asks of you' : 'What it asks'}>
        <p className="prose">{invitation.words}</p>
        {invitation.summary && <p>The study: {invitation.summary}</p>}
      </Section>
      <Section id="duties" title="What every site does">
        <ul>
          {siteDuties.map((duty) => (
            <li key={duty}>{duty}</li>
          ))}
        </ul>
      </Section>
      {loaded.mayAnswer ? (
        <AnswerForm invitation={invitation} />
      ) : (
        loaded.standing === 'sent' &&
        isGrantee && (
          <Alert tone="info">
            A certifying official of {invitation.leadOrganization} accepts or declines.
          </Alert>
        )
      )}
    </Page>
  )
}

function AnswerForm({ invitation }: Pick<Loaded, 'invitation'>) {
  const reply = useActionData<typeof action>()
  return (
    <Section id="answer" title="Your answer">
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} version={invitation.version}>
          {(field) => (
            <>
              <Radios
                {...field('answer')}
                legend="Is the award a site of this study?"
                choices={[
                  {
                    value: 'accepted',
                    label: 'Accept',
                    hint: 'The award is a site from today, and you see the study’s page.',
                  },
                  {
                    value: 'declined',
                    label: 'Decline',
                    hint: 'Nothing changes for the award.',
                  },
                ]}
              />
              <TextArea
                {...field('words')}
                label="Reason or remark"
                hint="Needed to decline. The study’s lead and the evaluation officers read it."
                rows={3}
                optional
              />
              <SubmitRow
                label="Send the answer"
                instead="Back to the award"
                href={paths.award(invitation.number)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </Section>
  )
}

function factsOf({ invitation, standing, sentAt, endedAt, due }: Loaded) {
  return [
    { label: 'Stands', value: <SiteInvitationTag standing={standing} /> },
    { label: 'Answer by', value: due },
    { label: 'Sent by', value: `${invitation.senderName}, ${sentAt}` },
    ...(endedAt
      ? [
          {
            label: standing === 'withdrawn' ? 'Withdrawn by' : 'Answered by',
            value: `${invitation.enderName ?? ''}, ${endedAt}`,
          },
        ]
      : []),
    { label: 'Grantee', value: invitation.leadOrganization },
    {
      label: 'Who runs the study',
      value: [...names(invitation.leads), invitation.firm].join(', '),
    },
  ]
}

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)
