import { ReportStatusTag, reportTitle } from './head.tsx'
import { AwayLines } from '#app/components/away_lines.tsx'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Checkbox, FieldSet } from '#app/components/choices.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { DataTable, HeaderCell, Pagination, type SortLink } from '#app/components/tables.tsx'
import { SampleBadge, StatusTag } from '#app/components/tags.tsx'
import { businessDaysBetween } from '#app/domain/holidays.ts'
import { bulkActions, bulkLabels } from '#app/domain/report/bulk.ts'
import { formatWorkingDays } from '#app/domain/report/clocks.ts'
import { formatReportDue, formatShortDue, isReportLate } from '#app/domain/report/due.ts'
import {
  type QueueList,
  type QueueShow,
  type QueueSort,
  nextStepOf,
  queueQuery,
  queueShowLabels,
  queueShows,
} from '#app/domain/report/queue.ts'
import * as paths from '#app/paths.ts'
import type { Absence } from '#db/delegations.ts'
import type { listLooksAsked } from '#db/reports/opinions.ts'
import type { QueuedReport } from '#db/reports/queue.ts'

export interface ReviewQueueProps {
  list: QueueList
  counts: Record<QueueShow, number>
  reports: QueuedReport[]
  next: string | null
  day: string
  /** Reports of others that wait for this officer's opinion. */
  looks: Awaited<ReturnType<typeof listLooksAsked>>
  /** Whether this officer is away, for whom the officer stands in, and who else is away. */
  away: { own: Absence[]; standingIn: Absence[]; colleagues: Absence[] }
}

/** An officer's unfinished reports: whose turn it is, and for how long it has been. */
export function ReviewQueue(props: ReviewQueueProps) {
  const { list, counts, reports, next, day } = props
  return (
    <>
      <nav aria-label="Which reports">
        <ul className="views">
          {queueShows.map((show) => (
            <li key={show}>
              <a
                href={paths.reports(queueQuery({ ...list, show, after: null }))}
                aria-current={show === list.show ? 'page' : undefined}
              >
                {queueShowLabels[show]} ({counts[show]})
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <AwayLines {...props.away} awayHref={paths.accountAway()} />
      <LooksAsked looks={props.looks} />
      {reports.length === 0 ? (
        <Nothing list={list} counts={counts} />
      ) : (
        <form method="get" action={paths.reportsBulk()}>
          <DataTable id="queue" caption={queueShowLabels[list.show]} captionHidden>
            <thead>
              <tr>
                <HeaderCell sort={sortLink(list, 'period')}>Report</HeaderCell>
                <HeaderCell sort={sortLink(list, 'grantee')}>Grantee</HeaderCell>
                <HeaderCell>Whose turn</HeaderCell>
                <HeaderCell sort={sortLink(list, 'waiting')}>Waiting</HeaderCell>
                <HeaderCell sort={sortLink(list, 'due')}>Due</HeaderCell>
                <HeaderCell numeric>Days with the grantee</HeaderCell>
                <HeaderCell numeric>Days with the agency</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <QueueRow key={report.number} report={report} day={day} />
              ))}
            </tbody>
          </DataTable>
          <FieldSet
            id="do"
            legend="With the ticked reports"
            hint="You see first what will happen and what is left out."
          >
            <ButtonRow>
              {bulkActions.map((action) => (
                <Button key={action} name="action" value={action} look="outline">
                  {bulkLabels[action]}
                </Button>
              ))}
            </ButtonRow>
          </FieldSet>
        </form>
      )}
      {(next || list.after) && (
        <Pagination
          position={`${reports.length} of ${counts[list.show]} on this page`}
          previous={null}
          next={next && paths.reports(queueQuery({ ...list, after: next }))}
        />
      )}
      <p className="fine-print">
        All days are working days. The grantee’s count from the end of the period, the agency’s from
        each submission.
      </p>
      <p>
        {list.after && (
          <>
            <a href={paths.reports(queueQuery({ ...list, after: null }))}>Back to the first page</a>
            {' · '}
          </>
        )}
        <a href={paths.reports({ list: 'all' })}>All submitted reports of your caseload</a>
        {' · '}
        <a href={paths.reportClocks()}>Days by step, over many reports</a>
      </p>
    </>
  )
}

function LooksAsked({ looks }: Pick<ReviewQueueProps, 'looks'>) {
  if (looks.length === 0) return null
  return (
    <Alert tone="info" title="Colleagues ask you for a second look">
      <ul className="plain-list">
        {looks.map(({ number, label, awardName, awardNumber, asker }) => (
          <li key={number}>
            <a href={paths.report(number)}>
              {reportTitle({ label })}, {awardName ?? awardNumber}
            </a>
            , asked by {asker}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

/** Until it is submitted, a report is its grantee’s alone: its row leads to the award, and to what is
 *  asked about its due date. */
function QueueRow({ report, day }: { report: QueuedReport; day: string }) {
  const { number, awardNumber, awardName, versionNo } = report
  return (
    <tr>
      <th scope="row" className="wrap choosable">
        <Checkbox
          name="report"
          id={`choose-${number}`}
          value={number}
          label={
            <span className="visually-hidden">
              Choose {reportTitle(report)}, {awardName ?? awardNumber}
            </span>
          }
        />
        {versionNo > 0 ? (
          <a href={paths.report(number)}>{reportTitle(report)}</a>
        ) : (
          reportTitle(report)
        )}
        <span className="sub">
          <a href={paths.award(awardNumber)}>{awardName ?? awardNumber}</a>
        </span>
        {report.standsInFor && (
          <span className="sub">
            <StatusTag tone="plain">for {report.standsInFor}</StatusTag>
          </span>
        )}
      </th>
      <td className="wrap">
        {report.organizationName} {report.sample && <SampleBadge />}
      </td>
      <td>
        {turnWords(report)} <ReportStatusTag status={report.status} />
        <span className="sub">{nextStepOf(report)}</span>
      </td>
      <td>{formatWorkingDays(businessDaysBetween(report.since, day))}</td>
      <td>
        {versionNo === 0 ? (
          <a href={paths.reportPetition(number, report.petition ?? 'extension')}>
            {formatReportDue(report, day)}
          </a>
        ) : (
          <span className="nowrap">{formatShortDue(report)}</span>
        )}
        {versionNo === 0 && isReportLate(report, day) && <span className="sub">Late</span>}
      </td>
      <td className="number">{report.clocks.grantee}</td>
      <td className="number">{report.clocks.agency}</td>
    </tr>
  )
}

function turnWords(report: QueuedReport): string {
  const { author, agency, isYours, reviewerName, isReviewerGone } = report
  if (author !== 'submitted') return 'Grantee'
  if (agency !== 'in_review' || isYours) return 'You'
  return isReviewerGone ? `You, instead of ${reviewerName}` : (reviewerName ?? 'A colleague')
}

/** A link to the same queue in a column’s order, the other way round where it is in that order now. */
function sortLink(list: QueueList, sort: QueueSort): SortLink {
  const isOn = list.sort === sort
  const next = { ...list, sort, descending: isOn && !list.descending, after: null }
  return {
    href: paths.reports(queueQuery(next)),
    direction: isOn ? (list.descending ? 'descending' : 'ascending') : null,
  }
}

function Nothing({ list, counts }: Pick<ReviewQueueProps, 'list' | 'counts'>) {
  const isElsewhere = list.show !== 'all' && counts.all > 0
  return (
    <EmptyState
      title={titles[list.show]}
      action={
        isElsewhere && (
          <a href={paths.reports(queueQuery({ ...list, show: 'all', after: null }))}>
            Show all unfinished reports
          </a>
        )
      }
    >
      Reports of your caseload appear here 30 days before they are due, and whenever their grantee
      submits them.
    </EmptyState>
  )
}

const titles = {
  mine: 'Nothing waits for your review',
  grantee: 'Nothing waits on a grantee',
  late: 'No report is late',
  all: 'No report of your caseload is unfinished',
} satisfies Record<QueueShow, string>
