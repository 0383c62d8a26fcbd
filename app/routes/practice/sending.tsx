import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { kinshipWords } from '#app/domain/evidence/practice.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findNote } from '#db/evidence/practice.ts'
import { previewSending, sendNote } from '#db/evidence/practice_sends.ts'

export const handle = { title: 'Send a practice note' }

const schema = async () => (await import('#app/domain/evidence/practice_forms.ts')).practiceSendForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const sender = await requireActor(request, 'practice.send')
  const actor = await requireActor(request, 'practice.read')
  const { id, title, state } = found(await findNote(actor, foundId(params['id'])))
  if (state !== 'approved') throw conflict('This note is not approved, so it is not sent yet.')
  const awards = await previewSending(sender, id)
  return {
    id,
    title,
    open: awards
      .filter(({ sentAt }) => sentAt === null)
      .map((award) => ({
        number: award.number,
        name: awardName(award),
        why: kinshipWords(award.alike),
        sample: award.sample,
      })),
    sent: awards.flatMap((award) =>
      award.sentAt === null ? [] : [`${awardName(award)}, ${formatDateTime(award.sentAt)}`],
    ),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'practice.send')
  const id = foundId(params['id'])
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => sendNote(actor, form.key, id, form.data.award))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.practiceNote(id, { done: 'sent' }))
}

export default function SendPracticeNote() {
  const { id, title, open, sent } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Practice notes', href: paths.practiceNotes() },
        { label: title, href: paths.practiceNote(id) },
      ]}
      title="Send it to awards alike"
      lead={`${title}. Your caseload only, the most alike first.`}
    >
      {open.length === 0 ? (
        <EmptyState title="No award of your caseload is left to send it to">
          An award is alike that trains for one of the note’s sectors, lacks one of its components
          by the last fidelity ratings, or runs its model. A note that rests on a sample goes to
          sample awards alone.
        </EmptyState>
      ) : (
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <Checkboxes
                {...field('award')}
                defaultValue={
                  reply ? [reply.typed['award'] ?? []].flat() : open.map(({ number }) => number)
                }
                legend={open.length === 1 ? '1 award' : `${open.length} awards`}
                hint="Take out those it is not for."
                choices={open.map(({ number, name, why, sample }) => ({
                  value: number,
                  label: `${name}, ${number}${sample ? ' (sample)' : ''}`,
                  hint: why,
                }))}
              />
              <SubmitRow label="Send it" instead="Back to the note" href={paths.practiceNote(id)} />
            </>
          )}
        </SchemaForm>
      )}
      {sent.length > 0 && <p className="section__note">Have it already: {sent.join('; ')}.</p>}
    </Page>
  )
}
