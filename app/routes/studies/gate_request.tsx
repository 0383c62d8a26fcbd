import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { GateCriteria } from '#app/components/gate_criteria.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { stageLabels } from '#app/domain/study/stages.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import { gateAt } from '#app/gate.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { askGate, listGateRequests } from '#db/studies/gate_requests.ts'
import { findGate } from '#db/studies/gates.ts'

export const handle = { title: 'Ask for a gate' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).gateRequestForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'gate.ask')
  const actor = await requireActor(request, 'gate.read')
  const at = gateAt(params)
  const { title: study, version, closedTo, criteria } = found(await findGate(actor, at))
  const [asked] = await listGateRequests(actor, at)
  return {
    ...at,
    study,
    version,
    criteria,
    closed: closedTo.propose ?? (asked ? `${asked.asker} has asked already.` : null),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'gate.ask')
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const at = gateAt(params)
  const done = await attempt(form, () => askGate(actor, form.key, at, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.gate(at.slug, at.stage, at.side, { done: 'asked' }))
}

export default function AskGate() {
  const { slug, stage, side, study, version, criteria, closed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      breadcrumb={[
        { label: study, href: paths.study(slug) },
        { label: `${stageLabels[stage]}: ${side} gate`, href: paths.gate(slug, stage, side) },
      ]}
      title="Ask for a gate"
      lead={`${stageLabels[stage]}, ${side} gate. An evaluation officer proposes, the director decides.`}
    >
      {closed ? (
        <Alert tone="info">{closed}</Alert>
      ) : (
        <div className="narrow">
          <SchemaForm schema={schema} reply={reply} version={version}>
            {(field) => (
              <>
                <TextArea
                  {...field('words')}
                  label="How its criteria stand today"
                  hint="Name what is met and by which evidence, and what is not."
                />
                <SubmitRow
                  label="Ask for this gate"
                  instead="Back to the gate"
                  href={paths.gate(slug, stage, side)}
                />
              </>
            )}
          </SchemaForm>
        </div>
      )}
      <Section id="criteria" title="Criteria">
        <GateCriteria criteria={criteria} />
      </Section>
    </Page>
  )
}
