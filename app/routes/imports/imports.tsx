import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Select } from '#app/components/fields.tsx'
import { FileForm } from '#app/components/file_form.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { awardSheetColumns, importStateLabels } from '#app/domain/award_sheet.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { env } from '#app/env.server.ts'
import { RefusalSummary } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { kindOfSheet, largestSheet } from '#app/sheets/kinds.ts'
import { Unreadable } from '#app/sheets/unreadable.ts'
import { readUpload } from '#app/upload.server.ts'
import { listImports, listProgramsOf, sendImport } from '#db/awards/imports.ts'

export const handle = { title: 'Import awards' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.import')
  return {
    agency: actor.organizationName,
    programs: await listProgramsOf(actor),
    imports: await listImports(actor),
    isDemo: env().isDemo,
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.import')
  const sent = await readUpload(request, { bytes: largestSheet, words: '10 MB' })
  if (!sent.ok) return data(sent.reply, { status: sent.status })
  const { origin, program } = sent.typed
  const typed = sent.typed
  if (env().isDemo && origin !== 'sources' && origin !== 'sample') {
    return refused({ typed, errors: { origin: 'Choose where the awards come from.' } })
  }
  try {
    kindOfSheet(sent.file.name, sent.file.bytes)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return refused({ typed, errors: { file: error.message } })
  }
  const done = await attempt({ ...sent, data: null, typed }, () =>
    sendImport(actor, sent.key, {
      ...sent.file,
      sample: env().isDemo && origin === 'sample',
      program: typeof program === 'string' && program !== '' ? program : null,
    }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.awardImport(done.result.id))
}

export default function ImportAwards() {
  const { agency, programs, imports, isDemo } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Import awards"
      lead={`Enter or correct many awards of ${agency} from one file. You see what would change before anything is stored.`}
      breadcrumb={[{ label: 'Awards', href: paths.awards() }]}
    >
      <RefusalSummary reply={reply} />
      <Section id="send" title="Send a file">
        <p>
          Either our template, or USAspending’s award download as it comes. A file is taken whole or
          not at all; an empty cell leaves its field as it is; the same file sent again changes
          nothing.
        </p>
        <ButtonRow>
          <ButtonLink look="outline" href={paths.awardTemplate('xlsx')}>
            Template, Excel (.xlsx)
          </ButtonLink>
          <ButtonLink look="outline" href={paths.awardTemplate('csv')}>
            Template (.csv)
          </ButtonLink>
        </ButtonRow>
        <FileForm
          label="File of awards"
          hint="An .xlsx or .csv file of at most 10 MB and 20,000 rows, its headings in the first row."
          accept=".xlsx,.csv"
          reply={reply}
        >
          <Select
            id="program"
            name="program"
            label="Program of new awards that name none"
            hint="Needed only where an assistance listing holds several programs."
            optional
            empty="Each row says"
            choices={programs.map(({ code, name }) => ({ value: code, label: name }))}
            error={reply?.errors['program']}
          />
          {isDemo && (
            <Radios
              id="origin"
              name="origin"
              legend="Where do these awards come from?"
              error={reply?.errors['origin']}
              choices={[
                {
                  value: 'sample',
                  label: 'They are invented, for trying this out',
                  hint: 'They are marked as sample and never added to a total from sources.',
                },
                {
                  value: 'sources',
                  label: 'From a source',
                  hint: 'They count as awards from sources, each field with this file as its origin.',
                },
              ]}
            />
          )}
          <ButtonRow>
            <Button>Read the file</Button>
          </ButtonRow>
        </FileForm>
      </Section>
      {imports.length > 0 && (
        <Section id="imports" title="Files sent so far">
          <DataTable id="import-list" caption="Files of awards" captionHidden>
            <thead>
              <tr>
                <HeaderCell>File</HeaderCell>
                <HeaderCell numeric>Rows</HeaderCell>
                <HeaderCell>State</HeaderCell>
                <HeaderCell>Sent</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {imports.map((one) => (
                <tr key={one.id}>
                  <th scope="row" className="wrap">
                    <a href={paths.awardImport(one.id)}>{one.fileName}</a>{' '}
                    {one.sample && <SampleBadge />}
                  </th>
                  <td className="number">{formatCount(one.rowsTotal)}</td>
                  <td>{importStateLabels[one.state]}</td>
                  <td>
                    {formatDateTime(one.uploadedAt)}
                    <span className="sub">{one.who}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Section>
      )}
      <Section id="columns" title="What each column holds">
        <DataTable id="column-list" caption="Columns of a file of awards" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Column</HeaderCell>
              <HeaderCell>What it holds</HeaderCell>
              <HeaderCell>In USAspending’s download</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {awardSheetColumns.map(({ key, heading, asks, usaspending }) => (
              <tr key={key}>
                <th scope="row">{heading}</th>
                <td className="wrap">{asks}</td>
                <td className="wrap">
                  {usaspending[0] ?? <span className="absent">not there</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Section>
    </Page>
  )
}
