import { ReportStatusTag, reportTitle } from './head.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { daysBetween } from '#app/domain/dates.ts'
import { paths } from '#app/paths.ts'
import type { ListedReport, listReviewQueue } from '#db/reports/list.ts'

type Queued = Awaited<ReturnType<typeof listReviewQueue>>[number]

/** An officer's reports: to decide, waiting for the grantee, late, and due soon. */
export function ReviewQueue(props: {
  queue: Queued[]
  overdue: ListedReport[]
  soon: ListedReport[]
  membershipId: number
  day: string
}) {
  const { queue, overdue, soon, membershipId, day } = props
  const isYours = ({ reviewerMembershipId }: Queued) => reviewerMembershipId === membershipId
  const reviewing = queue.filter(({ status }) => status === 'in_review')
  const waiting = queue.filter(({ status }) => status === 'submitted' || status === 'resubmitted')
  const away = queue.filter((report) => !reviewing.includes(report) && !waiting.includes(report))
  return (
    <>
      <Group
        id="review"
        title="In review"
        reports={reviewing}
        day={day}
        who={(report) => (isYours(report) ? 'You' : (report.reviewerName ?? 'a colleague'))}
      />
      <Group id="pick-up" title="To pick up" reports={waiting} day={day} />
      <Group id="away" title="Back with the grantee" reports={away} day={day} />
      {queue.length === 0 && (
        <EmptyState title="Nothing waits for your review">
          Reports of your caseload appear here when their grantee submits them.
        </EmptyState>
      )}
      <Expected id="overdue" title="Overdue, not submitted" reports={overdue} day={day} />
      <Expected id="soon" title="Due within 30 days" reports={soon} day={day} />
      <p>
        <a href={paths.reports({ list: 'all' })}>All submitted reports of your caseload</a>
      </p>
    </>
  )
}

function Group(props: {
  id: string
  title: string
  reports: Queued[]
  day: string
  who?: (report: Queued) => string
}) {
  const { id, title, reports, day, who } = props
  if (reports.length === 0) return null
  return (
    <Section id={id} title={title} aside={String(reports.length)}>
      <DataTable id={`${id}-table`} caption={title} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Report</HeaderCell>
            <HeaderCell>Grantee</HeaderCell>
            <HeaderCell>State</HeaderCell>
            {who && <HeaderCell>Reviewer</HeaderCell>}
            <HeaderCell>Due</HeaderCell>
            <HeaderCell numeric>Days so far</HeaderCell>
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
              {who && <td>{who(report)}</td>}
              <td>{formatShortDate(report.workingDueOn)}</td>
              <td className="number">{report.since && daysBetween(dayIn(report.since), day)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}

/** Rows without a link: until it is submitted, a report is its grantee's alone. */
function Expected(props: { id: string; title: string; reports: ListedReport[]; day: string }) {
  const { id, title, reports, day } = props
  if (reports.length === 0) return null
  return (
    <Section id={id} title={title} aside={String(reports.length)}>
      <DataTable id={`${id}-table`} caption={title} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Report</HeaderCell>
            <HeaderCell>Grantee</HeaderCell>
            <HeaderCell>Award</HeaderCell>
            <HeaderCell>Due</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.number}>
              <th scope="row">{reportTitle(report)}</th>
              <td>
                {report.organizationName} {report.sample && <SampleBadge />}
              </td>
              <td>
                <a href={paths.award(report.awardNumber)}>
                  {report.awardName ?? report.awardNumber}
                </a>
              </td>
              <td>{formatDue(report.workingDueOn, day)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
