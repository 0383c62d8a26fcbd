import { type ActionFunctionArgs, data } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { NextStep } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { forgottenForm } from '#app/domain/account.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { requestScope } from '#app/request.server.ts'
import { refused } from '#app/responses.ts'
import { requestReset, resetMinutes } from '#db/password_resets.ts'
import { allowReset } from '#db/sign_in_limits.ts'

export const handle = { title: 'Set a new password' }

export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request, forgottenForm)
  if (!form.ok) return refused(form)
  const { email } = form.data
  if (!(await allowReset(email, requestScope().address))) {
    return refused({
      typed: form.typed,
      errors: { email: 'Too many links were asked for. Wait 15 minutes, then try again.' },
    })
  }
  await requestReset(email)
  return data({ sentTo: email, minutes: resetMinutes })
}

export default function ForgotPassword() {
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  if (reply && 'sentTo' in reply) return <Sent {...reply} />
  return (
    <Page
      title="Set a new password"
      lead="Give the e-mail address of your account. A link to set a new password goes there."
      breadcrumb={[{ label: 'Sign in', href: paths.signIn() }]}
    >
      <SchemaForm schema={forgottenForm} reply={reply}>
        {(field) => (
          <>
            <TextField
              {...field('email')}
              type="email"
              label="E-mail address"
              autoComplete="username"
            />
            <ButtonRow>
              <Button disabled={isSending}>Send the link</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}

function Sent({ sentTo, minutes }: { sentTo: string; minutes: number }) {
  return (
    <Page title="Look into your mail" breadcrumb={[{ label: 'Sign in', href: paths.signIn() }]}>
      <p>
        If <strong>{sentTo}</strong> has an account here, a message with a link is on its way.
      </p>
      <NextStep>
        <p>
          Open the link within {minutes} minutes and choose a new password. The link works once. If
          nothing arrives, look among unwanted mail, check the address, and{' '}
          <a href={paths.forgotPassword()}>ask again</a>.
        </p>
      </NextStep>
    </Page>
  )
}
