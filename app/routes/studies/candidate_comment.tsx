import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { commentOnCandidate, findJudgements } from '#db/studies/evaluability.ts'

export const handle = { title: 'Comment on an award as a site' }

const schema = async () =>
  (await import('#app/domain/study/evaluability_forms.ts')).candidateCommentForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'board.comment')
  const actor = await requireActor(request, 'board.read')
  const at = { slug: params['slug'] ?? '', number: params['number'] ?? '' }
  const { title } = found(await findJudgements(actor, at))
  return { at, title }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'board.comment')
  const at = { slug: params['slug'] ?? '', number: params['number'] ?? '' }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => commentOnCandidate(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.candidate(at.slug, at.number, { done: 'commented' }))
}

export default function CommentOnCandidate() {
  const { at, title } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: title, href: paths.study(at.slug) },
        { label: at.number, href: paths.candidate(at.slug, at.number) },
      ]}
      title={`Comment on ${at.number} as a site`}
      lead="What you know of the award that its reports do not say: staff, recruitment, other programs nearby."
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <TextArea
                {...field('words')}
                label="Your comment"
                hint="Everyone who reads the board sees it with your name; the grantee does not."
                rows={5}
              />
              <SubmitRow
                label="Keep the comment"
                instead="Back to the award"
                href={paths.candidate(at.slug, at.number)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </Page>
  )
}
