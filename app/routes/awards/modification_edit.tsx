import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ModificationFrame, modificationTitle } from '#app/components/modification/frame.tsx'
import { ProposalForm } from '#app/components/modification/proposal.tsx'
import { Alert } from '#app/components/notices.tsx'
import { proposalForms } from '#app/domain/modification_forms.ts'
import { readForm } from '#app/form.server.ts'
import { modificationPage } from '#app/modification.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { editModification } from '#db/awards/modify.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ modification }: Loaded) => `Change the draft – ${modificationTitle(modification)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  return modificationPage(await requireActor(request, 'modification.draft'), request, params)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'modification.draft')
  const { award, modification } = await modificationPage(actor, request, params)
  const { kind, no } = modification
  const form = await readForm(request, proposalForms[kind])
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    editModification(actor, form.key, award.number, no, form.version, { ...form.data, kind }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.modification(found(done.result).number, no, { done: 'drafted' }))
}

export default function EditModification() {
  const { award, modification, mayEdit } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const back = { label: 'Back', href: paths.modification(award.number, modification.no) }
  return (
    <ModificationFrame award={award} title={`Change the draft of modification ${modification.no}`}>
      {mayEdit ? (
        <ProposalForm
          kind={modification.kind}
          terms={award}
          reply={reply}
          draft={modification}
          submit="Save the draft"
          cancel={back}
        />
      ) : (
        <Alert tone="info" title="This is no draft any more">
          <p>
            It was asked for or thrown away. <a href={back.href}>See where it stands.</a>
          </p>
        </Alert>
      )}
    </ModificationFrame>
  )
}
