import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { modificationTitle } from '#app/components/modification/frame.tsx'
import { ModificationPage } from '#app/components/modification/page.tsx'
import { decideForm } from '#app/domain/modification_forms.ts'
import { readForm } from '#app/form.server.ts'
import { modificationPage } from '#app/modification.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { decideModification } from '#db/awards/modify.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ modification }: Loaded) => modificationTitle(modification) }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return modificationPage(await requireActor(request, 'modification.decide'), request, params)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'modification.decide')
  const no = foundId(params['no'])
  const form = await readForm(request, decideForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    decideModification(actor, form.key, params['number'] ?? '', no, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.modification(found(done.result).number, no, { done: form.data.decision }))
}

export default function DecideModification() {
  return (
    <ModificationPage {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />
  )
}
