import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { FileForm } from '#app/components/file_form.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatSize, isBacked, largestFile, mayAttach } from '#app/domain/report/files.ts'
import { isPrepared } from '#app/domain/report/template.ts'
import { RefusalSummary } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { readSupportingFile } from '#app/supporting_file.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { addFile, listFiles } from '#db/reports/files.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ item, report }: Loaded) => `Files: ${item.label} – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const { report, filing } = found(await findDraft(actor, params['number'] ?? ''))
  const code = params['item']
  const item = found(filing.items.find((one) => one.itemCode === code && isBacked(one)))
  const files = await listFiles(actor, report.id)
  return {
    report,
    item,
    files: files.filter(({ itemCode }) => itemCode === code),
    isEditable: may(actor.role, 'report.write') && mayAttach(report.state, item),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const { number = '', item = '' } = params
  const { filing } = found(await findDraft(actor, number))
  found(filing.items.find((one) => one.itemCode === item && isBacked(one)))
  const sent = await readSupportingFile(request)
  if (!sent.ok) return sent.reply
  const done = await attempt(sent, () => addFile(actor, sent.key, number, item, sent.file))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.reportFiles(number, item))
}

export default function Files() {
  const { report, item, files, isEditable } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage report={report} title={`Files: ${item.label}`} lead={item.help ?? undefined}>
      <RefusalSummary reply={reply} />
      {!isEditable && <Alert tone="info">These files cannot be changed now.</Alert>}
      {files.length === 0 ? (
        <EmptyState title="No files yet">
          <p>A file backs an answer: a sign-in sheet’s total, a survey’s summary, a letter.</p>
        </EmptyState>
      ) : (
        <Section id="files" title={files.length === 1 ? '1 file' : `${files.length} files`}>
          <DataTable id="file-list" caption={`Files: ${item.label}`} captionHidden>
            <thead>
              <tr>
                <HeaderCell>File</HeaderCell>
                <HeaderCell numeric>Size</HeaderCell>
                <HeaderCell>Added</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {files.map(({ name, size, sha256, who, addedAt }) => (
                <tr key={sha256}>
                  <th scope="row" className="wrap">
                    <a href={paths.reportFile(report.number, item.itemCode, sha256)} download>
                      {name}
                    </a>
                    <span className="sub">
                      SHA-256 <code className="hash">{sha256}</code>
                    </span>
                    {isEditable && (
                      <a
                        className="sub"
                        href={paths.reportFileRemoval(report.number, item.itemCode, sha256)}
                      >
                        Remove<span className="visually-hidden"> {name}</span>
                      </a>
                    )}
                  </th>
                  <td className="number">{formatSize(size)}</td>
                  <td className="wrap">
                    {who}
                    <span className="sub">{formatDateTime(addedAt)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Section>
      )}
      {isEditable && (
        <Section id="add" title="Add a file">
          <FileForm
            label="File"
            hint={`PDF, PNG, JPEG, CSV, Excel (.xlsx), Word (.docx) or plain text, at most ${largestFile.words}. No participant records: nothing that names or identifies a person.`}
            accept=".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx,.txt"
            reply={reply}
          >
            <ButtonRow>
              <Button>Add the file</Button>
            </ButtonRow>
          </FileForm>
        </Section>
      )}
      <p>
        {isPrepared(item) ? (
          <a href={paths.reportSection(report.number, item.sectionOrder)}>Back to {item.section}</a>
        ) : (
          <a href={paths.report(report.number)}>Back to the report</a>
        )}
      </p>
    </ReportPage>
  )
}
