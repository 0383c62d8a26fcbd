import { ReportStatusTag, reportTitle } from './head.tsx'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel, Pills } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import {
  type ReportStatus,
  reportStatusLabels,
  submittedStatuses,
} from '#app/domain/report/states.ts'
import * as paths from '#app/paths.ts'
import type { ListedReport, ReportPlace } from '#db/reports/list.ts'

/** Submitted reports, filtered by state, a page at a time. */
export function SubmittedReports(props: {
  reports: ListedReport[]
  next: ReportPlace | null
  status: ReportStatus | null
  /** An officer comes from the queue and can go back to it. */
  isReviewer: boolean
}) {
  const { reports, next, status, isReviewer } = props
  const list = isReviewer ? 'all' : null
  return (
    <>
      <p>
        {isReviewer && (
          <>
            <a href={paths.reports()}>Back to the queue</a>
            {' · '}
          </>
        )}
        <a href={paths.reportClocks()}>Days by step, over many reports</a>
      </p>
      <FilterPanel
        action={paths.reports()}
        label="Filter reports"
        hidden={list ? { list } : {}}
        active={status ? 1 : 0}
      >
        <Select
          name="status"
          label="State"
          empty="Any state"
          defaultValue={status ?? ''}
          choices={submittedStatuses.map((value) => ({ value, label: reportStatusLabels[value] }))}
        />
      </FilterPanel>
      {status && (
        <Pills
          pills={[{ label: reportStatusLabels[status], removeHref: paths.reports({ list }) }]}
          clearHref={paths.reports({ list })}
        />
      )}
      {reports.length === 0 ? (
        <EmptyState title={status ? 'No report is in this state' : 'No report was submitted yet'}>
          Reports appear here when their grantee submits them.
        </EmptyState>
      ) : (
        <DataTable id="submitted" caption="Submitted reports" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Report</HeaderCell>
              <HeaderCell>Grantee</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Period ended</HeaderCell>
              <HeaderCell>Since</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <tr key={report.number}>
                <th scope="row" className="wrap">
                  <a href={paths.report(report.number)}>{reportTitle(report)}</a>
                  <span className="sub">{report.awardName ?? report.awardNumber}</span>
                </th>
                <td>
                  {report.organizationName} {report.sample && <SampleBadge />}
                </td>
                <td>
                  <ReportStatusTag status={report.status} />
                </td>
                <td>{formatShortDate(report.periodEnd)}</td>
                <td>{report.since && formatShortDate(dayIn(report.since))}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pagination
        position={`${reports.length} on this page`}
        previous={null}
        next={next && paths.reports({ list, status, after: `${next.periodEnd}_${next.id}` })}
      />
    </>
  )
}
