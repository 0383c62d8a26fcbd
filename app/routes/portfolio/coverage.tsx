import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { CoverageMap } from '#app/components/coverage_map.tsx'
import { CoverageTable } from '#app/components/coverage_table.tsx'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Parts } from '#app/components/parts.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { coverageAsked } from '#app/coverage.server.ts'
import { may } from '#app/domain/access.ts'
import {
  type CoverageFilters,
  type CoverageView,
  coverageQuery,
  measureLabels,
  measures,
  peopleIndicators,
} from '#app/domain/coverage.ts'
import { drawMap, mapFrame } from '#app/domain/coverage_map.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'

export const handle = { title: 'Coverage' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const asked = await coverageAsked(actor, request)
  const { filters, lines } = asked
  // What a form sends is long; the address that people keep and share is short.
  if (new URL(request.url).searchParams.has('apply')) {
    throw redirect(paths.coverage(coverageQuery(filters)))
  }
  const isMap = filters.view === 'states' && filters.state === null
  return {
    ...asked,
    drawn: isMap ? { ...drawMap(lines, filters.measure), size: mapFrame.tile } : null,
    people: Object.values(peopleIndicators),
    seesAwards: may(actor.role, 'award.read'),
    readsOverlap: may(actor.role, 'overlap.read'),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

const viewLabels = { sectors: 'By sector', states: 'By state' } satisfies Record<
  CoverageView,
  string
>

export default function CoveragePage() {
  const { filters, choices, streams, lines, all, meaning, drawn, ...rest } =
    useLoaderData<typeof loader>()
  const { view, measure, origin } = filters
  const to = (change: Partial<CoverageFilters>) =>
    paths.coverage(coverageQuery({ ...filters, ...change }))
  const isSample = origin === 'sample'
  const title = `${measureLabels[measure]} ${viewLabels[view].toLowerCase()} and stream, ${isSample ? 'sample' : 'from sources'}`
  return (
    <Page
      title="Coverage"
      lead="Where money and people are, and where none are: each sector and each state by stream. Choose a figure to list its awards."
      breadcrumb={[{ label: 'Sectors', href: paths.sectors() }]}
      actions={
        <ButtonLink look="outline" href={paths.coverageCsv(coverageQuery(filters))}>
          Export as CSV
        </ButtonLink>
      }
    >
      <Parts
        label="Ways to look at it"
        current={to({})}
        parts={[
          { label: viewLabels.sectors, href: to({ view: 'sectors' }) },
          { label: viewLabels.states, href: to({ view: 'states' }) },
          ...(rest.readsOverlap ? [{ label: 'Overlap', href: paths.overlaps() }] : []),
        ]}
      />
      <Filters filters={filters} choices={choices} />
      <Section id="picture" title={title} aside={isSample && <SampleBadge />}>
        {drawn ? (
          <CoverageMap title={title} meaning={meaning} drawn={drawn} />
        ) : (
          <p className="coverage__meaning">{meaning}</p>
        )}
        <CoverageTable
          caption={title}
          filters={filters}
          streams={streams}
          lines={lines}
          all={all}
          seesAwards={rest.seesAwards}
          lineHref={(code) =>
            view === 'sectors'
              ? to({ view: 'states', sector: code })
              : to({ view: 'sectors', state: code })
          }
        />
        <p className="section__note">
          {isSample ? (
            <>
              These awards are invented.{' '}
              <a href={to({ origin: 'sources' })}>Look at the awards from sources</a> instead.
            </>
          ) : (
            <>
              Sample awards are never added.{' '}
              <a href={to({ origin: 'sample' })}>Look at the sample</a> by itself.
            </>
          )}
        </p>
      </Section>
      <Section id="reading" title="How it is counted">
        <p>
          An award counts with its whole amount and all its people in every sector and every state
          that it names: the sources do not divide it. So the lines add up to more than the last
          line, in which each award counts once. Awards of every status count, those that have ended
          too.
        </p>
        <p>
          People are what accepted reports add up to:{' '}
          {rest.people.map((code, index) => (
            <span key={code}>
              {index > 0 && ', '}
              <a href={paths.indicator(code)}>{code}</a>
            </span>
          ))}
          . Somebody who is served in two periods or by two awards may count twice. No accepted
          figure is not zero.
        </p>
      </Section>
    </Page>
  )
}

function Filters({ filters, choices }: Pick<Loaded, 'filters' | 'choices'>) {
  const { view, stream, sector, state } = filters
  return (
    <FilterPanel
      action={paths.coverage()}
      label="Choose what to count"
      hidden={{ apply: '1', view }}
      active={[stream, sector, state].filter((one) => one !== null).length}
    >
      <Select
        name="measure"
        label="Count"
        choices={measures.map((one) => ({ value: one, label: measureLabels[one] }))}
        defaultValue={filters.measure}
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
      <FilterSelect
        name="stream"
        label="Stream"
        all="All streams"
        choices={choices.streams}
        chosen={filters.stream}
      />
      <Select
        name="origin"
        label="Origin"
        choices={[
          { value: 'sources', label: 'From sources' },
          { value: 'sample', label: 'Sample' },
        ]}
        defaultValue={filters.origin}
      />
    </FilterPanel>
  )
}
