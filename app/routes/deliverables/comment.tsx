import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { commentKindLabels, reviewBodyLabels } from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDeliverable } from '#db/studies/deliverables.ts'
import { answerComment } from '#db/studies/draft_reviewers.ts'

export const handle = { title: 'Answer a comment' }

const schema = async () =>
  (await import('#app/domain/study/deliverable_forms.ts')).commentAnswerForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'draft.answer')
  const actor = await requireActor(request, 'deliverable.read')
  const row = found(await findDeliverable(actor, params['slug'] ?? '', foundId(params['no'])))
  const wanted = foundId(params['id'])
  const { writtenAt, ...comment } = found(row.comments.find(({ no }) => no === wanted))
  if (comment.answer) throw conflict('This comment is answered already.')
  const { slug, no, title, studyTitle, sample } = row
  return {
    slug,
    no,
    title,
    studyTitle,
    sample,
    comment: { ...comment, when: formatDateTime(new Date(writtenAt)) },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'draft.answer')
  const at = {
    slug: params['slug'] ?? '',
    no: foundId(params['no']),
    comment: foundId(params['id']),
  }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => answerComment(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.deliverable(at.slug, at.no, { done: 'answered' }))
}

export default function AnswerComment() {
  const { slug, no, title, studyTitle, sample, comment } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={{ slug, title: studyTitle, sample }}
      part="deliverables"
      isBelow
      title="Answer a comment"
      lead={title}
    >
      <KeyValues
        facts={[
          { label: 'Where', value: `${comment.place}, draft ${comment.draftNo}` },
          { label: commentKindLabels[comment.kind], value: comment.words },
          {
            label: 'By',
            value: `${comment.reviewer}, ${reviewBodyLabels[comment.body].toLowerCase()}, ${comment.when}`,
          },
        ]}
      />
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <Radios
                {...field('answer')}
                legend="Do you agree?"
                choices={[
                  { value: 'agreed', label: 'Yes', hint: 'It is due in the next draft.' },
                  { value: 'not_agreed', label: 'No' },
                ]}
              />
              <TextArea
                {...field('words')}
                label="What you change, or why not"
                hint="Whoever accepts the deliverable reads it beside the comment."
                rows={4}
              />
              <SubmitRow
                label="Keep the answer"
                instead="Back to the deliverable"
                href={paths.deliverable(slug, no)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
