import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { withdrawForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { withdrawReport } from '#db/reports/authors.ts'
import { findReport } from '#db/reports/find.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Withdraw – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  return { report: found(await findReport(actor, params['number'] ?? '')) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  const form = await readForm(request, withdrawForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    withdrawReport(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'withdrawn' }))
}

export default function Withdraw() {
  const { report } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage
      report={report}
      title="Withdraw the report"
      lead="The whole report becomes a draft again, and its due date does not move. The sealed version stays on record. Once the review has begun, the program officer decides."
    >
      <SchemaForm schema={withdrawForm} reply={reply} version={report.version}>
        {(field) => (
          <>
            <TextArea
              {...field('reason')}
              label="Why you withdraw it"
              hint="The program officer can read this in the history."
            />
            <SubmitRow
              label="Withdraw the report"
              instead="Back to the report"
              href={paths.report(report.number)}
            />
          </>
        )}
      </SchemaForm>
    </ReportPage>
  )
}
