import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { NewPasswordFields } from '#app/components/password.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { buttonForm, newcomerForm } from '#app/domain/account.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { now } from '#app/domain/clock.ts'
import { roleDuties } from '#app/domain/invitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, WriteFields, useIsSending } from '#app/form.tsx'
import { hashPassword, passwordProblem } from '#app/password.server.ts'
import * as paths from '#app/paths.ts'
import { requestScope } from '#app/request.server.ts'
import { attempt, refused } from '#app/responses.ts'
import { readSession, startSession } from '#app/session.server.ts'
import { acceptInvitation, findInvitationByToken } from '#db/invitation_links.ts'
import { hashToken } from '#db/sessions.ts'

export const handle = { title: 'Accept an invitation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const token = params.token ?? ''
  const invitation = await findInvitationByToken(hashToken(token))
  if (!invitation) return data({ open: null }, { status: 404 })
  const session = await readSession(request)
  const { email, role, organization, study, expiresAt } = invitation
  return data({
    open: {
      email,
      role: roleLabels[role],
      duty: roleDuties[role],
      organization,
      study,
      expires: formatDateTime(expiresAt),
      taker: takerOf(invitation, session),
      signedInAs: session?.email ?? null,
      address: paths.invitation(token),
    },
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const token = params.token ?? ''
  const invitation = await findInvitationByToken(hashToken(token))
  if (!invitation) throw redirect(paths.invitation(token))
  const session = await readSession(request)
  const taker = takerOf(invitation, session)
  if (taker === 'newcomer') return enter(request, token)
  if (taker !== 'holder' || !session) throw redirect(paths.invitation(token))
  const form = await readForm(request, buttonForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    acceptInvitation(hashToken(token), { personId: session.personId }, requestScope().id),
  )
  if (!done.ok) return done.reply
  return welcome(request, token, done.result, session.authenticatedAt)
}

async function enter(request: Request, token: string) {
  const form = await readForm(request, newcomerForm)
  if (!form.ok) return refused(form)
  const { name, password } = form.data
  const problem = passwordProblem(password)
  if (problem) return refused({ typed: form.typed, errors: { password: problem } })
  const passwordHash = await hashPassword(password)
  const done = await attempt(form, () =>
    acceptInvitation(hashToken(token), { name, passwordHash }, requestScope().id),
  )
  if (!done.ok) return done.reply
  return welcome(request, token, done.result, now())
}

async function welcome(
  request: Request,
  token: string,
  joined: Awaited<ReturnType<typeof acceptInvitation>>,
  authenticatedAt: Date,
): Promise<never> {
  if (!joined) throw redirect(paths.invitation(token))
  const headers = await startSession(request, joined.personId, joined.membershipId, authenticatedAt)
  throw redirect(paths.welcome(), { headers })
}

type Taker = 'newcomer' | 'disabled' | 'holder' | 'stranger'

/** Who opens the link: somebody new, the account's holder, or somebody who has to sign in as them. */
function takerOf(
  invitation: { personId: number | null; disabledAt: Date | null },
  session: { personId: number } | null,
): Taker {
  if (invitation.personId === null) return 'newcomer'
  if (invitation.disabledAt) return 'disabled'
  return session?.personId === invitation.personId ? 'holder' : 'stranger'
}

export default function Invitation() {
  const { open } = useLoaderData<typeof loader>()
  if (!open) return <UsedUp />
  const { email, role, duty, organization, study, expires } = open
  return (
    <Page title={`Join ${organization}`} lead={`You are invited as ${role.toLowerCase()}.`}>
      <KeyValues
        facts={[
          { label: 'Your e-mail address', value: email },
          { label: 'Organization', value: organization },
          {
            label: 'Role',
            value: (
              <>
                <strong>{role}</strong>. {duty}
              </>
            ),
          },
          ...(study ? [{ label: 'Study', value: study }] : []),
          { label: 'Works until', value: expires },
        ]}
      />
      <Acceptance {...open} />
    </Page>
  )
}

function Acceptance(open: {
  taker: Taker
  email: string
  signedInAs: string | null
  address: string
}) {
  switch (open.taker) {
    case 'newcomer':
      return <NewcomerForm email={open.email} />
    case 'holder':
      return <HolderForm />
    case 'disabled':
      return (
        <Alert tone="warning">
          The account of {open.email} is disabled. An administrator can enable it; then this link
          works again.
        </Alert>
      )
    case 'stranger':
      return (
        <>
          <Alert tone="info">
            {open.email} has an account already.
            {open.signedInAs && ` You are signed in as ${open.signedInAs}.`} Sign in as {open.email}{' '}
            to accept.
          </Alert>
          <p>
            <ButtonLink href={paths.signIn({ to: open.address })}>Sign in to accept</ButtonLink>
          </p>
        </>
      )
  }
}

function NewcomerForm({ email }: { email: string }) {
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <SchemaForm schema={newcomerForm} reply={reply}>
      {(field) => (
        <>
          <TextField
            {...field('name')}
            label="Your name"
            hint="As it should stand under what you do here."
            autoComplete="name"
          />
          {/* For the password manager, which keeps the address with the password. */}
          <input
            type="email"
            className="visually-hidden"
            autoComplete="username"
            defaultValue={email}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <NewPasswordFields field={field} />
          <ButtonRow>
            <Button disabled={isSending}>Accept and sign in</Button>
          </ButtonRow>
        </>
      )}
    </SchemaForm>
  )
}

function HolderForm() {
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Form method="post">
      {reply?.errors['form'] && <Alert tone="error">{reply.errors['form']}</Alert>}
      <WriteFields />
      <ButtonRow>
        <Button disabled={isSending}>Accept the invitation</Button>
      </ButtonRow>
    </Form>
  )
}

function UsedUp() {
  return (
    <Page title="This invitation does not work any more">
      <p>
        An invitation works once and for seven days, and whoever sent it can withdraw it. If you
        accepted it already, sign in with your account. Otherwise ask the person who invited you to
        send another.
      </p>
      <p>
        <ButtonLink href={paths.signIn()}>Sign in</ButtonLink>
      </p>
    </Page>
  )
}
