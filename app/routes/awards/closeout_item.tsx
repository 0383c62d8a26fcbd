import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { may } from '#app/domain/access.ts'
import { closeoutItemForm } from '#app/domain/award_life_forms.ts'
import { today } from '#app/domain/clock.ts'
import {
  checklistRefusal,
  closeoutDueOn,
  closeoutItemCodes,
  closeoutItems,
  dueInWords,
  reportsInWords,
} from '#app/domain/closeout.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findCloseout, settleCloseoutItem } from '#db/awards/closeout.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ code }: Loaded) => closeoutItems[code].label }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'closeout.settle')
  const reader = await requireActor(request, 'closeout.read')
  const award = found(await findCloseout(reader, params['number'] ?? ''))
  const code = itemNamed(params['task'])
  const waives = may(actor.role, 'closeout.waive')
  found(award.isOwnCase || waives ? award : null)
  const day = today()
  const shut = checklistRefusal(award, day)
  if (shut) throw conflict(shut)
  const { settled, performance, financial, ...named } = award
  const reports = { performance_report: performance, financial_report: financial } as const
  return {
    award: named,
    code,
    waives,
    due: dueInWords(closeoutDueOn(code, award.lastDay), day),
    settled: settled.find(({ item }) => item === code) ?? null,
    reports: code === 'performance_report' || code === 'financial_report' ? reports[code] : null,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'closeout.settle')
  const code = itemNamed(params['task'])
  const form = await readForm(request, closeoutItemForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    settleCloseoutItem(actor, form.key, params['number'] ?? '', code, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.closeout(found(done.result), { done: code }))
}

function itemNamed(named: string | undefined) {
  return found(closeoutItemCodes.find((known) => known === named))
}

export default function SettleItem() {
  const { award, code, waives, due, settled, reports } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { label, source, side } = closeoutItems[code]
  return (
    <AwardFrame
      award={award}
      title={label}
      lead={`Owed by the ${side === 'agency' ? 'agency' : 'grantee'}, ${due}. ${source}.`}
      above={[{ label: 'Closeout', href: paths.closeout(award.number) }]}
    >
      {reports && <p>{reportsInWords(reports)}</p>}
      <SchemaForm
        schema={async () => (await import('#app/domain/award_life_forms.ts')).closeoutItemForm}
        reply={reply}
        values={settled ? { outcome: settled.outcome, words: settled.words } : {}}
      >
        {(field) => (
          <>
            <Radios
              {...field('outcome')}
              legend="How it is settled"
              choices={[
                { value: 'done', label: 'Done', hint: 'The agency holds the evidence.' },
                ...(waives
                  ? [
                      {
                        value: 'waived',
                        label: 'Waived',
                        hint: 'It does not apply, or cannot be had. Only a grants officer waives.',
                      },
                    ]
                  : []),
              ]}
            />
            <TextArea
              {...field('words')}
              label="Evidence or reason"
              hint="Where the evidence lies: a file’s name and day, a letter, a report. The grantee reads it."
              rows={4}
            />
            <SubmitRow
              label="Settle this item"
              instead="Back to the checklist"
              href={paths.closeout(award.number)}
            />
          </>
        )}
      </SchemaForm>
    </AwardFrame>
  )
}
