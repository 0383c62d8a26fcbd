import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { SheetProblems, problemsShown } from '#app/components/report/sheet_problems.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { confirmUploadForm } from '#app/domain/report/forms.ts'
import { changesBy } from '#app/domain/report/sheet.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { AnswersOvertaken } from '#db/reports/answers.ts'
import { findDraft } from '#db/reports/draft.ts'
import { findUpload, saveUpload, uploadHours } from '#db/reports/uploads.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report }: Loaded) => `Figures from your file – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  const { report, filing, seen } = found(await findDraft(actor, number))
  const upload = found(await findUpload(actor, number, foundId(params['id'])))
  const { entries, problems, ...file } = upload
  const changes = changesBy(entries, filing)
  return {
    report,
    file,
    seen,
    hours: uploadHours,
    changes,
    unchanged: entries.length - changes.length,
    problems: { count: problems.length, first: problems.slice(0, problemsShown) },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  found(await findDraft(actor, number))
  const id = foundId(params['id'])
  const form = await readForm(request, confirmUploadForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    saveUpload(actor, form.key, number, id, Number(form.data.seen)).catch((error: unknown) => {
      if (error instanceof AnswersOvertaken) return error
      throw error
    }),
  )
  if (!done.ok) return done.reply
  if (done.result instanceof AnswersOvertaken) {
    const who = [...new Set(done.result.answers.map((answer) => answer.who))]
    return data({ typed: {}, errors: {}, overtakenBy: who }, 409)
  }
  found(done.result)
  throw redirect(paths.report(number, { done: 'figures_saved' }))
}

/** What a file would change, before anything of it is saved. */
export default function UploadPreview() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { report, file, changes, unchanged, problems, hours } = loaded
  const overtakenBy = reply && 'overtakenBy' in reply ? reply.overtakenBy : []
  return (
    <ReportPage
      report={report}
      title="Figures from your file"
      lead={
        <>
          {file.fileName}, uploaded by {file.who}, {formatDateTime(file.uploadedAt)}.
        </>
      }
    >
      {reply?.errors && Object.values(reply.errors).length > 0 && (
        <Alert tone="error">{Object.values(reply.errors).join(' ')}</Alert>
      )}
      {overtakenBy.length > 0 && (
        <Alert tone="error" title="Somebody else answered here in the meantime">
          <p>
            {overtakenBy.join(' and ')} changed figures that your file changes too. Nothing of it is
            stored yet. The list shows them as they stand now: save to replace them with yours.
          </p>
        </Alert>
      )}
      {problems.count > 0 ? (
        <SheetProblems
          problems={problems.first}
          count={problems.count}
          href={paths.reportUploadErrors(report.number, file.id)}
        />
      ) : file.savedAt ? (
        <Alert tone="success" title="Saved">
          <p>The figures of this file were saved {formatDateTime(file.savedAt)}.</p>
        </Alert>
      ) : changes.length === 0 ? (
        <Alert tone="info" title="This file changes nothing">
          <p>
            {unchanged === 1
              ? 'The one answer in it stands'
              : `All ${unchanged} answers in it stand`}{' '}
            in the draft already.{' '}
            <a href={paths.reportUpload(report.number)}>Choose another file</a>
          </p>
        </Alert>
      ) : (
        <Changes {...loaded} />
      )}
      {!file.savedAt && changes.length > 0 && (
        <Form method="post" reloadDocument>
          <WriteFields />
          <input type="hidden" name="seen" value={loaded.seen} />
          <SubmitRow
            label={
              changes.length === 1 ? 'Save this change' : `Save these ${changes.length} changes`
            }
            instead="Choose another file"
            href={paths.reportUpload(report.number)}
          />
          <p className="fine-print">
            Nothing is stored before you save. The file waits {hours} hours.
          </p>
        </Form>
      )}
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}

function Changes({ changes, unchanged, report }: Loaded) {
  return (
    <Section
      id="changes"
      title={changes.length === 1 ? '1 change' : `${changes.length} changes`}
      aside={unchanged > 0 && `${unchanged} more in the file stand in the draft already`}
    >
      <DataTable id="change-list" caption={`What the file changes, ${report.label}`} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Figure</HeaderCell>
            <HeaderCell>From the file</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ itemCode, part, label, section, before, after }) => (
            <tr key={`${itemCode} ${part}`}>
              <th scope="row" className="wrap">
                {part === 'value' ? label : `Note to ${label}`}
                <span className="sub">{section}</span>
              </th>
              <td className="wrap">
                <strong>{after}</strong>
                <span className="sub">{before === null ? 'empty now' : `now ${before}`}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
