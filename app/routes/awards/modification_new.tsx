import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ModificationFrame } from '#app/components/modification/frame.tsx'
import { ProposalForm } from '#app/components/modification/proposal.tsx'
import { type Actor, may, permit } from '#app/domain/access.ts'
import {
  type ModificationKind,
  modificationHints,
  modificationLabels,
} from '#app/domain/modification.ts'
import { proposalForms } from '#app/domain/modification_forms.ts'
import { readForm } from '#app/form.server.ts'
import { kindsToBegin } from '#app/modification.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findModifiedAward } from '#db/awards/modifications.ts'
import { draftModification, proposeModification } from '#db/awards/modify.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ kind }: Loaded) =>
    kind ? `New modification: ${modificationLabels[kind].toLowerCase()}` : 'New modification',
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, award, kinds } = await begin(request, params['number'] ?? '')
  return {
    award,
    kinds,
    kind: chosen(request, kinds),
    sends: may(actor.role, 'modification.ask') || may(actor.role, 'modification.recommend'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, award, kinds } = await begin(request, params['number'] ?? '')
  const kind = found(chosen(request, kinds))
  const form = await readForm(request, proposalForms[kind])
  if (!form.ok) return refused(form)
  const proposal = { ...form.data, kind }
  const done = await attempt(form, () => {
    const drafts = permit(actor, 'modification.draft')
    if (drafts) return draftModification(drafts, form.key, award.number, proposal)
    const proposes = permit(actor, 'modification.recommend')
    if (!proposes) throw data({ outcome: 'forbidden' }, { status: 403 })
    return proposeModification(proposes, form.key, award.number, proposal)
  })
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.modification(number, no, { done: begun(actor) }))
}

const begun = ({ role }: Actor) =>
  may(role, 'modification.recommend')
    ? 'proposed'
    : may(role, 'modification.ask')
      ? 'asked'
      : 'drafted'

/** Only who may begin a modification of this award comes further. */
async function begin(request: Request, number: string) {
  const actor = await requireActor(request, 'modification.read')
  if (!begins(actor)) throw data({ outcome: 'forbidden' }, { status: 403 })
  const award = found(await findModifiedAward(actor, number))
  const kinds = kindsToBegin(actor, award)
  if (kinds.length === 0) throw data({ outcome: 'forbidden' }, { status: 403 })
  return { actor, award, kinds }
}

const begins = ({ role }: Actor) =>
  may(role, 'modification.draft') || may(role, 'modification.recommend')

/** The kind that the address names, if it is one of those offered. */
function chosen(request: Request, kinds: readonly ModificationKind[]): ModificationKind | null {
  const named = new URL(request.url).searchParams.get('kind')
  return kinds.find((kind) => kind === named) ?? null
}

export default function NewModification() {
  const { award, kinds, kind, sends } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (kind) {
    return (
      <ModificationFrame
        award={award}
        title={`New modification: ${modificationLabels[kind].toLowerCase()}`}
        lead={modificationHints[kind]}
      >
        <ProposalForm
          kind={kind}
          terms={award}
          reply={reply}
          submit={sends ? 'Ask for it' : 'Save the draft'}
          cancel={{ label: 'Another kind', href: paths.newModification(award.number) }}
        />
      </ModificationFrame>
    )
  }
  return (
    <ModificationFrame award={award} title="New modification" lead="What is to change?">
      <ul className="plain-list">
        {kinds.map((one) => (
          <li key={one}>
            <a href={paths.newModification(award.number, one)}>{modificationLabels[one]}</a>
            <span className="sub">{modificationHints[one]}</span>
          </li>
        ))}
      </ul>
    </ModificationFrame>
  )
}
