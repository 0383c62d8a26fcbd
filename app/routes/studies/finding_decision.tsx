import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ApprovalForm } from '#app/components/approval_form.tsx'
import { FindingFacts, intervalWords, sizeOf } from '#app/components/own_finding.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { TestedComponents } from '#app/components/tested.tsx'
import { ownFindingRefusal } from '#app/domain/evidence/own_finding.ts'
import { summaryOf } from '#app/domain/evidence/tested.ts'
import { readForm } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { decideFinding } from '#db/studies/finding_moves.ts'
import { findStudyFinding } from '#db/studies/findings.ts'
import { findTested } from '#db/studies/tested.ts'

export const handle = { title: 'Approve or return a finding' }

const schema = async () =>
  (await import('#app/domain/evidence/own_finding_forms.ts')).findingDecisionForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'finding.decide')
  const actor = await requireActor(request, 'finding.read')
  const finding = found(await findStudyFinding(actor, params['slug'] ?? '', foundId(params['no'])))
  const closed = ownFindingRefusal('approve', finding.state)
  if (closed) throw conflict(closed)
  const reader = await requireActor(request, 'fidelity.read')
  const tested = await findTested(reader, finding.studyId)
  return { finding, tested: tested && { ...summaryOf(tested), bySite: tested.sites } }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'finding.decide')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    decideFinding(actor, form.key, { slug, no, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  const outcome = form.data.decision === 'approve' ? 'approved' : 'returned'
  throw redirect(paths.studyFinding(slug, no, { done: outcome }))
}

export default function DecideFinding() {
  const { finding, tested } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const study = { slug: finding.slug, title: finding.title, sample: finding.sample }
  return (
    <StudyFrame
      study={study}
      part="findings"
      isBelow
      title="Approve or return a finding"
      lead={`${finding.outcomeMeasure}: ${sizeOf(finding)}, ${intervalWords(finding) ?? 'no interval given'}.`}
    >
      <ApprovalForm
        schema={schema}
        reply={reply}
        version={finding.version}
        choices={[
          {
            value: 'approve',
            label: 'Approve it',
            hint: 'It does not change any more, and joins the library unless the study is a sample.',
          },
          { value: 'return', label: 'Return it to the team' },
        ]}
        instead="Back to the finding"
        href={paths.studyFinding(finding.slug, finding.no)}
      />
      <Section id="figure" title="The figure">
        <FindingFacts finding={finding} />
      </Section>
      {tested && (
        <Section id="tested" title="What was actually tested">
          <TestedComponents tested={tested} bySite={tested.bySite} />
          <p className="section__note">
            As it stands today. Approving seals it with the finding; what is said of the sites later
            does not change it.
          </p>
        </Section>
      )}
    </StudyFrame>
  )
}
