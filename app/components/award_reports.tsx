import {
  type ShownDue,
  formatReportDue,
  formatShortDue,
  isReportLate,
} from '#app/domain/report/due.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { type ReportState, reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import { whoseTurn } from '#app/domain/report/turn.ts'
import * as paths from '#app/paths.ts'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

type Named = Parameters<typeof reportLabel>[0]

interface ReportRow extends Pick<ReportState, 'author' | 'agency' | 'endedAs'>, ShownDue, Named {
  number: string
  isOpen: unknown
  /** Whether what is asked about its due date may be read. */
  isExpected: unknown
}

/** The reports of an award: period, due date, state and whose turn it is, for everybody who sees the
 *  award; the report itself opens only to those who may read it. */
export function AwardReports(props: {
  award: { periodEnd: string | null }
  reports: ReportRow[]
  today: string
  onlyAccepted: boolean
}) {
  const { award, reports, today, onlyAccepted } = props
  return (
    <Section id="reports" title={onlyAccepted ? 'Accepted reports' : 'Reports'}>
      {reports.length === 0 ? (
        <p>{emptyWords(award.periodEnd, onlyAccepted)}</p>
      ) : (
        <DataTable id="award-reports" caption="Reports of this award" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Period</HeaderCell>
              <HeaderCell>Due</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Whose turn</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <tr key={report.number}>
                <th scope="row" className="nowrap">
                  {report.isOpen ? (
                    <a href={paths.report(report.number)}>{reportLabel(report)}</a>
                  ) : (
                    reportLabel(report)
                  )}
                </th>
                <td>
                  <Due report={report} today={today} />
                </td>
                <td>
                  <StatusTag tone="plain">{reportStatusLabels[reportStatus(report)]}</StatusTag>
                </td>
                <td className="wrap">{whoseTurn(report)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  )
}

function Due({ report, today }: { report: ReportRow; today: string }) {
  const isWaiting =
    report.author !== 'submitted' && report.agency === 'none' && report.endedAs === null
  const words = isWaiting ? formatReportDue(report, today) : formatShortDue(report)
  const isLate = isWaiting && isReportLate(report, today)
  const shown = isLate ? <StatusTag tone="bad">{words}</StatusTag> : words
  const isDecided = report.extendedDueOn !== null || report.endedAs === 'not_required'
  if (!report.isExpected || !(isWaiting || isDecided)) return <>{shown}</>
  return <a href={paths.reportPetition(report.number, report.petition ?? 'extension')}>{shown}</a>
}

function emptyWords(periodEnd: string | null, onlyAccepted: boolean): string {
  if (onlyAccepted) return 'No report of this award is accepted yet.'
  return periodEnd === null
    ? 'No period in the sources, so no report is due.'
    : 'No report is open yet. One opens 45 days before the end of each period.'
}
