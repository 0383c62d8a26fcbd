import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { decisionTitle } from '#app/components/decision_parts.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { decisionCommentForm } from '#app/domain/decision_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { commentOnDecision } from '#db/decisions/decide.ts'
import { findDecision } from '#db/decisions/find.ts'

export const handle = { title: 'Comment on a decision' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'decision.comment')
  const actor = await requireActor(request, 'decision.read')
  const decision = found(await findDecision(actor, foundId(params['no'])))
  found(decision.isOwnToComment ? decision : null)
  const { no, kind, name } = decision
  return { no, kind, name }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'decision.comment')
  const form = await readForm(request, decisionCommentForm)
  if (!form.ok) return refused(form)
  const no = foundId(params['no'])
  const done = await attempt(form, () => commentOnDecision(actor, form.key, no, form.data))
  if (!done.ok) return done.reply
  throw redirect(paths.decision(found(done.result), { done: 'commented' }))
}

export default function CommentOnDecision() {
  const { no, ...decision } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Comment on the decision"
      kicker={decisionTitle(decision)}
      lead="Whoever reads the decision at the agency reads your comment. Its grantee does not."
      breadcrumb={[
        { label: 'Decisions', href: paths.decisions() },
        { label: `Decision ${no}`, href: paths.decision(no) },
      ]}
    >
      <SchemaForm
        schema={async () => (await import('#app/domain/decision_forms.ts')).decisionCommentForm}
        reply={reply}
      >
        {(field) => (
          <>
            <TextArea {...field('words')} label="Your comment" rows={6} />
            <SubmitRow
              label="Keep the comment"
              instead="Back to the decision"
              href={paths.decision(no)}
            />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
