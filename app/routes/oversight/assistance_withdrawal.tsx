import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { assistanceStateLabels } from '#app/domain/oversight/assistance.ts'
import { assistanceWithdrawalForm } from '#app/domain/oversight/assistance_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAssistance } from '#db/oversight/assistance.ts'
import { withdrawAssistance } from '#db/oversight/assistance_moves.ts'

export const handle = { title: 'Withdraw the request' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'assistance.ask')
  const actor = await requireActor(request, 'visit.read')
  const one = found(await findAssistance(actor, params['number'] ?? '', foundId(params['no'])))
  found(one.askedBy === actor.personId ? one : null)
  if (one.state !== 'asked') {
    throw conflict(
      `This request waits for nobody any more (${assistanceStateLabels[one.state].toLowerCase()}).`,
    )
  }
  return { one }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'assistance.ask')
  const at = { number: params['number'] ?? '', no: foundId(params['no']) }
  const form = await readForm(request, assistanceWithdrawalForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    withdrawAssistance(actor, form.key, { ...at, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.oneAssistance(number, no, { done: 'withdrawn' }))
}

export default function WithdrawAssistance() {
  const { one } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const back = paths.oneAssistance(one.number, one.no)
  return (
    <AwardFrame
      award={one}
      title="Withdraw the request"
      lead={`“${one.topic}” stays in the list, withdrawn with your reason.`}
      above={[
        { label: 'Visits', href: paths.oversight(one.number) },
        { label: 'Technical assistance', href: paths.assistance(one.number) },
        { label: one.topic, href: back },
      ]}
    >
      <SchemaForm
        schema={async () =>
          (await import('#app/domain/oversight/assistance_forms.ts')).assistanceWithdrawalForm
        }
        reply={reply}
        version={one.version}
      >
        {(field) => (
          <>
            <TextArea {...field('words')} label="Why it is not needed any more" rows={3} />
            <SubmitRow label="Withdraw the request" instead="Back to the request" href={back} />
          </>
        )}
      </SchemaForm>
    </AwardFrame>
  )
}
