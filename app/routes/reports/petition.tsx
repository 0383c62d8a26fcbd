import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PetitionPage, petitionTitle } from '#app/components/report/petition.tsx'
import { askForm } from '#app/domain/report/petition_forms.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { petitionKind, petitionPage } from '#app/petition.server.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { askPetition } from '#db/reports/petitions.ts'

export const handle = { title: petitionTitle }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return petitionPage(await requireActor(request, 'report.read'), request, params)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'extension.ask')
  const kind = petitionKind(params)
  const form = await readForm(request, askForm[kind])
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    askPetition(actor, form.key, params['number'] ?? '', kind, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.reportPetition(found(done.result).number, kind, { done: 'asked' }))
}

export default function Petition() {
  return <PetitionPage {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />
}
