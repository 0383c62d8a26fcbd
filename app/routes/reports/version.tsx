import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { SealedFiles } from '#app/components/report/files.tsx'
import { ReportPage } from '#app/components/report/head.tsx'
import { ValueLink } from '#app/components/report/value_link.tsx'
import { WarningLines } from '#app/components/report/warnings.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { originsIn } from '#app/domain/report/crosswalk.ts'
import { formatFigure, isFigure } from '#app/domain/report/display.ts'
import { sealedItems } from '#app/domain/report/sealed.ts'
import { isExplainable, sectionsOf } from '#app/domain/report/template.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { readItems } from '#db/reports/matter.ts'
import { findVersion } from '#db/reports/versions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report, version }: Loaded) => `Version ${version.no} – ${report.label} report`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const { content: _content, ...version } = found(
    await findVersion(actor, report.number, Number(params['no'])),
  )
  const items = await readItems(report, report.programCode)
  return {
    report,
    version,
    items: sealedItems(version.sealed, items),
    origins: originsIn(version.sealed.answers),
  }
}

/** A version as it was sealed; whatever happened later does not show here. */
export default function Version() {
  const { report, version, items, origins } = useLoaderData<typeof loader>()
  const { sealed } = version
  const given = new Map(sealed.answers.map((answer) => [answer.code, answer]))
  const answers = Object.fromEntries(sealed.answers.map(({ code, value }) => [code, value]))
  const sections = sectionsOf(items.filter(({ itemKind }) => itemKind !== 'attachment'))
  return (
    <ReportPage
      report={report}
      title={`Version ${version.no}`}
      lead={`Sealed ${formatDateTime(version.submittedAt)} and unchanged since.`}
    >
      {version.no < report.state.versionNo && (
        <Alert tone="info">
          A later version was submitted:{' '}
          <a href={paths.reportVersion(report.number, report.state.versionNo)}>
            version {report.state.versionNo}
          </a>
          .
        </Alert>
      )}
      {version.nothingToReport && <p>There was nothing to report for this period.</p>}
      {sections.map((section) => (
        <Section key={section.order} id={`section-${section.order}`} title={section.title}>
          {section.items.some(isFigure) && (
            <DataTable id={`figures-${section.order}`} caption={section.title} captionHidden>
              <thead>
                <tr>
                  <HeaderCell>Figure</HeaderCell>
                  <HeaderCell numeric>{report.label}</HeaderCell>
                </tr>
              </thead>
              <tbody>
                {section.items.filter(isFigure).map((item) => (
                  <tr key={item.itemCode}>
                    <th scope="row" className="wrap">
                      {given.get(item.itemCode)?.label}
                      {given.get(item.itemCode)?.explanation && (
                        <span className="sub">Note: {given.get(item.itemCode)?.explanation}</span>
                      )}
                      {origins[item.itemCode] && (
                        <span className="sub">{origins[item.itemCode]}</span>
                      )}
                    </th>
                    <td className="number">
                      <ValueLink number={report.number} code={item.itemCode}>
                        {formatFigure(item, items, answers) ?? (
                          <span className="absent">no answer</span>
                        )}
                      </ValueLink>
                    </td>
                  </tr>
                ))}
              </tbody>
            </DataTable>
          )}
          {section.items
            .filter((item) => !isFigure(item))
            .map((item) => (
              <div className="answer" key={item.itemCode}>
                <h3>{item.label}</h3>
                <p className="prose">
                  {(item.itemKind === 'attestation' ? 'Confirmed' : answers[item.itemCode]) ?? (
                    <span className="absent">no answer</span>
                  )}
                </p>
                {isExplainable(item) && (
                  <p className="sub">
                    <ValueLink number={report.number} code={item.itemCode}>
                      History
                    </ValueLink>
                  </p>
                )}
              </div>
            ))}
        </Section>
      ))}
      {Boolean(sealed.warnings?.length) && (
        <Section id="warnings" title="What stood out">
          <WarningLines warnings={sealed.warnings ?? []} />
        </Section>
      )}
      <SealedFiles
        number={report.number}
        files={sealed.files ?? []}
        labelOf={(code) => items.find(({ itemCode }) => itemCode === code)?.label ?? code}
      />
      <Section id="seal" title="Seal">
        <KeyValues
          facts={[
            {
              label: 'Prepared by',
              value: sealed.preparedBy.join(', ') || 'nobody: nothing to report',
            },
            { label: 'Handed over by', value: sealed.handedOverBy ?? 'nobody: nothing to report' },
            {
              label: 'Signed by',
              value: `${sealed.certification.name}, ${sealed.certification.title}`,
            },
            { label: 'Statement', value: sealed.certification.statement },
            { label: 'SHA-256', value: <code className="hash">{version.sha256}</code> },
          ]}
        />
        {version.solePerson && (
          <p>Prepared and certified by the same person, who is alone in the organization.</p>
        )}
        <p>
          The hash is of{' '}
          <a href={paths.reportSealed(report.number, version.no)} download>
            the sealed file
          </a>
          , byte for byte. To print or keep, take{' '}
          <a href={paths.reportPdf(report.number, version.no)} download>
            the PDF
          </a>
          .
        </p>
      </Section>
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}
