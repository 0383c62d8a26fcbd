import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { KnownToday, decisionTitle } from '#app/components/decision_parts.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { plainMoveForm } from '#app/domain/decision_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { publishDecision } from '#db/decisions/decide.ts'
import { findDecision } from '#db/decisions/find.ts'

export const handle = { title: 'Publish a decision' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'decision.make')
  const actor = await requireActor(request, 'decision.read')
  const draft = found(await findDecision(actor, foundId(params['no'])))
  if (draft.state === 'published') {
    throw conflict('This decision is published already, and stays as it is.')
  }
  const { no, kind, name, words, version, now } = draft
  return { no, kind, name, words, version, now: found(now) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'decision.make')
  const form = await readForm(request, plainMoveForm)
  if (!form.ok) return refused(form)
  const at = { no: foundId(params['no']), version: form.version }
  const done = await attempt(form, () => publishDecision(actor, form.key, at))
  if (!done.ok) return done.reply
  throw redirect(paths.decision(found(done.result), { done: 'published' }))
}

export default function PublishDecision() {
  const { no, words, version, now, ...draft } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Publish the decision"
      kicker={decisionTitle(draft)}
      lead="From then on it is never changed, only followed by another."
      breadcrumb={[
        { label: 'Decisions', href: paths.decisions() },
        { label: `Decision ${no}`, href: paths.decision(no) },
      ]}
    >
      <Section id="words" title="The decision">
        <blockquote className="typed">{words}</blockquote>
      </Section>
      <SchemaForm
        schema={async () => (await import('#app/domain/decision_forms.ts')).plainMoveForm}
        reply={reply}
        version={version}
      >
        {() => (
          <SubmitRow
            label="Publish the decision"
            instead="Back to the draft"
            href={paths.decision(no)}
          />
        )}
      </SchemaForm>
      <Section id="evidence" title="What is sealed beside it">
        <KnownToday evidence={now} />
      </Section>
    </Page>
  )
}
