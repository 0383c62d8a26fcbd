import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { declineForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { declineReport } from '#db/reports/authors.ts'
import { findReport } from '#db/reports/find.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report }: Loaded) => `Decline to certify – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  return { report: found(await findReport(actor, params['number'] ?? '')) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  const form = await readForm(request, declineForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    declineReport(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'declined' }))
}

export default function Decline() {
  const { report } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage
      report={report}
      title="Decline to certify"
      lead="The report goes back to its preparers as a draft, with your reason on top."
    >
      <SchemaForm schema={declineForm} reply={reply} version={report.version}>
        {(field) => (
          <>
            <TextArea
              {...field('reason')}
              label="What has to change before you can sign"
              hint="Its preparers read this. Nobody outside your organization does."
            />
            <SubmitRow
              label="Decline and send back"
              instead="Back to the report"
              href={paths.report(report.number)}
            />
          </>
        )}
      </SchemaForm>
    </ReportPage>
  )
}
