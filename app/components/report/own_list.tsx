import { reportTitle } from './head.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { type Task, TaskList } from '#app/components/tasks.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dueOnOf, formatReportDue, isReportLate } from '#app/domain/report/due.ts'
import { dayIn } from '#app/domain/clock.ts'
import { type ReportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import type { GranteeRole } from '#app/domain/access.ts'
import type { ListedReport } from '#db/reports/list.ts'

/** A grantee's reports by whose turn it is: yours first. */
export function OwnReports(props: { reports: ListedReport[]; role: GranteeRole; day: string }) {
  const { reports, role, day } = props
  if (reports.length === 0) {
    return (
      <EmptyState title="No report is due yet">
        Reports open here 45 days before their period ends, for every award with a reporting
        schedule.
      </EmptyState>
    )
  }
  const yours = reports.filter(({ status }) => turns[role].includes(status))
  const now = yours.filter((report) => !isAhead(report, day))
  const ahead = yours.filter((report) => isAhead(report, day))
  const colleagues = reports.filter(
    ({ status }) => withGrantee.includes(status) && !turns[role].includes(status),
  )
  const agency = reports.filter(({ status }) => withAgency.includes(status))
  const done = reports.filter(({ status }) => ended.includes(status)).reverse()
  return (
    <>
      {role !== 'viewer' && (
        <Section id="yours" title="Needs you now">
          {now.length > 0 ? (
            <TaskList tasks={now.map((report) => taskOf(report, day))} />
          ) : (
            <p>Nothing needs you now.</p>
          )}
        </Section>
      )}
      {colleagues.length > 0 && (
        <Section id="colleagues" title="With your colleagues">
          <TaskList tasks={colleagues.map((report) => taskOf(report, day))} />
        </Section>
      )}
      {ahead.length > 0 && (
        <Section id="ahead" title="Coming up">
          <TaskList tasks={ahead.map((report) => taskOf(report, day))} />
        </Section>
      )}
      {agency.length > 0 && (
        <Section id="agency" title="With the agency">
          <TaskList tasks={agency.map((report) => taskOf(report, day))} />
        </Section>
      )}
      {done.length > 0 && (
        <Section id="done" title="Done">
          <DataTable id="done-reports" caption="Reports that are done" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Report</HeaderCell>
                <HeaderCell>Award</HeaderCell>
                <HeaderCell>State</HeaderCell>
                <HeaderCell>Since</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {done.map((report) => (
                <tr key={report.number}>
                  <th scope="row">
                    <a href={paths.report(report.number)}>{reportTitle(report)}</a>
                  </th>
                  <td>
                    {report.awardName ?? report.awardNumber} {report.sample && <SampleBadge />}
                  </td>
                  <td>{reportStatusLabels[report.status]}</td>
                  <td>{report.since && formatShortDate(dayIn(report.since))}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Section>
      )}
    </>
  )
}

/** Not begun, and its period still runs. */
function isAhead({ status, periodEnd }: ListedReport, day: string): boolean {
  return status === 'not_started' && periodEnd >= day
}

const withGrantee: readonly ReportStatus[] = [
  'not_started',
  'draft',
  'awaiting_certification',
  'returned',
  'reopened',
]
const withAgency: readonly ReportStatus[] = ['submitted', 'resubmitted', 'in_review']
const ended: readonly ReportStatus[] = ['accepted', 'nothing_to_report', 'not_required', 'lapsed']

/** A certifying official may also prepare, so whatever is with the grantee needs them. */
const turns: Record<GranteeRole, readonly ReportStatus[]> = {
  preparer: ['not_started', 'draft', 'returned', 'reopened'],
  certifier: ['not_started', 'draft', 'awaiting_certification', 'returned', 'reopened'],
  viewer: [],
}

function taskOf(report: ListedReport, day: string): Task {
  const late =
    withGrantee.includes(report.status) && report.versionNo === 0 && isReportLate(report, day)
  return {
    title: (
      <>
        {reportTitle(report)}, {report.awardName ?? report.awardNumber}
      </>
    ),
    href: paths.report(report.number),
    hint: (
      <>
        {dueWords(report, day)} {report.sample && <SampleBadge />}
      </>
    ),
    state: late
      ? { tone: 'bad', label: `${reportStatusLabels[report.status]}, overdue` }
      : { tone: taskTones[report.status] ?? 'plain', label: reportStatusLabels[report.status] },
  }
}

/** A due date counts down until something is submitted. */
function dueWords(report: ListedReport, day: string): string {
  return report.versionNo > 0
    ? `Was due ${formatShortDate(dueOnOf(report))}`
    : `Due ${formatReportDue(report, day)}`
}

const taskTones: Partial<Record<ReportStatus, Task['state']['tone']>> = {
  returned: 'warn',
  reopened: 'warn',
  awaiting_certification: 'action',
}
