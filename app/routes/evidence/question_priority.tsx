import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AgendaFrame } from '#app/components/agenda_frame.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { History } from '#app/components/history.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { priorityForm } from '#app/domain/evidence/agenda_forms.ts'
import { type Priority, priorities, priorityLabels } from '#app/domain/evidence/solicitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAgendaQuestion, setPriority } from '#db/evidence/agenda.ts'

export const handle = { title: 'Set the priority of a question' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'agenda.set')
  const actor = await requireActor(request, 'agenda.read')
  const { words, code, question, cells } = found(
    await findAgendaQuestion(actor, params['key'] ?? ''),
  )
  const isDone = new URL(request.url).searchParams.get('done') === 'set'
  return { question: { code, question, cells }, words, isDone }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'agenda.set')
  const form = await readForm(request, priorityForm)
  if (!form.ok) return refused(form)
  const at = { question: params['key'] ?? '', version: form.version }
  const done = await attempt(form, () => setPriority(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.questionPriority(found(done.result), { done: 'set' }))
}

export default function QuestionPriority() {
  const { question, words, isDone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AgendaFrame
      title="Set the priority of a question"
      lead="What a question weighs where the next solicitation is ranked. Until somebody sets one, it is 1."
      question={question}
    >
      {isDone && (
        <Alert tone="success" title="The priority is set">
          Gaps are ranked by it from now on. Nobody is told by mail;{' '}
          <a href={paths.solicitation()}>the next solicitation</a> shows who set it and why.
        </Alert>
      )}
      <Section id="set" title="Priority">
        <SchemaForm
          schema={async () => (await import('#app/domain/evidence/agenda_forms.ts')).priorityForm}
          reply={reply}
          version={words[0]?.no ?? 0}
        >
          {(field) => (
            <>
              <Select
                {...field('priority')}
                label="Priority"
                empty="Choose a priority"
                choices={priorities.map((one) => ({
                  value: String(one),
                  label: priorityLabels[one],
                }))}
              />
              <TextArea
                {...field('reason')}
                label="Reason"
                hint="Which decision waits for the answer. Everyone who reads the agenda reads it."
                rows={3}
              />
              <SubmitRow
                label="Set the priority"
                instead="Back to the next solicitation"
                href={paths.solicitation()}
              />
            </>
          )}
        </SchemaForm>
      </Section>
      {words.length > 0 && (
        <Section id="before" title="Said so far">
          <History
            entries={words.map((one) => ({
              id: String(one.no),
              what: priorityLabels[one.priority as Priority],
              who: one.setBy,
              when: { text: formatDateTime(one.setAt), iso: one.setAt.toISOString() },
              why: one.reason,
            }))}
          />
        </Section>
      )}
    </AgendaFrame>
  )
}
