import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { FundsChart } from '#app/components/funds_chart.tsx'
import { FundAwards, FundsTable } from '#app/components/funds_table.tsx'
import { MoneyParts } from '#app/components/money_parts.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Allotments } from '#app/components/allotments.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { type FundFilters, fundMeaning, fundQuery, partOf } from '#app/domain/funds.ts'
import { fundsAsked } from '#app/funds.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { fundAwardsShown, listFundAwards, listFundChoices } from '#db/funds.ts'
import { listAllotments } from '#db/streams.ts'

export const handle = { title: 'Money' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { day, filters, origins } = await fundsAsked(actor, request)
  // What a form sends is long; the address that people keep and share is short.
  if (new URL(request.url).searchParams.has('apply')) {
    throw redirect(paths.money(fundQuery(filters, day)))
  }
  const { stream, program, on } = filters
  const [choices, allotments] = await Promise.all([
    listFundChoices(),
    partOf(filters) === null && (stream === null || stream === 'WIOA')
      ? listAllotments(actor, 'WIOA')
      : [],
  ])
  const listed = program !== null && may(actor.role, 'award.read')
  return {
    filters,
    day,
    choices,
    origins: origins
      .filter(({ lines }) => lines.length > 0)
      .map(({ sample, lines }) => ({ sample, lines, meaning: fundMeaning(lines, { sample, on }) })),
    allotments: allotments.filter(
      (one) => one.startsOn <= on && (program === null || one.programCode === program),
    ),
    shown: fundAwardsShown,
    readsDecisions: may(actor.role, 'decision.read'),
    awards: listed
      ? await listFundAwards(await requireActor(request, 'award.read'), filters)
      : null,
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function MoneyPage() {
  const { filters, day, choices, origins, allotments, awards, shown, readsDecisions } =
    useLoaderData<typeof loader>()
  const to = (change: Partial<FundFilters>) =>
    paths.money(fundQuery({ ...filters, ...change }, day))
  return (
    <Page
      title="Money"
      lead="From the stream and its programs to the last dollar drawn: what was appropriated, announced, obligated, expended and drawn, as of any day."
      actions={
        origins.length > 0 && (
          <ButtonLink look="outline" href={paths.moneyCsv(fundQuery(filters, day))}>
            Export as CSV
          </ButtonLink>
        )
      }
    >
      <MoneyParts current={paths.money()} readsDecisions={readsDecisions} />
      <Filters filters={filters} choices={choices} day={day} />
      {origins.length === 0 && (
        <EmptyState
          title="No money fits all of this"
          action={<a href={paths.money()}>Show all money of today</a>}
        >
          Take a filter away, or choose a program of the stream.
        </EmptyState>
      )}
      {origins.map(({ sample, lines, meaning }) => (
        <Section
          key={String(sample)}
          id={sample ? 'sample' : 'sources'}
          title={sample ? 'Sample' : 'From sources'}
          aside={sample && <SampleBadge />}
        >
          <FundsChart
            id={sample ? 'sample-chart' : 'sources-chart'}
            title={`How far the money came, ${sample ? 'sample' : 'from sources'}`}
            meaning={meaning}
            lines={lines}
          />
          <FundsTable
            id={sample ? 'sample-table' : 'sources-table'}
            caption={`Money by program and step, ${sample ? 'sample' : 'from sources'}`}
            lines={lines}
            href={({ stream, program }) =>
              program === null
                ? to({ stream, program: null })
                : `${to({ stream: null, program })}#awards`
            }
          />
        </Section>
      ))}
      {awards && (
        <Section id="awards" title="Awards">
          {awards.length === 0 ? (
            <p>No award of this program is there on {formatShortDate(filters.on)}.</p>
          ) : (
            <FundAwards awards={awards} />
          )}
          {awards.length === shown && <p className="section__note">The {shown} largest of them.</p>}
        </Section>
      )}
      {allotments.length > 0 && <Allotments allotments={allotments} />}
      <Section id="reading" title="How it is counted">
        <p>
          <strong>Appropriated</strong> is what a grants officer recorded with its law.{' '}
          <strong>Announced</strong> is the official total of a program or stream, or for formula
          funds the allotments in the sources; beside it, how many of the official awards the
          sources list. <strong>Obligated</strong> counts awards whose notice is signed, with every
          supplement and deobligation in effect on the day. <strong>Expended</strong> (ETA-9130 line
          10e) and <strong>drawn</strong> (line 10a) are what financial reports accepted by that day
          said.
        </p>
        <p>
          What the sources do not give is not zero, and what is known of some programs is not the
          total of all. Sample money is never added to money from sources.
        </p>
      </Section>
    </Page>
  )
}

function Filters({ filters, choices, day }: Pick<Loaded, 'filters' | 'choices' | 'day'>) {
  const { stream, program, sector, state, on } = filters
  const programs = choices.programs.filter((one) => stream === null || one.stream === stream)
  return (
    <FilterPanel
      action={paths.money()}
      label="Choose money and a day"
      hidden={{ apply: '1' }}
      active={[stream, program, sector, state, on === day ? null : on].filter(Boolean).length}
    >
      <FilterSelect
        name="stream"
        label="Stream"
        all="All streams"
        choices={choices.streams}
        chosen={filters.stream}
      />
      <FilterSelect
        name="program"
        label="Program"
        all="All programs"
        choices={programs}
        chosen={filters.program}
      />
      <FilterSelect
        name="sector"
        label="Sector"
        all="All sectors"
        choices={choices.sectors}
        chosen={filters.sector}
      />
      <FilterSelect
        name="state"
        label="State"
        all="All states"
        choices={choices.states}
        chosen={filters.state}
      />
      <TextField name="on" type="date" label="As of" max={day} defaultValue={on} />
    </FilterPanel>
  )
}
