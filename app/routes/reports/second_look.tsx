import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { askRefusal } from '#app/domain/report/opinions.ts'
import { askForm } from '#app/domain/report/review_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findOwnReport } from '#db/reports/find.ts'
import { askOpinion, listSecondReviewers } from '#db/reports/opinions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Second look – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const report = found(await findOwnReport(actor, params['number'] ?? ''))
  return {
    report,
    colleagues: await listSecondReviewers(actor),
    refusal: askRefusal(report.state, actor.personId),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const form = await readForm(request, askForm)
  if (!form.ok) return refused(form)
  const { colleague, question } = form.data
  const done = await attempt(form, () =>
    askOpinion(actor, form.key, params['number'] ?? '', form.version, {
      colleague: Number(colleague),
      question,
    }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'look_asked' }))
}

export default function AskSecondLook() {
  const { report, colleagues, refusal } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const closed =
    refusal ?? (colleagues.length === 0 ? 'Your agency has no other program officer here.' : null)
  return (
    <ReportPage
      report={report}
      title="Ask for a second look"
      lead="A colleague reads the version under review and says what they would do. You decide, and need not wait for them."
    >
      {closed ? (
        <p>
          {closed} <a href={paths.report(report.number)}>Back to the report</a>
        </p>
      ) : (
        <SchemaForm schema={askForm} reply={reply} version={report.version}>
          {(field) => (
            <>
              <Radios
                {...field('colleague')}
                legend="Colleague"
                choices={colleagues.map(({ id, name, awayUntil }) => ({
                  value: String(id),
                  label: name,
                  ...(awayUntil ? { hint: `Away until ${formatDate(awayUntil)}` } : {}),
                }))}
              />
              <TextArea
                {...field('question')}
                label="What to look at"
                hint="The grantee does not see it."
                optional
                rows={4}
              />
              <SubmitRow
                label="Ask for a second look"
                instead="Back to the report"
                href={paths.report(report.number)}
              />
            </>
          )}
        </SchemaForm>
      )}
    </ReportPage>
  )
}
