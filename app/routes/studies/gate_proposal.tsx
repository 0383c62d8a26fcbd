import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { gateProposalForm } from '#app/domain/study/forms.ts'
import { gateDecisionHints, gateDecisionLabels, gateDecisions } from '#app/domain/study/gates.ts'
import { stageLabels } from '#app/domain/study/stages.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import { gateAt } from '#app/gate.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { proposeGate, findGate } from '#db/studies/gates.ts'

export const handle = { title: 'Propose a decision' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'gate.propose')
  const actor = await requireActor(request, 'gate.read')
  const at = gateAt(params)
  const gate = found(await findGate(actor, at))
  const { title: study, version, closedTo } = gate
  return { ...at, study, version, closed: closedTo.propose }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'gate.propose')
  const form = await readForm(request, gateProposalForm)
  if (!form.ok) return refused(form)
  const at = gateAt(params)
  const done = await attempt(form, () => proposeGate(actor, form.key, at, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.gate(at.slug, at.stage, at.side, { done: 'proposed' }))
}

export default function ProposeGate() {
  const { slug, stage, side, study, version, closed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      breadcrumb={[
        { label: study, href: paths.study(slug) },
        { label: `${stageLabels[stage]}: ${side} gate`, href: paths.gate(slug, stage, side) },
      ]}
      title="Propose a decision"
      lead={`${stageLabels[stage]}, ${side} gate. The director decides.`}
    >
      <div className="narrow">
        {closed ? (
          <Alert tone="info">{closed}</Alert>
        ) : (
          <SchemaForm schema={gateProposalForm} reply={reply} version={version}>
            {(field) => (
              <>
                <Radios
                  {...field('proposal')}
                  legend="You propose"
                  choices={gateDecisions.map((value) => ({
                    value,
                    label: gateDecisionLabels[value],
                    hint: gateDecisionHints[side][value],
                  }))}
                />
                <TextArea
                  {...field('reason')}
                  label="Reason for the proposal"
                  hint="Say how the criteria of this gate stand today."
                />
                <ButtonRow>
                  <Button disabled={isSending}>Put it before the director</Button>
                </ButtonRow>
              </>
            )}
          </SchemaForm>
        )}
      </div>
    </Page>
  )
}
