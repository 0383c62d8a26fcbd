import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NewPasswordFields } from '#app/components/password.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { passwordChangeForm } from '#app/domain/account.ts'
import { wordsFor } from '#app/domain/words.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import { passwordProblem } from '#app/password.server.ts'
import * as paths from '#app/paths.ts'
import { refused } from '#app/responses.ts'
import { changePassword, requireSession } from '#app/session.server.ts'
import { listOwnMemberships } from '#db/accounts.ts'

export const handle = { title: 'Your account' }

const notices: Record<string, string> = {
  'password-changed':
    'Your password is changed. You are signed out everywhere else; here you stay signed in.',
  'mail-chosen':
    'Your choice of mail is saved. It holds for what happens from now on; what already waits for a digest stays in it.',
}

const refusals = {
  wrong: 'This is not your current password.',
  limited: 'Too many attempts. Wait 15 minutes, then try again.',
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId, name, email } = await requireSession(request)
  const held = await listOwnMemberships(personId)
  return {
    name,
    email,
    notice: wordsFor(notices, new URL(request.url).searchParams.get('notice')),
    memberships: held.map(({ organizationName, role }) => ({
      organization: organizationName,
      role: roleLabels[role],
    })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  await requireSession(request)
  const form = await readForm(request, passwordChangeForm)
  if (!form.ok) return refused(form)
  const problem = passwordProblem(form.data.password)
  if (problem) return refused({ typed: form.typed, errors: { password: problem } })
  const { answer, headers } = await changePassword(request, form.data)
  if (answer !== 'changed') {
    return refused({ typed: form.typed, errors: { currentPassword: refusals[answer] } })
  }
  throw redirect(paths.account({ notice: 'password-changed' }), { headers })
}

export default function Account() {
  const { name, email, notice, memberships } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page title="Your account">
      {notice && <Alert tone="success">{notice}</Alert>}
      <KeyValues
        facts={[
          { label: 'Name', value: name },
          { label: 'E-mail address', value: email },
          ...memberships.map(({ organization, role }) => ({ label: organization, value: role })),
        ]}
      />
      <Section id="notices" title="What you are told">
        <p>
          Everything that concerns you is in your <a href={paths.inbox()}>inbox</a>.{' '}
          <a href={paths.accountNotices()}>Choose what comes by mail</a>
        </p>
        <p>
          Due dates and milestones can stand in your own calendar program.{' '}
          <a href={paths.accountCalendar()}>Set up your calendar</a>
        </p>
      </Section>
      <Section id="away" title="When you are away">
        <p>
          A colleague can stand in for you, so that nothing waits until you are back.{' '}
          <a href={paths.accountAway()}>Say when you are away</a>
        </p>
      </Section>
      <Section id="password" title="Change your password">
        <SchemaForm schema={passwordChangeForm} reply={reply}>
          {(field) => (
            <>
              <TextField
                {...field('currentPassword')}
                type="password"
                label="Current password"
                autoComplete="current-password"
              />
              <NewPasswordFields field={field} />
              <ButtonRow>
                <Button disabled={isSending}>Change the password</Button>
              </ButtonRow>
            </>
          )}
        </SchemaForm>
      </Section>
    </Page>
  )
}
