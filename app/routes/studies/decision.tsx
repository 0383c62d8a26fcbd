import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { MilestoneEvidence } from '#app/components/milestone_evidence.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { evidenceDecisionForm } from '#app/domain/study/forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { decideEvidence } from '#db/studies/evidence.ts'
import { findMilestone } from '#db/studies/milestones.ts'

export const handle = { title: 'Decide on the evidence' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'milestone.accept')
  const actor = await requireActor(request, 'study.read')
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const { name, code, version, study, evidence, moves } = found(await findMilestone(actor, at))
  const sendBack = moves.find((move) => move.name === 'send_back')
  const accept = moves.find((move) => move.name === 'accept')
  return {
    name,
    code,
    version,
    study,
    evidence,
    closed: sendBack ? sendBack.disabled : 'No evidence of this milestone waits for a decision.',
    notYetAccepted: sendBack?.disabled ? null : (accept?.disabled ?? null),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'milestone.accept')
  const form = await readForm(request, evidenceDecisionForm)
  if (!form.ok) return refused(form)
  const at = { slug: params['slug'] ?? '', code: params['code'] ?? '' }
  const done = await attempt(form, () =>
    decideEvidence(actor, form.key, at, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.milestone(at.slug, at.code, { done: form.data.decision }))
}

export default function DecideEvidence() {
  const { name, code, version, study, evidence, closed, notYetAccepted } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  return (
    <Page
      breadcrumb={[
        { label: study.title, href: paths.study(study.slug) },
        { label: name, href: paths.milestone(study.slug, code) },
      ]}
      kicker={`Milestone ${code}`}
      title="Decide on the evidence"
      lead={name}
    >
      <Section id="evidence" title="What was submitted">
        <MilestoneEvidence evidence={evidence} />
      </Section>
      <Section id="decision" title="Your decision">
        {closed ? (
          <Alert tone="info">{closed}</Alert>
        ) : (
          <div className="narrow">
            {notYetAccepted && <Alert tone="info">{notYetAccepted} You can send it back.</Alert>}
            <SchemaForm schema={evidenceDecisionForm} reply={reply} version={version}>
              {(field) => (
                <>
                  <Radios
                    {...field('decision')}
                    legend="This evidence"
                    choices={[
                      {
                        value: 'accepted',
                        label: 'Accept it',
                        hint: 'The milestone is done on the date given; what rests on it is forecast anew.',
                      },
                      {
                        value: 'sent_back',
                        label: 'Send it back',
                        hint: 'Work goes on; say below what is missing.',
                      },
                    ]}
                  />
                  <TextArea
                    {...field('words')}
                    label="What is missing, or a remark"
                    hint="Required when you send it back."
                    rows={4}
                  />
                  <ButtonRow>
                    <Button disabled={isSending}>Record the decision</Button>
                  </ButtonRow>
                </>
              )}
            </SchemaForm>
          </div>
        )}
      </Section>
    </Page>
  )
}
