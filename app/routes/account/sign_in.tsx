import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { signInForm } from '#app/domain/account.ts'
import { wordsFor } from '#app/domain/words.ts'
import { env } from '#app/env.server.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, WriteFields, useIsSending } from '#app/form.tsx'
import { ownPath } from '#app/paths/own.ts'
import * as paths from '#app/paths.ts'
import { refused } from '#app/responses.ts'
import { readSession, signIn } from '#app/session.server.ts'
import { castPassword, demoAccounts } from '#db/cast/people.ts'

export const handle = { title: 'Sign in' }

const notices: Record<string, string> = {
  'signed-out': 'You are signed out.',
  'password-set': 'Your new password is set. Sign in with it.',
}

export async function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const session = await readSession(request)
  return {
    to: ownPath(query.get('to')),
    notice: wordsFor(notices, query.get('notice')),
    signedInAs: session?.name ?? null,
    demo: env().isDemo
      ? {
          password: castPassword,
          accounts: demoAccounts.map(({ name, email, memberships }) => ({
            name,
            email,
            role: roleLabels[memberships[0][1]],
          })),
        }
      : null,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request, signInForm)
  if (!form.ok) return refused(form)
  const answer = await signIn(request, form.data)
  if (!answer.ok) {
    const sentence =
      answer.problem === 'limited'
        ? 'Too many attempts. Wait 15 minutes, then try again, or set a new password.'
        : 'The e-mail address or the password is not right.'
    return refused({ typed: form.typed, errors: { password: sentence } })
  }
  const to = ownPath(form.data.to)
  // An invitation is taken by a person, whether or not they act for an organization yet.
  const needsChoice = answer.needsChoice && !to?.startsWith(paths.invitation(''))
  const next = needsChoice ? paths.organization({ to: to ?? '' }) : (to ?? paths.today())
  throw redirect(next, { headers: answer.headers })
}

export default function SignIn() {
  const { to, notice, signedInAs, demo } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title="Sign in"
      lead="Awards, progress reports and studies of sector training, in one place."
    >
      {notice && <Alert tone="success">{notice}</Alert>}
      {signedInAs && !notice && (
        <Alert tone="info">
          You are signed in as {signedInAs}. <a href={to ?? paths.today()}>Go on</a>, or sign in as
          somebody else.
        </Alert>
      )}
      <div className="columns">
        <div>
          <SchemaForm schema={signInForm} reply={reply} values={{ to: to ?? '' }}>
            {(field) => (
              <>
                <TextField
                  {...field('email')}
                  type="email"
                  label="E-mail address"
                  autoComplete="username"
                />
                <TextField
                  {...field('password')}
                  type="password"
                  label="Password"
                  autoComplete="current-password"
                />
                {to && <input type="hidden" name="to" value={to} />}
                <ButtonRow>
                  <Button disabled={isSending}>Sign in</Button>
                </ButtonRow>
                <p>
                  <a href={paths.forgotPassword()}>Forgot your password?</a>
                </p>
              </>
            )}
          </SchemaForm>
        </div>
        {demo && <DemoAccounts to={to} {...demo} />}
      </div>
    </Page>
  )
}

function DemoAccounts(props: {
  to: string | null
  password: string
  accounts: { name: string; email: string; role: string }[]
}) {
  return (
    <div>
      <Section id="sample-accounts" title="Look around as">
        <p>Invented people, one for each role. Whatever you do stays on this machine.</p>
        <ul className="choices">
          {props.accounts.map(({ name, email, role }) => (
            <li key={email}>
              <form method="post" action={paths.signIn()}>
                <WriteFields />
                <input type="hidden" name="email" value={email} />
                <input type="hidden" name="password" value={props.password} />
                {props.to && <input type="hidden" name="to" value={props.to} />}
                <button type="submit" className="choices__button">
                  {role} <span className="choices__note">{name}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
