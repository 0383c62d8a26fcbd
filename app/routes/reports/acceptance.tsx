import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Checklist } from '#app/components/report/checklist.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { acceptForm } from '#app/domain/report/forms.ts'
import { leftOpen } from '#app/domain/report/checklist.ts'
import { countThreads } from '#app/domain/report/threads.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { acceptReport } from '#db/reports/review.ts'
import { listChecks } from '#db/reports/checklist.ts'
import { findOwnReport } from '#db/reports/find.ts'
import { listThreads } from '#db/reports/threads.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Accept – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const report = found(await findOwnReport(actor, params['number'] ?? ''))
  return {
    report,
    questions: countThreads(await listThreads(actor, report.id)),
    checks: await listChecks(actor, report.id),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const form = await readForm(request, acceptForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    acceptReport(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'accepted' }))
}

export default function Accept() {
  const { report, questions, checks } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const open = leftOpen(checks)
  return (
    <ReportPage
      report={report}
      title="Accept the report"
      lead="Its figures then count in the award’s actuals and in the stream’s totals. After that only a grants officer can reopen it, with a reason."
    >
      {questions.unresolved > 0 && (
        <Alert
          tone="warning"
          title={
            questions.unresolved === 1
              ? 'One question is not resolved'
              : `${questions.unresolved} questions are not resolved`
          }
        >
          <p>
            {questions.open} open, {questions.answered} answered. Accepting ends them as they stand.{' '}
            <a href={`${paths.report(report.number)}#questions`}>See the questions</a>
          </p>
        </Alert>
      )}
      <Checklist
        items={checks}
        href={open.length > 0 ? paths.reportChecklist(report.number) : null}
      />
      <SchemaForm schema={acceptForm} reply={reply} version={report.version}>
        {(field) => (
          <>
            <TextArea
              {...field('note')}
              label="A note to the grantee"
              hint="They read it in the history of the report."
              optional
            />
            {open.length > 0 && (
              <TextArea
                {...field('why')}
                label="Why you accept with the checklist not complete"
                hint="Kept for the agency and its auditors; the grantee does not read it."
                rows={3}
              />
            )}
            <SubmitRow
              label="Accept the report"
              instead="Back to the report"
              href={paths.report(report.number)}
            />
          </>
        )}
      </SchemaForm>
    </ReportPage>
  )
}
