import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DecisionFields } from '#app/components/decision_fields.tsx'
import { decisionTitle } from '#app/components/decision_parts.tsx'
import { Page } from '#app/components/page.tsx'
import { decisionForm } from '#app/domain/decision_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { editDecision } from '#db/decisions/decide.ts'
import { findDecision } from '#db/decisions/find.ts'

export const handle = { title: 'Change the draft of a decision' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'decision.make')
  const actor = await requireActor(request, 'decision.read')
  const draft = found(await findDecision(actor, foundId(params['no'])))
  if (draft.state === 'published') {
    throw conflict('This decision is published already, and stays as it is.')
  }
  const { no, kind, name, words, reason, supersedes, version } = draft
  return { no, kind, name, words, reason, supersedes, version }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'decision.make')
  const form = await readForm(request, decisionForm)
  if (!form.ok) return refused(form)
  const at = { no: foundId(params['no']), version: form.version }
  const done = await attempt(form, () => editDecision(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.decision(found(done.result), { done: 'drafted' }))
}

export default function EditDecision() {
  const draft = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { no, kind, words, reason, supersedes, version } = draft
  return (
    <Page
      title="Change the draft"
      kicker={decisionTitle(draft)}
      breadcrumb={[
        { label: 'Decisions', href: paths.decisions() },
        { label: `Decision ${no}`, href: paths.decision(no) },
      ]}
    >
      <SchemaForm
        schema={async () => (await import('#app/domain/decision_forms.ts')).decisionForm}
        reply={reply}
        values={{ kind, words, reason: reason ?? '' }}
        version={version}
      >
        {(field) => (
          <>
            <DecisionFields field={field} supersedes={supersedes} />
            <SubmitRow
              label="Keep the draft"
              instead="Back to the decision"
              href={paths.decision(no)}
            />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
