import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { calendarForm } from '#app/domain/account.ts'
import { roleLabels } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { env } from '#app/env.server.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { createFeed, findFeed, revokeFeed } from '#db/calendar.ts'

export const handle = { title: 'Your calendar' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const feed = await findFeed(actor)
  return {
    role: roleLabels[actor.role].toLowerCase(),
    organization: actor.organizationName,
    since: feed && formatDateTime(feed.since),
  }
}

/** The address is in this answer alone: nothing keeps it, so no later page could show it. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const form = await readForm(request, calendarForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, async () => {
    if (form.data.do === 'make') return createFeed(actor, form.key)
    await revokeFeed(actor, form.key)
    return null
  })
  if (!done.ok) return done.reply
  const address = done.result && env().origin + paths.calendar(done.result)
  return { done: form.data.do, address }
}

export default function Calendar() {
  const { role, organization, since } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Your calendar"
      lead={`Due dates and milestones in your own calendar program, as ${role} of ${organization}.`}
      breadcrumb={[{ label: 'Your account', href: paths.account() }]}
    >
      {reply && <Done reply={reply} />}
      <p>
        A calendar program reads it by an address that only you know. It holds report numbers, award
        numbers, names of milestones and days; no figures and no names of people. It follows when a
        date moves, and ends with your membership.
      </p>
      {since ? (
        <>
          <p>Your calendar works since {since}. Its address was shown once and is kept nowhere.</p>
          <ButtonRow>
            <Move does="make" look="outline">
              Make a new address
            </Move>
            <Move does="revoke" look="danger">
              Revoke the calendar
            </Move>
          </ButtonRow>
          <p className="usa-hint">With a new address the old one stops working at once.</p>
        </>
      ) : (
        <ButtonRow>
          <Move does="make">Make a calendar</Move>
        </ButtonRow>
      )}
    </Page>
  )
}

function Move(props: { does: 'make' | 'revoke'; look?: 'outline' | 'danger'; children: string }) {
  return (
    <Form method="post">
      <WriteFields />
      <Button name="do" value={props.does} {...(props.look ? { look: props.look } : {})}>
        {props.children}
      </Button>
    </Form>
  )
}

type Answer = NonNullable<ReturnType<typeof useActionData<typeof action>>>

function Done({ reply }: { reply: Answer }) {
  if ('errors' in reply) {
    return <Alert tone="error">Nothing was changed. {Object.values(reply.errors).join(' ')}</Alert>
  }
  if (reply.done === 'revoke') {
    return (
      <Alert tone="success">The calendar is revoked. Its address does not work any more.</Alert>
    )
  }
  if (!reply.address) {
    return (
      <Alert tone="warning">
        The calendar was made by this request before, and its address was shown then. Make a new
        address if you did not keep it.
      </Alert>
    )
  }
  return (
    <>
      <Alert tone="success" title="Your calendar is made. Copy its address now.">
        <p>It is shown this once:</p>
        <p>
          <code className="secret-address">{reply.address}</code>
        </p>
      </Alert>
      <NextStep>
        In your calendar program choose “Subscribe” or “Add calendar from the internet” and paste
        the address. Whoever has it can read your days, so treat it like a password.
      </NextStep>
    </>
  )
}
