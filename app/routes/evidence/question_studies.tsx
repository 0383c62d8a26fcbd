import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AgendaFrame } from '#app/components/agenda_frame.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select } from '#app/components/fields.tsx'
import { History } from '#app/components/history.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { questionStudyForm } from '#app/domain/evidence/agenda_forms.ts'
import { studyPartLabels, studyParts } from '#app/domain/evidence/solicitation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAgendaQuestion, linkStudy } from '#db/evidence/agenda.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'

export const handle = { title: 'Name a study for a question' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'agenda.set')
  const actor = await requireActor(request, 'agenda.read')
  const { links, studies, code, question, cells } = found(
    await findAgendaQuestion(actor, params['key'] ?? ''),
  )
  const { sectors } = await listMoneyChoices()
  const isDone = new URL(request.url).searchParams.get('done') === 'said'
  return { question: { code, question, cells }, links, studies, sectors, isDone }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'agenda.set')
  const form = await readForm(request, questionStudyForm)
  if (!form.ok) return refused(form)
  const at = { question: params['key'] ?? '', version: form.version }
  const done = await attempt(form, () => linkStudy(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.questionStudies(found(done.result), { done: 'said' }))
}

export default function QuestionStudies() {
  const { question, links, studies, sectors, isDone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AgendaFrame
      title="Name a study for a question"
      lead="Which study will answer it. When a stage that may close the question reports within 24 months, its gap is halved."
      question={question}
    >
      {isDone && (
        <Alert tone="success" title="Your word on the study is recorded">
          It stands in the history of the study, and{' '}
          <a href={paths.solicitation()}>the next solicitation</a> counts it at once, with awards of
          the same origin. Nobody is told by mail.
        </Alert>
      )}
      <Section id="name" title="Study">
        <SchemaForm
          schema={async () =>
            (await import('#app/domain/evidence/agenda_forms.ts')).questionStudyForm
          }
          reply={reply}
          version={links[0]?.no ?? 0}
        >
          {(field) => (
            <>
              <Select
                {...field('study')}
                label="Study"
                empty="Choose a study"
                choices={studies.map(({ slug, title, sample }) => ({
                  value: slug,
                  label: sample ? `${title} (sample)` : title,
                }))}
              />
              <Select
                {...field('sector')}
                label="Sector"
                empty="All sectors together"
                choices={sectors.map(({ code, name }) => ({ value: code, label: name }))}
              />
              <Select
                {...field('part')}
                label="How it bears on the question"
                hint="The last word on a study and sector stands. An exploratory part narrows no gap."
                empty="Choose how"
                choices={studyParts.map((part) => ({ value: part, label: studyPartLabels[part] }))}
              />
              <SubmitRow
                label="Record it"
                instead="Back to the next solicitation"
                href={paths.solicitation()}
              />
            </>
          )}
        </SchemaForm>
      </Section>
      {links.length > 0 && (
        <Section id="before" title="Said so far">
          <History
            entries={links.map((one) => ({
              id: String(one.no),
              what: (
                <>
                  <a href={paths.study(one.slug)}>{one.title}</a>,{' '}
                  {one.sectorName ?? 'all sectors together'}:{' '}
                  {studyPartLabels[one.part].toLowerCase()}
                </>
              ),
              who: one.linkedBy,
              when: { text: formatDateTime(one.linkedAt), iso: one.linkedAt.toISOString() },
            }))}
          />
        </Section>
      )}
    </AgendaFrame>
  )
}
