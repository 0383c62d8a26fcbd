import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClosedButton, SubmitRow } from '#app/components/buttons.tsx'
import { Checkbox } from '#app/components/choices.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { SignatureFields } from '#app/components/report/signature.tsx'
import { formatShortDate } from '#app/domain/calendar.ts'
import { nothingStatement } from '#app/domain/report/certification.ts'
import { nothingForm } from '#app/domain/report/forms.ts'
import { openMoves } from '#app/domain/report/machine.ts'
import { whoseTurn } from '#app/domain/report/turn.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { isFresh, requireActor } from '#app/session.server.ts'
import { requireFreshness } from '#app/signature.server.ts'
import { certifyNothing } from '#db/reports/certify.ts'
import { findReport } from '#db/reports/find.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report }: Loaded) => `Nothing to report – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const facts = { ...report.state, activePeople: report.activePeople, missing: 0 }
  return {
    report,
    move: openMoves(facts, actor).find(({ name }) => name === 'certify_nothing') ?? null,
    isFresh: await isFresh(request),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.certify')
  const form = await readForm(request, nothingForm)
  if (!form.ok) return refused(form)
  const stale = await requireFreshness(request, form)
  if (stale) return stale
  const { name, title } = form.data
  const done = await attempt(form, () =>
    certifyNothing(actor, form.key, params['number'] ?? '', form.version, { name, title }),
  )
  if (!done.ok) return done.reply
  const receipt = found(done.result)
  throw redirect(paths.reportReceipt(receipt.number, receipt.versionNo))
}

export default function NothingToReport() {
  const { report, move, isFresh } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <ReportPage
      report={report}
      title="Nothing to report"
      lead={`For a period in which nothing happened that this form asks for: ${formatShortDate(report.periodStart)} to ${formatShortDate(report.periodEnd)}.`}
    >
      <p>
        This ends the report for the period and is not the same as leaving it out: it is on record
        as your statement. Answers saved so far are not part of it.
      </p>
      {move && !move.disabled ? (
        <SchemaForm
          schema={async () => (await import('#app/domain/report/forms.ts')).nothingForm}
          reply={reply}
          version={report.version}
        >
          {(field) => (
            <>
              <Checkbox
                {...field('nothing')}
                value="yes"
                label="There is nothing to report for this period"
              />
              <SignatureFields field={field} isFresh={isFresh} />
              <p className="statement">{nothingStatement}</p>
              <SubmitRow
                label="Certify that there is nothing to report"
                instead="Back to the report"
                href={paths.report(report.number)}
              />
            </>
          )}
        </SchemaForm>
      ) : (
        <ClosedButton id="nothing" reason={move?.disabled ?? whoseTurn(report.state)}>
          Certify that there is nothing to report
        </ClosedButton>
      )}
    </ReportPage>
  )
}
