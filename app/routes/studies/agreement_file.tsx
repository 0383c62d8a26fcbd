import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FileForm } from '#app/components/file_form.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatSize, largestFile } from '#app/domain/report/files.ts'
import { agreementLabels } from '#app/domain/study/agreements.ts'
import { RefusalSummary } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { readSupportingFile } from '#app/supporting_file.server.ts'
import { addAgreementFile, listAgreementFiles } from '#db/studies/agreement_files.ts'
import { listAgreements } from '#db/studies/agreements.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Document of an agreement' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const id = foundId(params['id'])
  const agreement = found((await listAgreements(actor, study.id)).find((one) => one.id === id))
  const files = (await listAgreementFiles(actor, study.id))
    .filter(({ agreementId }) => agreementId === id)
    .map(({ addedAt, ...file }) => ({ ...file, added: formatDateTime(addedAt) }))
  return { study, agreement, files }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const reader = await requireActor(request, 'plan.read')
  const at = { slug: params['slug'] ?? '', id: foundId(params['id']) }
  const study = found(await findStudyHead(reader, at.slug))
  found((await listAgreements(reader, study.id)).find(({ id }) => id === at.id))
  const sent = await readSupportingFile(request)
  if (!sent.ok) return sent.reply
  const done = await attempt(sent, () => addAgreementFile(actor, sent.key, at, sent.file))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyAgreements(at.slug, { done: 'filed' }))
}

export default function AgreementFilePage() {
  const { study, agreement, files } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="agreements"
      isBelow
      title="Add its document"
      lead={`${agreementLabels[agreement.kind]}, ${agreement.party}`}
    >
      <RefusalSummary reply={reply} />
      <div className="narrow">
        <FileForm
          label="The signed document"
          hint={`A PDF, picture, Word, Excel or text file of at most ${largestFile.words}. Everyone who reads the study’s plan can open it; what was added before is kept.`}
          accept=".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx,.txt"
          reply={reply}
        >
          <SubmitRow
            label="Add the document"
            instead="Back to the agreements"
            href={paths.studyAgreements(study.slug)}
          />
        </FileForm>
      </div>
      {files.length > 0 && (
        <Section id="files" title="What it has">
          <ul>
            {files.map(({ no, name, size, sha256, added }) => (
              <li key={no}>
                <a href={paths.agreementDocument(study.slug, agreement.id, sha256)} download>
                  {name}
                </a>{' '}
                <span className="sub">
                  {formatSize(size)}, {added}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </StudyFrame>
  )
}
