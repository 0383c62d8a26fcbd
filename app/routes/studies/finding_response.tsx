import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { intervalWords, sizeOf } from '#app/components/own_finding.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { respondToFinding } from '#db/studies/finding_moves.ts'
import { findStudyFinding } from '#db/studies/findings.ts'

export const handle = { title: 'Respond to a finding' }

const schema = async () =>
  (await import('#app/domain/evidence/own_finding_forms.ts')).findingResponseForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'finding.respond')
  const actor = await requireActor(request, 'finding.read')
  return {
    finding: found(await findStudyFinding(actor, params['slug'] ?? '', foundId(params['no']))),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'finding.respond')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => respondToFinding(actor, form.key, { slug, no }, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyFinding(slug, no, { done: 'responded' }))
}

export default function RespondToFinding() {
  const { finding } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={{ slug: finding.slug, title: finding.title, sample: finding.sample }}
      part="findings"
      isBelow
      title="Respond to a finding"
      lead={`${finding.outcomeMeasure}: ${sizeOf(finding)}, ${intervalWords(finding) ?? 'no interval given'}.`}
    >
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply}>
          {(field) => (
            <>
              <TextArea
                {...field('words')}
                label="Your response"
                hint="What a reader should know of your program when reading this. It stands beside the finding with your name, and cannot be changed."
                rows={6}
              />
              <SubmitRow
                label="Send the response"
                instead="Back to the finding"
                href={paths.studyFinding(finding.slug, finding.no)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </StudyFrame>
  )
}
