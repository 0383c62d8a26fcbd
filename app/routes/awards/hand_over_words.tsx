import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { awardName } from '#app/domain/award.ts'
import { countedAwards } from '#app/domain/award_actions.ts'
import { openInWords } from '#app/domain/caseload.ts'
import { handOverWordsForm } from '#app/domain/hand_over_forms.ts'
import { readForm } from '#app/form.server.ts'
import { RefusalSummary, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listCaseload } from '#db/awards/caseloads.ts'
import { leaveWords } from '#db/awards/hand_over.ts'

export const handle = { title: 'Words for whoever takes over' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.hand_over')
  const reader = await requireActor(request, 'caseload.read')
  const { searchParams } = new URL(request.url)
  const desk = actor.membershipId
  const { awards } = await listCaseload(reader, desk, { after: searchParams.get('after') })
  return { awards, desk, done: searchParams.get('done') }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.hand_over')
  const form = await readForm(request, handOverWordsForm)
  if (!form.ok) return refused(form)
  const { number, words } = form.data
  const left = number.map((one, index) => ({ number: one, words: words[index] ?? null }))
  const done = await attempt(form, () => leaveWords(actor, form.key, left))
  if (!done.ok) return done.reply
  throw redirect(paths.handOverWords({ done: done.result }))
}

/** What is open in each award of the own caseload, beside what only its officer knows. */
export default function HandOverWords() {
  const { awards, desk, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const typed = (index: number) => {
    const words = reply?.typed['words']
    return typeof words === 'string' ? words : words?.[index]
  }
  return (
    <Page
      title="Words for whoever takes over"
      lead="What is open in each of your awards. Leave what only you know: it stands in the hand-over pack, which a grants officer and whoever takes an award over read."
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: 'Your caseload', href: paths.caseload(desk) },
      ]}
    >
      <RefusalSummary reply={reply} />
      {done !== null && /^\d{1,4}$/.test(done) && (
        <Alert tone="success">
          {done === '0'
            ? 'Nothing new was written.'
            : `Words kept for ${countedAwards(Number(done))}.`}{' '}
          <a href={paths.handOverPack(desk)}>See the pack</a>
        </Alert>
      )}
      {awards.length === 0 ? (
        <EmptyState title="You look after no award">
          Once a grants officer assigns one to you, it stands here.
        </EmptyState>
      ) : (
        <Form method="post">
          <WriteFields />
          {awards.map((award, index) => (
            <Section
              key={award.number}
              id={`award-${index + 1}`}
              title={awardName({ name: award.name, leadOrganization: award.organization })}
              aside={<a href={paths.award(award.number)}>{award.number}</a>}
            >
              <p>Open: {openInWords(award) ?? 'nothing'}.</p>
              <input type="hidden" name="number" value={award.number} />
              <TextArea
                id={`words.${index}`}
                name="words"
                label="For whoever takes it over"
                hint="Whom to call, what was promised, what to watch. The grantee does not read it."
                rows={3}
                defaultValue={typed(index) ?? award.lastLeft?.words ?? ''}
                error={reply?.errors[`words.${index}`]}
              />
            </Section>
          ))}
          <SubmitRow
            label="Keep these words"
            instead="Back to the caseload"
            href={paths.caseload(desk)}
          />
        </Form>
      )}
    </Page>
  )
}
