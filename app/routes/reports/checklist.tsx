import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { CheckLines } from '#app/components/report/checklist.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { type CheckItem, checklistRefusal } from '#app/domain/report/checklist.ts'
import { checklistForm } from '#app/domain/report/review_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listChecks, tickChecks } from '#db/reports/checklist.ts'
import { findOwnReport } from '#db/reports/find.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ report }: Loaded) => `Checklist – ${reportTitle(report)}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const report = found(await findOwnReport(actor, params['number'] ?? ''))
  return {
    report,
    items: await listChecks(actor, report.id),
    refusal: checklistRefusal(report.state, actor.personId),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.review')
  const report = found(await findOwnReport(actor, params['number'] ?? ''))
  const form = await readForm(request, checklistForm(await listChecks(actor, report.id)))
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    tickChecks(actor, form.key, report.number, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.report(found(done.result).number, { done: 'ticked' }))
}

export default function ChecklistPage() {
  const { report, items, refusal } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage
      report={report}
      title="Checklist"
      lead={`What to look at before version ${report.state.versionNo} is accepted. Ticks are kept with your name and the day, as part of the record of the review.`}
    >
      {refusal ? (
        <>
          <p>{refusal}</p>
          <CheckLines items={items} />
          <p>
            <a href={paths.report(report.number)}>Back to the report</a>
          </p>
        </>
      ) : (
        <SchemaForm schema={checklistForm(items)} reply={reply} version={report.version}>
          {(field) => {
            const { defaultValue: _posted, ...ticked } = field('ticked')
            return (
              <>
                <Checkboxes
                  {...ticked}
                  legend="Looked at, and in order"
                  choices={items.map(choiceOf)}
                  defaultValue={items.filter(isTicked).map(({ code }) => code)}
                />
                <SubmitRow
                  label="Save the ticks"
                  instead="Back to the report"
                  href={paths.report(report.number)}
                />
              </>
            )
          }}
        </SchemaForm>
      )}
    </ReportPage>
  )
}

const isTicked = ({ checkedBy }: CheckItem) => checkedBy !== null

function choiceOf({ code, label, help, checkedBy, checkedAt }: CheckItem) {
  const ticked = checkedBy && checkedAt && `Ticked by ${checkedBy}, ${formatDateTime(checkedAt)}.`
  return { value: code, label, hint: [help, ticked].filter(Boolean).join(' ') }
}
