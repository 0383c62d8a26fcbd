import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { gateDecisionForm } from '#app/domain/study/forms.ts'
import { gateDecisionHints, gateDecisionLabels, gateDecisions } from '#app/domain/study/gates.ts'
import { stageLabels } from '#app/domain/study/stages.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import { gateAt } from '#app/gate.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { decideGate, findGate } from '#db/studies/gates.ts'

export const handle = { title: 'Decide the gate' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'gate.decide')
  const actor = await requireActor(request, 'gate.read')
  const at = gateAt(params)
  const gate = found(await findGate(actor, at))
  const { title: study, version, history, closedTo } = gate
  return {
    ...at,
    study,
    version,
    open: history.find((one) => !one.decision) ?? null,
    closed: closedTo.decide,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'gate.decide')
  const form = await readForm(request, gateDecisionForm)
  if (!form.ok) return refused(form)
  const at = gateAt(params)
  const done = await attempt(form, () => decideGate(actor, form.key, at, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.gate(at.slug, at.stage, at.side, { done: 'decided' }))
}

export default function DecideGate() {
  const { slug, stage, side, study, version, open, closed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      breadcrumb={[
        { label: study, href: paths.study(slug) },
        { label: `${stageLabels[stage]}: ${side} gate`, href: paths.gate(slug, stage, side) },
      ]}
      title="Decide the gate"
      lead={`${stageLabels[stage]}, ${side} gate`}
    >
      <div className="narrow">
        {open && (
          <p>
            {open.proposer} proposes: <strong>{gateDecisionLabels[open.proposal]}</strong>.{' '}
            {open.reason}
          </p>
        )}
        {closed ? (
          <Alert tone="info">{closed}</Alert>
        ) : (
          <SchemaForm schema={gateDecisionForm} reply={reply} version={version}>
            {(field) => (
              <>
                <Radios
                  {...field('decision')}
                  legend="You decide"
                  choices={gateDecisions.map((value) => ({
                    value,
                    label: gateDecisionLabels[value],
                    hint: gateDecisionHints[side][value],
                  }))}
                />
                <TextArea {...field('reason')} label="Reason for the decision" />
                <ButtonRow>
                  <Button disabled={isSending}>Record the decision</Button>
                </ButtonRow>
              </>
            )}
          </SchemaForm>
        )}
      </div>
    </Page>
  )
}
