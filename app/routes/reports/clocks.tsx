import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { clocksAsked } from '#app/clocks.server.ts'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel, Pills } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { ClockChart } from '#app/components/report/clock_chart.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { formatShortDate } from '#app/domain/calendar.ts'
import { businessDaysBetween } from '#app/domain/holidays.ts'
import { type ClockLine, clockQuery } from '#app/domain/report/clock_list.ts'
import { formatNumber } from '#app/domain/share.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listFilterChoices } from '#db/awards/totals.ts'
import { listTimedOfficers, listTimedYears } from '#db/reports/clocks.ts'

export const handle = { title: 'Days by step' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'clock.read')
  const { filters, day, origins } = await clocksAsked(actor, request)
  const officers = await listTimedOfficers(actor)
  const { programs } = await listFilterChoices(await requireActor(request, 'award.read'))
  return {
    filters: { ...filters, officer: officers.find(({ id }) => id === filters.officer)?.id ?? null },
    day,
    origins,
    officers,
    programs: programs.map(({ code, name, streamCode, stream }) => ({
      code,
      name,
      streamCode,
      stream,
    })),
    years: await listTimedYears(actor),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function DaysByStep() {
  const loaded = useLoaderData<typeof loader>()
  const { filters, day, origins } = loaded
  return (
    <Page
      title="Days by step"
      lead="How long reports lie with their grantee and with the agency, step by step, in working days."
      breadcrumb={[{ label: 'Reports', href: paths.reports() }]}
    >
      <Filters {...loaded} />
      {origins.length === 0 ? (
        <EmptyState
          title="No report moved in these periods"
          action={
            <a href={paths.reportClocks({ period: 'all' })}>Show all periods, without filters</a>
          }
        >
          A report is counted from its first step on, by the period it tells of.
        </EmptyState>
      ) : (
        origins.map(({ sample, lines, meaning }) => (
          <Section
            key={String(sample)}
            id={sample ? 'sample' : 'sources'}
            title={sample ? 'Sample reports' : 'Reports of awards from sources'}
            aside={sample && <SampleBadge />}
          >
            <ClockChart
              id={sample ? 'sample-chart' : 'sources-chart'}
              title={`Working days by step, ${sample ? 'sample' : 'from sources'}`}
              meaning={meaning}
              lines={lines}
            />
            <Lines
              id={sample ? 'sample-days' : 'sources-days'}
              caption={`Working days by step, ${sample ? 'sample' : 'from sources'}`}
              lines={lines}
              day={day}
            />
          </Section>
        ))
      )}
      {origins.length > 0 && (
        <p>
          <a href={paths.reportClocksCsv(clockQuery(filters))} download>
            Download these lines (CSV)
          </a>
        </p>
      )}
      <p className="fine-print">
        A step counts a report once it has left it, with all its stays there; a side counts reports
        that were accepted or have ended. The grantee’s days begin with the end of the period, and
        the day of a move counts for who received the report. Median and 90th percentile are days
        that a report really took.
      </p>
    </Page>
  )
}

function Lines(props: { id: string; caption: string; lines: ClockLine[]; day: string }) {
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Step</HeaderCell>
          <HeaderCell numeric>Reports through it</HeaderCell>
          <HeaderCell numeric>Median</HeaderCell>
          <HeaderCell numeric>90th percentile</HeaderCell>
          <HeaderCell numeric>There now</HeaderCell>
          <HeaderCell>Longest there</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.lines.map(({ measure, label, spread, now }) => (
          <tr key={measure}>
            <th scope="row">{label}</th>
            <td className="number">{formatNumber(String(spread?.reports ?? 0))}</td>
            <td className="number">{spread ? spread.median : 'none yet'}</td>
            <td className="number">{spread ? spread.ninth : 'none yet'}</td>
            <td className="number">{now ? formatNumber(String(now.reports)) : ''}</td>
            <td className="nowrap">
              {now?.since &&
                `${businessDaysBetween(now.since, props.day)} days, since ${formatShortDate(now.since)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Filters({ filters, officers, programs, years }: Loaded) {
  const { stream, program, officer, period } = filters
  const streams = new Map(programs.map((one) => [one.streamCode, one.stream]))
  const without = (change: Partial<typeof filters>) =>
    paths.reportClocks(clockQuery({ ...filters, ...change }))
  const pills = [
    ...(stream
      ? [{ label: streams.get(stream) ?? stream, removeHref: without({ stream: null }) }]
      : []),
    ...(program
      ? [
          {
            label: programs.find(({ code }) => code === program)?.name ?? program,
            removeHref: without({ program: null }),
          },
        ]
      : []),
    ...(officer
      ? [
          {
            label: officers.find(({ id }) => id === officer)?.name ?? 'One officer',
            removeHref: without({ officer: null }),
          },
        ]
      : []),
    ...(period === 'year'
      ? []
      : [
          {
            label: period === 'all' ? 'All periods' : `Periods of ${period}`,
            removeHref: without({ period: 'year' }),
          },
        ]),
  ]
  return (
    <>
      <FilterPanel action={paths.reportClocks()} label="Choose the reports" active={pills.length}>
        <Select
          name="stream"
          label="Stream"
          empty="All streams"
          choices={[...streams].map(([value, label]) => ({ value, label }))}
          defaultValue={stream ?? ''}
        />
        <Select
          name="program"
          label="Program"
          empty="All programs"
          choices={programs.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={program ?? ''}
        />
        <Select
          name="officer"
          label="Program officer"
          empty="All officers"
          choices={officers.map(({ id, name }) => ({ value: String(id), label: name }))}
          defaultValue={officer === null ? '' : String(officer)}
        />
        <Select
          name="period"
          label="Periods that ended"
          choices={[
            { value: 'year', label: 'in the last twelve months' },
            ...years.map((year) => ({ value: String(year), label: `in ${year}` })),
            { value: 'all', label: 'at any time' },
          ]}
          defaultValue={period}
        />
      </FilterPanel>
      <Pills pills={pills} clearHref={paths.reportClocks()} />
    </>
  )
}
