import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { ReportPage } from '#app/components/report/head.tsx'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { whatHappensNext } from '#app/domain/report/turn.ts'
import { earliestDisposal } from '#app/domain/retention.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { findVersion } from '#db/reports/versions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report, version }: Loaded) =>
    `Receipt of version ${version.no} – ${report.label} report`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const { content: _content, ...version } = found(
    await findVersion(actor, report.number, Number(params['no'])),
  )
  const keepUntil = addDays(earliestDisposal(dayIn(version.submittedAt)), -1)
  return { report, version, keepUntil }
}

export default function Receipt() {
  const { report, version, keepUntil } = useLoaderData<typeof loader>()
  const { sealed } = version
  const isLatest = version.no === report.state.versionNo
  const isNothing = version.nothingToReport
  return (
    <ReportPage report={report} title="Receipt">
      <Alert tone="success" title={isNothing ? 'Certified: nothing to report' : 'Submitted'}>
        <p>
          {sealed.award.organization} filed version {version.no} of its {report.label} report,{' '}
          {formatDateTime(version.submittedAt)}. Keep this page for your records.
        </p>
      </Alert>
      <KeyValues
        facts={[
          { label: 'Report', value: `${report.number}, version ${version.no}` },
          { label: 'Award', value: sealed.award.number },
          {
            label: 'Period',
            value: `${formatShortDate(report.periodStart)} to ${formatShortDate(report.periodEnd)}`,
          },
          { label: 'Submitted', value: formatDateTime(version.submittedAt) },
          {
            label: 'Prepared by',
            value: sealed.preparedBy.join(', ') || 'nobody: nothing to report',
          },
          {
            label: 'Certified by',
            value: `${sealed.certification.name}, ${sealed.certification.title}`,
          },
          ...(version.solePerson
            ? [
                {
                  label: 'One person',
                  value:
                    'Prepared and certified by the same person, who is alone in the organization.',
                },
              ]
            : []),
          { label: 'Statement', value: sealed.certification.statement },
          {
            label: 'Keep until',
            value: `${formatShortDate(keepUntil)} at least, and three years after the award’s final financial report (2 CFR 200.334)`,
          },
          {
            label: 'SHA-256 of the sealed version',
            value: <code className="hash">{version.sha256}</code>,
          },
          {
            label: 'SHA-256 of the PDF',
            value: version.pdfSha256 ? (
              <code className="hash">{version.pdfSha256}</code>
            ) : (
              'The PDF is being made. It takes a few seconds.'
            ),
          },
        ]}
      />
      {isLatest && (
        <NextStep>
          <p>{whatHappensNext(report.state)}</p>
          {report.officerName && !isNothing && (
            <p>{report.officerName} finds it in the review queue.</p>
          )}
        </NextStep>
      )}
      <ButtonRow>
        <ButtonLink href={paths.report(report.number)}>Go to the report</ButtonLink>
        <ButtonLink look="outline" href={paths.reportPdf(report.number, version.no)}>
          Take the PDF
        </ButtonLink>
        <ButtonLink look="outline" href={paths.reportVersion(report.number, version.no)}>
          See what was sealed
        </ButtonLink>
      </ButtonRow>
    </ReportPage>
  )
}
