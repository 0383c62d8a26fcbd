import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PetitionPage, petitionTitle } from '#app/components/report/petition.tsx'
import { decideForm } from '#app/domain/report/petition_forms.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { petitionKind, petitionPage } from '#app/petition.server.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { decidePetition } from '#db/reports/petitions.ts'

export const handle = { title: petitionTitle }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return petitionPage(await requireActor(request, 'extension.decide'), request, params)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'extension.decide')
  const kind = petitionKind(params)
  const form = await readForm(request, decideForm[kind])
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    decidePetition(actor, form.key, params['number'] ?? '', kind, form.version, form.data),
  )
  if (!done.ok) return done.reply
  const { decision } = form.data
  throw redirect(paths.reportPetition(found(done.result).number, kind, { done: decision }))
}

export default function Decision() {
  return <PetitionPage {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />
}
