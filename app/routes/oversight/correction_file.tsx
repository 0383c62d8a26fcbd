import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { AddVisitFile, VisitFiles } from '#app/components/oversight.tsx'
import { Section } from '#app/components/page.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { readSupportingFile } from '#app/supporting_file.server.ts'
import { findCorrection } from '#db/oversight/corrections.ts'
import { addAnswerFile } from '#db/oversight/files.ts'

export const handle = { title: 'File of an answer' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { correction: await openAnswer(request, params) }
}

/** A corrective action of an own award whose answer is not sent. */
async function openAnswer(request: Request, params: LoaderFunctionArgs['params']) {
  await requireActor(request, 'correction.draft')
  const actor = await requireActor(request, 'visit.read')
  const one = found(await findCorrection(actor, params['number'] ?? '', foundId(params['no'])))
  if (one.state !== 'asked') throw conflict('The answer is sent, and takes no more files.')
  return one
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'correction.draft')
  // Before any byte is kept.
  const { number, no } = await openAnswer(request, params)
  const sent = await readSupportingFile(request)
  if (!sent.ok) return sent.reply
  const done = await attempt(sent, () => addAnswerFile(actor, sent.key, { number, no }, sent.file))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.correction(number, no, { done: 'filed' }))
}

export default function CorrectionFile() {
  const { correction: one } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const back = paths.correction(one.number, one.no)
  return (
    <AwardFrame
      award={one}
      title="Add a file to your answer"
      lead={one.words}
      above={[
        { label: 'Visits', href: paths.oversight(one.number) },
        { label: `Corrective action ${one.no}`, href: back },
      ]}
    >
      <AddVisitFile
        label="Evidence"
        hint="The agency opens it once your answer is sent. It is kept, so leave out what names or identifies a trainee."
        reply={reply}
        instead={{ label: 'Back to the corrective action', href: back }}
      />
      {one.files.length > 0 && (
        <Section id="files" title="What it has">
          <VisitFiles number={one.number} finding={one.findingId} files={one.files} isOwn />
        </Section>
      )}
    </AwardFrame>
  )
}
