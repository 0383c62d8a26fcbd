import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { decisionTitle } from '#app/components/decision_parts.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { plainMoveForm } from '#app/domain/decision_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { shareDecision } from '#db/decisions/decide.ts'
import { findDecision } from '#db/decisions/find.ts'

export const handle = { title: 'Share a decision with its grantee' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'decision.make')
  const actor = await requireActor(request, 'decision.read')
  const decision = found(await findDecision(actor, foundId(params['no'])))
  found(decision.about === 'award' ? decision : null)
  if (decision.state === 'draft') throw conflict('A draft is shared with nobody. Publish it first.')
  if (decision.sharedAt) throw conflict('This decision is shared with its grantee already.')
  const { no, kind, name, words } = decision
  return { no, kind, name, words }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'decision.make')
  const form = await readForm(request, plainMoveForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => shareDecision(actor, form.key, foundId(params['no'])))
  if (!done.ok) return done.reply
  throw redirect(paths.decision(found(done.result), { done: 'shared' }))
}

export default function ShareDecision() {
  const { no, words, ...decision } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Share with its grantee"
      kicker={decisionTitle(decision)}
      lead="The certifying officials of the award’s grantee are told, and read the decision and what was known that day. Comments stay at the agency. It cannot be taken back."
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
      >
        {() => (
          <SubmitRow
            label="Share the decision"
            instead="Back to the decision"
            href={paths.decision(no)}
          />
        )}
      </SchemaForm>
    </Page>
  )
}
