import { Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { formatDate, formatShortDate, periodLabel } from '#app/domain/calendar.ts'
import { addDays } from '#app/domain/dates.ts'
import type { DueDates } from '#app/domain/report/due.ts'
import { financialForm } from '#app/domain/report/period_name.ts'
import { type ScheduledPeriod, openedDaysAhead } from '#app/domain/report/schedule.ts'
import { type ReportState, reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'

interface OpenReport extends DueDates, Pick<ReportState, 'author' | 'agency' | 'endedAs'> {
  periodEnd: string
  templateCode: string
}

/** Every period of an award with its due dates: those of the report where it is open, else computed. */
export function PeriodsAhead(props: {
  periods: ScheduledPeriod[]
  reports: OpenReport[]
  day: string
}) {
  const { periods, reports, day } = props
  const next = periods.find(({ end }) => end >= day)
  return (
    <Section id="periods" title="Periods and due dates">
      {next && (
        <p>
          The running period ends {formatDate(next.end)}. Its report is due{' '}
          {formatDate(next.working)}
          {next.working !== next.statutory && `, by the terms ${formatDate(next.statutory)}`}.
        </p>
      )}
      <DataTable id="due" caption="Periods and due dates" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Period</HeaderCell>
            <HeaderCell>Ends</HeaderCell>
            <HeaderCell>By the terms</HeaderCell>
            <HeaderCell>Working date</HeaderCell>
            <HeaderCell>Report</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => {
            const [report, financial] = [false, true].map((isFinancial) =>
              reports.find(
                ({ periodEnd, templateCode }) =>
                  periodEnd === period.end && (templateCode === financialForm) === isFinancial,
              ),
            )
            return (
              <tr key={period.end}>
                <th scope="row" className="nowrap">
                  {periodLabel(period.end, period.rule)}
                  {period.isFinal && <span className="sub">Final report</span>}
                </th>
                <td className="nowrap">{formatShortDate(period.end)}</td>
                <td className="nowrap">
                  {formatShortDate(report?.statutoryDueOn ?? period.statutory)}
                </td>
                <td>
                  <span className="nowrap">
                    {formatShortDate(report?.workingDueOn ?? period.working)}
                  </span>
                  {report?.extendedDueOn && (
                    <span className="sub">Extended to {formatShortDate(report.extendedDueOn)}</span>
                  )}
                </td>
                <td>
                  {report ? reportStatusLabels[reportStatus(report)] : opens(period, day)}
                  {financial && (
                    <span className="sub">
                      Financial: {reportStatusLabels[reportStatus(financial)].toLowerCase()}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </DataTable>
    </Section>
  )
}

function opens({ end }: ScheduledPeriod, day: string): string {
  const on = addDays(end, -openedDaysAhead)
  return on > day ? `Opens ${formatShortDate(on)}` : ''
}
