import {
  type CalendarType,
  type Frequency,
  formatDue,
  formatShortDate,
  isLate,
} from '#app/domain/calendar.ts'
import { type ReportState, reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import { whoseTurn } from '#app/domain/report/turn.ts'
import { paths } from '#app/paths.ts'
import { periodName } from './award_actuals.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

interface ReportRow extends Pick<ReportState, 'author' | 'agency' | 'endedAs'> {
  number: string
  periodEnd: string
  statutory: string
  working: string
  isOpen: unknown
}

/** The reports of an award: period, due date, state and whose turn it is, for everybody who sees the
 *  award; the report itself opens only to those who may read it. */
export function AwardReports(props: {
  award: {
    periodEnd: string | null
    reportCalendar: CalendarType | null
    reportFrequency: Frequency | null
  }
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
                    <a href={paths.report(report.number)}>{periodName(award, report.periodEnd)}</a>
                  ) : (
                    periodName(award, report.periodEnd)
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
  if (!isWaiting) return <span className="nowrap">{formatShortDate(report.working)}</span>
  if (isLate(report, today))
    return <StatusTag tone="bad">{formatDue(report.working, today)}</StatusTag>
  return <>{formatDue(report.working, today)}</>
}

function emptyWords(periodEnd: string | null, onlyAccepted: boolean): string {
  if (onlyAccepted) return 'No report of this award is accepted yet.'
  return periodEnd === null
    ? 'No period in the sources, so no report is due.'
    : 'No report is open yet. One opens 45 days before the end of each period.'
}
