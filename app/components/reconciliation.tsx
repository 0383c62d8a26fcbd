import { awardName } from '#app/domain/award.ts'
import { formatShortDate, monthNames } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import {
  type ComparedPeriod,
  type DifferenceOwner,
  type DifferenceReason,
  type DifferenceState,
  type Tolerance,
  differenceOwnerLabels,
  differenceReasonLabels,
  differenceStateLabels,
} from '#app/domain/study/reconciliation.ts'
import * as paths from '#app/paths.ts'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge, StatusTag, type TagTone } from './tags.tsx'
import { type Task, TaskList } from './tasks.tsx'

interface SiteLine {
  number: string
  name: string | null
  leadOrganization: string
  sample: boolean
  indicatorName: string | null
  lastMonth: string | null
  periods: readonly (ComparedPeriod & {
    reportNumber?: string | undefined
    isBeyond: boolean | null
    difference: {
      id: number
      state: DifferenceState
      owner: DifferenceOwner
      reasonCode: DifferenceReason | null
      isReportOpen: unknown
      isYours: unknown
    } | null
  })[]
}

export const differenceTones = {
  open: 'warn',
  explained: 'plain',
  corrected: 'good',
} satisfies Record<DifferenceState, TagTone>

/** What waits for the person who reads, first. */
export function Outstanding({ slug, sites }: { slug: string; sites: readonly SiteLine[] }) {
  const tasks: Task[] = sites.flatMap((site) =>
    site.periods.flatMap(({ difference, start, end }) =>
      difference?.isYours === true
        ? [
            {
              title: `${awardName(site)}, ${periodWords(start, end)}`,
              href: paths.countDifference(slug, difference.id),
              hint: `It waits for: ${differenceOwnerLabels[difference.owner].toLowerCase()}.`,
              state: { tone: 'action' as const, label: 'Explain it, or hand it over' },
            },
          ]
        : [],
    ),
  )
  if (tasks.length === 0) return null
  return (
    <Section id="open" title="Open differences" aside={tasks.length}>
      <TaskList tasks={tasks} />
    </Section>
  )
}

/** One site’s periods, the latest first. */
export function SiteReconciliation(props: {
  slug: string
  site: SiteLine
  tolerance: Tolerance
  isHidden: boolean
  isGrantee: boolean
}) {
  const { slug, site, tolerance, isHidden, isGrantee } = props
  const { number, indicatorName, lastMonth, periods } = site
  const lastEnd = periods.at(-1)?.end ?? null
  return (
    <Section
      id={number}
      title={
        <>
          {awardName(site)} {site.sample && <SampleBadge />}
        </>
      }
      aside={<a href={paths.award(number)}>{number}</a>}
    >
      {indicatorName === null ? (
        <p>
          The reports of this award’s stream count nobody who begins training, so there is nothing
          to hold the study’s counts against.
        </p>
      ) : periods.length === 0 ? (
        <p>No report for a period since enrolment opened is accepted yet.</p>
      ) : (
        <DataTable id={`periods-${number}`} caption={`Periods of ${awardName(site)}`} captionHidden>
          <thead>
            <tr>
              <HeaderCell>Period</HeaderCell>
              <HeaderCell numeric>The study’s count</HeaderCell>
              <HeaderCell numeric>Accepted report</HeaderCell>
              <HeaderCell numeric>Difference</HeaderCell>
              <HeaderCell numeric>Tolerated</HeaderCell>
              <HeaderCell>Standing</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {[...periods].reverse().map((period) => (
              <PeriodRow
                key={period.reportId}
                slug={slug}
                period={period}
                tolerance={tolerance}
                isHidden={isHidden}
              />
            ))}
          </tbody>
        </DataTable>
      )}
      <p className="section__note">
        {indicatorName && `Compared with the accepted figure “${indicatorName}”. `}
        {isHidden
          ? 'The study holds it against one arm, and sites do not learn how many are in an arm.'
          : indicatorName && lastMonth && (lastEnd === null || lastMonth > lastEnd)
            ? `Counts reach to ${monthWords(lastMonth)}; ${isGrantee ? 'your' : 'the site’s'} later reports are not accepted yet.`
            : null}
      </p>
    </Section>
  )
}

function PeriodRow(props: {
  slug: string
  period: SiteLine['periods'][number]
  tolerance: Tolerance
  isHidden: boolean
}) {
  const { slug, period, tolerance, isHidden } = props
  const { start, end, counted, reported, missing, uncounted, difference, reportNumber } = period
  const allowed =
    reported === null
      ? null
      : Math.max(tolerance.people, Math.floor((tolerance.percent * Math.abs(reported)) / 100))
  return (
    <tr>
      <th scope="row" className="nowrap">
        {formatShortDate(start)}
        <span className="sub">to {formatShortDate(end)}</span>
        {difference?.isReportOpen === true && reportNumber && (
          <span className="sub">
            <a href={paths.report(reportNumber)}>its report</a>
          </span>
        )}
      </th>
      <td className="number">
        {isHidden ? (
          <span className="absent">not shown</span>
        ) : counted === null ? (
          <span className="absent">not whole</span>
        ) : (
          formatCount(counted)
        )}
      </td>
      <td className="number">
        {reported === null ? <span className="absent">not known</span> : formatCount(reported)}
      </td>
      <td className="number">
        {missing === null && counted !== null && reported !== null
          ? signed(counted - reported)
          : '–'}
      </td>
      <td className="number">{missing === null && allowed !== null ? `± ${allowed}` : '–'}</td>
      <td className="wrap">
        {missing !== null ? (
          <>
            <StatusTag tone="plain">Not compared</StatusTag>
            <span className="sub">
              {missing}
              {uncounted.length > 0 && ` Missing: ${uncounted.map(monthWords).join(', ')}.`}
            </span>
          </>
        ) : difference ? (
          <>
            <StatusTag tone={differenceTones[difference.state]}>
              {differenceStateLabels[difference.state]}
            </StatusTag>
            <span className="sub">
              {difference.state === 'open'
                ? `With: ${differenceOwnerLabels[difference.owner].toLowerCase()}. `
                : difference.state === 'explained' && difference.reasonCode
                  ? `${differenceReasonLabels[difference.reasonCode]}. `
                  : null}
              <a href={paths.countDifference(slug, difference.id)}>
                {difference.isYours === true ? 'Explain or hand over' : 'Read'}
                <span className="visually-hidden"> {periodWords(start, end)}</span>
              </a>
            </span>
          </>
        ) : (
          <StatusTag tone="good">Within tolerance</StatusTag>
        )}
      </td>
    </tr>
  )
}

export const periodWords = (start: string, end: string) =>
  `${formatShortDate(start)} to ${formatShortDate(end)}`

export const signed = (people: number) =>
  people > 0 ? `+${formatCount(people)}` : people < 0 ? `−${formatCount(-people)}` : '0'

function monthWords(month: string): string {
  return `${monthNames[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`
}
