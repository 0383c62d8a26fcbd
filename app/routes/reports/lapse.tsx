import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { DueDates } from '#app/components/report/due_dates.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { today } from '#app/domain/clock.ts'
import { isDelinquent } from '#app/domain/report/due.ts'
import { lapseForm } from '#app/domain/report/petition_forms.ts'
import { closedRefusal } from '#app/domain/report/petitions.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findExpected } from '#db/reports/expected.ts'
import { lapseReport } from '#db/reports/lapse.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report }: Loaded) => `Close as never received – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'extension.decide')
  const day = today()
  return { day, report: found(await findExpected(actor, params['number'] ?? '', day)) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'extension.decide')
  const form = await readForm(request, lapseForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    lapseReport(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.reportPetition(found(done.result).number, 'waiver', { done: 'lapsed' }))
}

export default function Lapse() {
  const { report, day } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const closed = closedRefusal(report)
  const back = paths.reportPetition(report.number, 'extension')
  return (
    <ReportPage
      report={report}
      isTop={!report.isOpen}
      title="Close as never received"
      lead="The period ends without figures, and the record says so. The grantee, the program officer and their supervisor are told."
    >
      <DueDates report={report} day={day} />
      {closed || !isDelinquent(report, day) ? (
        <Alert tone="info">
          {closed ??
            'This report is not delinquent yet: that is 30 days late, or late after another that never came.'}{' '}
          <a href={back}>Back to its due date</a>
        </Alert>
      ) : (
        <SchemaForm
          schema={async () => (await import('#app/domain/report/petition_forms.ts')).lapseForm}
          reply={reply}
          version={report.version}
        >
          {(field) => (
            <>
              <TextArea
                {...field('reason')}
                label="Why the report is closed"
                hint="What was tried to get it. The grantee and everybody who reads the report’s history can read this."
              />
              <ButtonRow>
                <Button look="danger">Close as never received</Button>
                <ButtonLink look="outline" href={back}>
                  Back to its due date
                </ButtonLink>
              </ButtonRow>
            </>
          )}
        </SchemaForm>
      )}
    </ReportPage>
  )
}
