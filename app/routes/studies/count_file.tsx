import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow, SubmitRow } from '#app/components/buttons.tsx'
import { FileForm } from '#app/components/file_form.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { SheetProblems } from '#app/components/report/sheet_problems.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { formatCount } from '#app/domain/count.ts'
import { readForm } from '#app/form.server.ts'
import { RefusalSummary, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { type CountPreview, previewCounts } from '#app/count_file.server.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { readSheet } from '#app/sheets/read.server.ts'
import { readUpload } from '#app/upload.server.ts'
import { findCountSubject, saveCountFile } from '#db/studies/count_files.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Count by a file' }

/** Problems that are shown of one file. */
const shown = 200

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  return { study: found(await findStudyHead(actor, params['slug'] ?? '')) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const reader = await requireActor(request, 'plan.read')
  const slug = params['slug'] ?? ''
  const isFile = request.headers.get('content-type')?.startsWith('multipart/form-data') === true
  if (!isFile) {
    const { countFileForm } = await import('#app/domain/study/count_file_form.ts')
    const form = await readForm(request, countFileForm)
    if (!form.ok) return refused(form)
    const done = await attempt(form, () => saveCountFile(actor, form.key, slug, form.data))
    if (!done.ok) return done.reply
    found(done.result)
    throw redirect(paths.studyEnrolment(slug, { done: 'file' }))
  }
  found(await findStudyHead(reader, slug))
  const sent = await readUpload(request, { bytes: 1024 * 1024, words: '1 MB' })
  if (!sent.ok) return data(sent.reply, { status: sent.status })
  const subject = await findCountSubject(actor, slug)
  if (!subject) {
    const form = 'Enrolment is not open yet, so nobody can be counted.'
    return refused({ typed: {}, errors: { form } })
  }
  const read = await readSheet(sent.file.name, sent.file.bytes)
  if (!read.ok) return refused({ typed: {}, errors: { file: read.say } })
  const preview = previewCounts(sent.file.name, read.sheet, subject)
  if (preview.problems.length === 0) return { typed: {}, errors: {}, preview }
  const count = preview.problems.length
  const cells = count === 1 ? 'One cell needs' : `${formatCount(count)} cells need`
  const errors = { problems: `${cells} fixing before any of ${sent.file.name} is stored.` }
  const problems = preview.problems.slice(0, shown)
  return data({ typed: {}, errors, preview: { ...preview, problems } }, { status: 422 })
}

export default function CountFile() {
  const { study } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const preview = reply && 'preview' in reply ? reply.preview : null
  return (
    <StudyFrame
      study={study}
      part="enrolment"
      isBelow
      title="Count by a file"
      lead="Many months and sites at once, from one sheet. You see what would change before anything is stored, and a file is taken whole or not at all."
    >
      <RefusalSummary reply={reply} />
      {preview && preview.problems.length > 0 && (
        <SheetProblems problems={preview.problems} count={preview.count} subject="Site and month" />
      )}
      {preview && preview.problems.length === 0 && <Preview slug={study.slug} preview={preview} />}
      {study.enrolmentOpenedOn === null ? (
        <Alert tone="info">
          Enrolment is not open yet.{' '}
          <a href={paths.enrolmentOpening(study.slug)}>See what is missing.</a>
        </Alert>
      ) : (
        <>
          <Section id="template" title="1. Download the template">
            <p>
              It has a row for each month that is not counted yet at each site. Enter 0 where there
              was nobody. The column “Block” stays empty where a site is not split into blocks; the
              last column is for the reason of a correction.
            </p>
            <ButtonRow>
              <ButtonLink look="outline" href={paths.countTemplate(study.slug)}>
                Template (.csv)
              </ButtonLink>
            </ButtonRow>
          </Section>
          <Section id="upload" title="2. Send it filled">
            <p>
              The boxes of each row must add up: those assessed are those left out and those
              assigned. The same file sent again changes nothing.
            </p>
            <FileForm
              label="File of counts"
              hint="A .csv or .xlsx file of at most 1 MB and 1,000 rows, its headings in the first row."
              accept=".csv,.xlsx"
              reply={reply}
            >
              <ButtonRow>
                <Button>Read the file</Button>
              </ButtonRow>
            </FileForm>
          </Section>
        </>
      )}
      <p>
        <a href={paths.enrolmentCounts(study.slug)}>Count one month by hand</a> ·{' '}
        <a href={paths.studyEnrolment(study.slug)}>Back to enrolment</a>
      </p>
    </StudyFrame>
  )
}

function Preview({ slug, preview }: { slug: string; preview: CountPreview }) {
  const { name, changes, unchanged, rows, assigned } = preview
  if (changes.length === 0) {
    return (
      <Alert tone="info" title="This file changes nothing">
        <p>
          {unchanged === 0
            ? 'It has no rows below its headings.'
            : `All ${formatCount(unchanged)} of its rows are counted like this already.`}
        </p>
      </Alert>
    )
  }
  return (
    <Section
      id="changes"
      title={
        changes.length === 1 ? '1 row would be stored' : `${changes.length} rows would be stored`
      }
      aside={unchanged > 0 && `${formatCount(unchanged)} more are counted like this already`}
    >
      <p>
        {name}: {formatCount(assigned)} people assigned in these rows. Nothing is stored before you
        save.
      </p>
      <DataTable id="change-list" caption="What the file would store" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Month and site</HeaderCell>
            <HeaderCell numeric>Reached</HeaderCell>
            <HeaderCell numeric>Assessed</HeaderCell>
            <HeaderCell numeric>Assigned</HeaderCell>
            <HeaderCell>What it is</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.number} ${change.month} ${change.block}`}>
              <th scope="row">
                {change.month}
                <span className="sub">
                  {change.number}, {change.block}
                </span>
              </th>
              <td className="number">{formatCount(change.reached)}</td>
              <td className="number">{formatCount(change.assessed)}</td>
              <td className="number">{formatCount(change.assigned)}</td>
              <td className="wrap">
                {change.changed === null ? (
                  'counted for the first time'
                ) : (
                  <>
                    a correction: {change.changed.join(', ')}
                    <span className="sub">{change.reason}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Form method="post" reloadDocument>
        <WriteFields />
        <input type="hidden" name="name" value={name} />
        <input type="hidden" name="rows" value={rows} />
        <SubmitRow
          label={changes.length === 1 ? 'Save this row' : `Save these ${changes.length} rows`}
          instead="Leave it"
          href={paths.studyEnrolment(slug)}
        />
      </Form>
    </Section>
  )
}
