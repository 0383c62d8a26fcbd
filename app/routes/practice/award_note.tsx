import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextField } from '#app/components/fields.tsx'
import { PracticeBody } from '#app/components/practice_note.tsx'
import { practiceAnswerLabels, practiceAnswers } from '#app/domain/evidence/practice.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAwardPractice } from '#db/evidence/practice.ts'
import { answerNote } from '#db/evidence/practice_sends.ts'

export const handle = { title: 'Is it of use?' }

const schema = async () =>
  (await import('#app/domain/evidence/practice_forms.ts')).practiceAnswerForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'practice.answer')
  const actor = await requireActor(request, 'sent_practice.read')
  const { sends, ...award } = found(await findAwardPractice(actor, params['number'] ?? ''))
  const id = foundId(params['id'])
  const send = found(sends.find(({ sendId }) => sendId === id))
  if (send.answer) throw conflict('Your organization answered this note already.')
  return { award, send }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'practice.answer')
  const at = { number: params['number'] ?? '', sendId: foundId(params['id']) }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => answerNote(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.awardPractice(at.number, { done: 'answered' }))
}

export default function AnswerPracticeNote() {
  const { award, send } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={award}
      above={[{ label: 'Practice notes', href: paths.awardPractice(award.number) }]}
      title={send.title}
      lead={`Sent by ${send.sentBy}, your program officer.`}
    >
      <PracticeBody note={send} opens={false} />
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <Radios
                {...field('answer')}
                legend="Is it of use to you?"
                choices={practiceAnswers.map((value) => ({
                  value,
                  label: practiceAnswerLabels[value],
                }))}
              />
              <TextField
                {...field('words')}
                label="Why, in a line"
                hint="What you will try, or why it does not fit. Your program officer reads it."
              />
              <SubmitRow
                label="Answer"
                instead="Back to the notes"
                href={paths.awardPractice(award.number)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </AwardFrame>
  )
}
