import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { FileForm } from '#app/components/file_form.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { SheetProblems, problemsShown } from '#app/components/report/sheet_problems.tsx'
import { figuresOf } from '#app/domain/report/sheet.ts'
import { readFigures } from '#app/domain/report/sheet_reading.ts'
import { RefusalSummary } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, conflict, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { largestSheet } from '#app/sheets/kinds.ts'
import { readSheet } from '#app/sheets/read.server.ts'
import { isOpen, sheetSubject } from '#app/sheets/subject.ts'
import { readUpload } from '#app/upload.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { stageUpload } from '#db/reports/uploads.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report }: Loaded) => `Upload figures – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const subject = sheetSubject(draft)
  return {
    report: draft.report,
    figures: figuresOf(subject.items).length,
    isOpen: isOpen(subject),
    isReturned: subject.editable !== 'all',
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  const draft = found(await findDraft(actor, number))
  const subject = sheetSubject(draft)
  if (!isOpen(subject)) throw conflict(closed)
  const sent = await readUpload(request, { bytes: largestSheet, words: '10 MB' })
  if (!sent.ok) return data(sent.reply, { status: sent.status })
  const { name, bytes, sha256 } = sent.file
  const read = await readSheet(name, bytes)
  if (!read.ok) return refused({ typed: {}, errors: { file: read.say } })
  const reading = readFigures(read.sheet, subject)
  if (reading.ok && reading.entries.length === 0) {
    const say = `This file holds no figures: the column “${subject.label}” is empty. Fill it and upload the file again.`
    return refused({ typed: {}, errors: { file: say } })
  }
  const matter = reading.ok ? { entries: reading.entries } : { problems: reading.problems }
  const form = { ...sent, data: null, typed: {} }
  const done = await attempt(form, () =>
    stageUpload(actor, sent.key, number, { name, sha256 }, matter),
  )
  if (!done.ok) return done.reply
  const { id } = found(done.result)
  if (reading.ok) throw redirect(paths.reportUploadPreview(number, id))
  const count = reading.problems.length
  const problems = { id, count, first: reading.problems.slice(0, problemsShown) }
  const cells = count === 1 ? 'One cell needs' : `${count.toLocaleString('en-US')} cells need`
  return data(
    { errors: { problems: `${cells} fixing before any of ${name} is stored.` }, problems },
    { status: 422 },
  )
}

const closed = 'The report is out of its preparers’ hands, so its answers cannot change now.'

export default function Upload() {
  const { report, figures, isOpen, isReturned } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const problems = reply && 'problems' in reply ? reply.problems : null
  return (
    <ReportPage
      report={report}
      title="Upload figures"
      lead="Fill the report’s figures in your spreadsheet program instead of here, all at once."
    >
      <RefusalSummary reply={reply} />
      {!isOpen && <Alert tone="info">{closed}</Alert>}
      {problems && (
        <SheetProblems
          problems={problems.first}
          count={problems.count}
          href={paths.reportUploadErrors(report.number, problems.id)}
        />
      )}
      <Section id="template" title="1. Download the template">
        <p>
          It has one row for each of the {figures} figures that people enter, with what the draft
          holds now, the target and the last period beside it. Fill the column “{report.label}”; the
          column “Note” is for words that go with a figure.
        </p>
        <ButtonRow>
          <ButtonLink look="outline" href={paths.reportTemplateXlsx(report.number)}>
            Excel workbook (.xlsx)
          </ButtonLink>
          <ButtonLink look="outline" href={paths.reportTemplateCsv(report.number)}>
            Comma-separated (.csv)
          </ButtonLink>
        </ButtonRow>
      </Section>
      {isOpen && (
        <Section id="upload" title="2. Upload it filled">
          <p>
            You see what would change before anything is saved. A file is taken whole or not at all.
            An empty cell leaves its figure as it is.
            {isReturned && ' Only figures of the returned sections can change.'}
          </p>
          <FileForm
            label="File with your figures"
            hint="An .xlsx or .csv file of at most 10 MB, made from the template of this report."
            accept=".xlsx,.csv"
            reply={reply}
          >
            <ButtonRow>
              <Button>Read the file</Button>
            </ButtonRow>
          </FileForm>
        </Section>
      )}
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}
