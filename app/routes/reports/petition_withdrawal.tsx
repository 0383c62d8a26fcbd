import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PetitionPage, petitionTitle } from '#app/components/report/petition.tsx'
import { noWordsForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { petitionKind, petitionPage } from '#app/petition.server.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { withdrawPetition } from '#db/reports/petitions.ts'

export const handle = { title: petitionTitle }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return petitionPage(await requireActor(request, 'extension.ask'), request, params)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'extension.ask')
  const kind = petitionKind(params)
  const form = await readForm(request, noWordsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    withdrawPetition(actor, form.key, params['number'] ?? '', kind, form.version),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.reportPetition(found(done.result).number, kind, { done: 'withdrawn' }))
}

export default function PetitionWithdrawal() {
  return <PetitionPage {...useLoaderData<typeof loader>()} reply={useActionData<typeof action>()} />
}
