import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import {
  type AwardMove,
  awardMoveHints,
  awardMoveNames,
  awardMoveRefusal,
  awardMoves,
} from '#app/domain/award_life.ts'
import { awardMoveForm, terminationForm } from '#app/domain/award_life_forms.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { now, today } from '#app/domain/clock.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findLife, moveAward } from '#db/awards/life.ts'

export const handle = { title: ({ move }: { move: AwardMove }) => awardMoves[move].label }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'award.move')
  const { award, move } = await findOwnAgencys(request, params)
  const refusal = awardMoveRefusal(move, award, today())
  if (refusal) throw conflict(`${awardMoves[move].label}: not now. ${refusal}`)
  return { award, move, at: formatDateTime(now()) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.move')
  const { award, move } = await findOwnAgencys(request, params)
  const form =
    move === 'terminate'
      ? await readForm(request, terminationForm)
      : await readForm(request, awardMoveForm)
  if (!form.ok) return refused(form)
  const { number } = award
  const done = await attempt<object, string | null>(form, () =>
    moveAward(actor, form.key, { number, version: form.version }, move, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.awardStatus(found(done.result), { done: move }))
}

/** The award, if it is one of the grants officer's own agency; others read it and move nothing. */
async function findOwnAgencys(request: Request, params: { number?: string; move?: string }) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findLife(actor, params.number ?? ''))
  if (award.agencyCode !== actor.agencyCode) throw data({ outcome: 'forbidden' }, { status: 403 })
  return { award, move: found(awardMoveNames.find((known) => known === params.move)) }
}

export default function MoveAward() {
  const { award, move } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { number, version } = award
  return (
    <AwardFrame
      award={award}
      title={awardMoves[move].label}
      lead={awardMoveHints[move]}
      above={[{ label: 'Status', href: paths.awardStatus(number) }]}
    >
      {move === 'close' && (
        <Alert tone="warning" title="This is final">
          Every item is settled. A closed award is never opened again; what is found later is kept
          as a record of its own.
        </Alert>
      )}
      <SchemaForm
        schema={async () => {
          const forms = await import('#app/domain/award_life_forms.ts')
          return move === 'terminate' ? forms.terminationForm : forms.awardMoveForm
        }}
        reply={reply}
        version={version}
      >
        {(field) => (
          <>
            {move === 'terminate' && (
              <DateField
                name="on"
                field={field}
                legend="Last day of the work"
                hint="The day from which the deadlines of the closeout count."
              />
            )}
            <TextArea
              {...field('reason')}
              label="Why"
              hint="Kept in the award’s history. The program officer and the grantee read it."
              rows={4}
            />
            <SubmitRow
              label={awardMoves[move].label}
              instead="Leave it as it is"
              href={paths.awardStatus(number)}
            />
          </>
        )}
      </SchemaForm>
    </AwardFrame>
  )
}
