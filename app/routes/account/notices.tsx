import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { roleLabels } from '#app/domain/access.ts'
import {
  mailChoiceLabels,
  mailChoices,
  noticeGroupLabels,
  noticeSettingsForm,
} from '#app/domain/notices.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { chooseMail, listNoticeSettings } from '#db/notice_settings.ts'

export const handle = { title: 'Notices by mail' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  return {
    role: roleLabels[actor.role].toLowerCase(),
    organization: actor.organizationName,
    email: actor.email,
    settings: await listNoticeSettings(actor),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const form = await readForm(request, noticeSettingsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => chooseMail(actor, form.key, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.account({ notice: 'mail-chosen' }))
}

export default function MailChoices() {
  const { role, organization, email, settings } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      title="Notices by mail"
      lead={`As ${role} of ${organization}. The inbox has everything in any case.`}
      breadcrumb={[{ label: 'Your account', href: paths.account() }]}
    >
      {settings.length === 0 ? (
        <EmptyState
          title="Nothing is sent to your role"
          action={<a href={paths.today()}>See what needs you today</a>}
        >
          Notices go to those who file, review or decide. As {role} you read what they did.
        </EmptyState>
      ) : (
        <>
          <p>
            Mail goes to {email}. It says what happened and what to do, with a link; never figures,
            names of people or files.
          </p>
          <SchemaForm
            schema={noticeSettingsForm}
            reply={reply}
            values={Object.fromEntries(settings.map(({ group, mail }) => [group, mail]))}
          >
            {(field) => (
              <>
                {settings.map(({ group }) => (
                  <Radios
                    {...field(group)}
                    key={group}
                    legend={noticeGroupLabels[group]}
                    choices={mailChoices.map((one) => ({
                      value: one,
                      label: mailChoiceLabels[one],
                    }))}
                  />
                ))}
                <ButtonRow>
                  <Button disabled={isSending}>Save</Button>
                </ButtonRow>
              </>
            )}
          </SchemaForm>
        </>
      )}
    </Page>
  )
}
