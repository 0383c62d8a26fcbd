import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { modificationTitle } from '#app/components/modification/frame.tsx'
import { ModificationPage } from '#app/components/modification/page.tsx'
import { commentForm } from '#app/domain/modification_forms.ts'
import { readForm } from '#app/form.server.ts'
import { modificationPage } from '#app/modification.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { commentOnModification } from '#db/awards/modify.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ modification }: Loaded) => modificationTitle(modification) }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return modificationPage(await requireActor(request, 'modification.comment'), request, params)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'modification.comment')
  const no = foundId(params['no'])
  const form = await readForm(request, commentForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    commentOnModification(actor, form.key, params['number'] ?? '', no, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.modification(found(done.result).number, no, { done: 'commented' }))
}

export default function CommentOnModification() {
  return (
    <ModificationPage {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />
  )
}
