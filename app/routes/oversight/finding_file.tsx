import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { AddVisitFile, VisitFiles } from '#app/components/oversight.tsx'
import { Section } from '#app/components/page.tsx'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { readSupportingFile } from '#app/supporting_file.server.ts'
import { addFindingFile } from '#db/oversight/files.ts'
import { findVisit } from '#db/oversight/visits.ts'

export const handle = { title: 'File of a finding' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return openFinding(request, params)
}

/** A finding of an own visit, as long as its letter is not sent. */
async function openFinding(request: Request, params: LoaderFunctionArgs['params']) {
  await requireActor(request, 'visit.plan')
  const actor = await requireActor(request, 'visit.read')
  const visit = found(await findVisit(actor, params['number'] ?? '', foundId(params['no'])))
  const id = foundId(params['id'])
  const finding = found(visit.isOwnCase ? visit.findings.find((one) => one.id === id) : null)
  if (visit.state === 'done') throw conflict('The letter of this visit is sent already.')
  return { visit, finding }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'visit.plan')
  // Before any byte is kept.
  const { visit, finding } = await openFinding(request, params)
  const sent = await readSupportingFile(request)
  if (!sent.ok) return sent.reply
  const at = { number: visit.number, no: visit.no, finding: finding.id }
  const done = await attempt(sent, () => addFindingFile(actor, sent.key, at, sent.file))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.visit(visit.number, visit.no, { done: 'filed' }))
}

export default function FindingFile() {
  const { visit, finding } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const back = paths.visit(visit.number, visit.no)
  return (
    <AwardFrame
      award={visit}
      title="Add a file to a finding"
      lead={finding.words}
      above={[
        { label: 'Visits', href: paths.oversight(visit.number) },
        { label: `${visitKindLabels[visit.kind]}, visit ${visit.no}`, href: back },
      ]}
    >
      <AddVisitFile
        label="What shows it"
        hint="The grantee opens it once the letter is sent. It is kept, so leave out what names or identifies a trainee."
        reply={reply}
        instead={{ label: 'Back to the visit', href: back }}
      />
      {finding.files.length > 0 && (
        <Section id="files" title="What it has">
          <VisitFiles number={visit.number} finding={finding.id} files={finding.files} isOwn />
        </Section>
      )}
    </AwardFrame>
  )
}
