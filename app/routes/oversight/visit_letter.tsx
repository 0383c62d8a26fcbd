import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { letterForm } from '#app/domain/oversight/visit_forms.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findVisit, sendLetter } from '#db/oversight/visits.ts'

export const handle = { title: 'Write the letter' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'visit.plan')
  const actor = await requireActor(request, 'visit.read')
  const visit = found(await findVisit(actor, params['number'] ?? '', foundId(params['no'])))
  found(visit.isOwnCase ? visit : null)
  if (visit.state === 'done') throw conflict('The letter of this visit is sent already.')
  return { visit }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'visit.plan')
  const form = await readForm(request, letterForm)
  if (!form.ok) return refused(form)
  const at = { number: params['number'] ?? '', no: foundId(params['no']), version: form.version }
  const done = await attempt(form, () => sendLetter(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.visit(number, no, { done: 'sent' }))
}

export default function WriteLetter() {
  const { visit } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const asked = visit.findings.filter(({ kind }) => kind === 'compliance').length
  const back = paths.visit(visit.number, visit.no)
  return (
    <AwardFrame
      award={visit}
      title="Write the letter"
      lead={`It goes to the grantee with ${visit.findings.length === 1 ? 'the finding' : `the ${visit.findings.length} findings`} you noted. ${asked === 0 ? 'None asks for an answer.' : `${asked} ${asked === 1 ? 'asks' : 'ask'} for a corrective action.`}`}
      above={[
        { label: 'Visits', href: paths.oversight(visit.number) },
        { label: `${visitKindLabels[visit.kind]}, visit ${visit.no}`, href: back },
      ]}
    >
      <SchemaForm
        schema={async () => (await import('#app/domain/oversight/visit_forms.ts')).letterForm}
        reply={reply}
        version={visit.version}
      >
        {(field) => (
          <>
            <DateField name="on" field={field} legend="Day of the visit" />
            <TextArea
              {...field('words')}
              label="Letter"
              hint="Whom you met, what you looked at, and what went well. The findings follow below it."
              rows={10}
            />
            <SubmitRow label="Send the letter" instead="Back to the visit" href={back} />
          </>
        )}
      </SchemaForm>
    </AwardFrame>
  )
}
