import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Page } from '#app/components/page.tsx'
import { NewPasswordFields } from '#app/components/password.tsx'
import { newPasswordForm } from '#app/domain/account.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import { hashPassword, passwordProblem } from '#app/password.server.ts'
import * as paths from '#app/paths.ts'
import { requestScope } from '#app/request.server.ts'
import { refused } from '#app/responses.ts'
import { isResetOpen, resetPassword } from '#db/accounts.ts'
import { hashToken } from '#db/sessions.ts'

export const handle = { title: 'Set a new password' }

export async function loader({ params }: LoaderFunctionArgs) {
  const isOpen = await isResetOpen(hashToken(params.token ?? ''))
  return data({ isOpen }, { status: isOpen ? 200 : 404 })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const tokenHash = hashToken(params.token ?? '')
  const form = await readForm(request, newPasswordForm)
  if (!form.ok) return refused(form)
  const problem = passwordProblem(form.data.password)
  if (problem) return refused({ typed: form.typed, errors: { password: problem } })
  // Asked before hashing, so that guessing links costs the server nothing.
  const isSet =
    (await isResetOpen(tokenHash)) &&
    (await resetPassword(tokenHash, await hashPassword(form.data.password), requestScope().id))
  if (!isSet) throw redirect(paths.resetPassword(params.token ?? ''))
  throw redirect(paths.signIn({ notice: 'password-set' }))
}

export default function ResetPassword() {
  const { isOpen } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  if (!isOpen) return <UsedUp />
  return (
    <Page
      title="Set a new password"
      lead="You will be signed out everywhere, then sign in with the new password."
    >
      <SchemaForm schema={newPasswordForm} reply={reply}>
        {(field) => (
          <>
            <NewPasswordFields field={field} />
            <ButtonRow>
              <Button disabled={isSending}>Set the password</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Page>
  )
}

function UsedUp() {
  return (
    <Page title="This link does not work any more">
      <p>
        A link to set a password works once and for half an hour, and only the newest one works.
        Your password is as it was.
      </p>
      <p>
        <ButtonLink href={paths.forgotPassword()}>Ask for a new link</ButtonLink>
      </p>
    </Page>
  )
}
