import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { reopenForm } from '#app/domain/report/forms.ts'
import { sectionsToFill } from '#app/domain/report/template.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type ReportReader, findReport } from '#db/reports/find.ts'
import { readItems } from '#db/reports/matter.ts'
import { reopenReport } from '#db/reports/review.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Reopen – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.reopen')
  return findSections(actor, params)
}

async function findSections(actor: ReportReader, params: LoaderFunctionArgs['params']) {
  const report = found(await findReport(actor, params['number'] ?? ''))
  const items = await readItems(report, report.programCode)
  return { report, sections: sectionsToFill(items).map(({ order, title }) => ({ order, title })) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.reopen')
  const { report, sections } = await findSections(actor, params)
  const form = await readForm(request, reopenForm(sections))
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    reopenReport(actor, form.key, report.number, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'reopened' }))
}

export default function Reopening() {
  const { report, sections } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const chosen = [reply?.typed['sections'] ?? []].flat()
  return (
    <ReportPage
      report={report}
      title="Reopen an accepted report"
      lead="The grantee corrects the chosen sections and certifies again. The accepted figures count until the next version is accepted, marked as being corrected."
    >
      <SchemaForm schema={reopenForm(sections)} reply={reply} version={report.version}>
        {(field) => (
          <>
            <Checkboxes
              {...field('sections')}
              legend="Sections to reopen"
              choices={sections.map(({ order, title }) => ({ value: String(order), label: title }))}
              defaultValue={chosen}
            />
            <TextArea
              {...field('reason')}
              label="Why the report is reopened"
              hint="The grantee and its program officer read this."
            />
            <SubmitRow
              label="Reopen the chosen sections"
              instead="Back to the report"
              href={paths.report(report.number)}
            />
          </>
        )}
      </SchemaForm>
    </ReportPage>
  )
}
