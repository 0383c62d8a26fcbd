import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel } from '#app/components/filters.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { OverlapTable } from '#app/components/overlap_cells.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatCount } from '#app/domain/count.ts'
import { overlapStateLabels, overlapStates } from '#app/domain/overlap/life.ts'
import { type OverlapFilters, overlapQuery, readOverlapFilters } from '#app/domain/overlap/list.ts'
import {
  overlapLevelLabels,
  overlapLevelMeanings,
  overlapLevels,
  overlapRule,
} from '#app/domain/overlap/rule.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listCoverageChoices } from '#db/coverage.ts'
import { countWaiting, listOverlaps } from '#db/overlap/find.ts'

export const handle = { title: 'Overlap' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'overlap.read')
  const query = new URL(request.url).searchParams
  const filters = readOverlapFilters(query)
  if (query.has('apply')) throw redirect(paths.overlaps(overlapQuery({ ...filters, after: null })))
  const [list, choices, waiting] = await Promise.all([
    listOverlaps(actor, filters),
    listCoverageChoices(),
    countWaiting(actor),
  ])
  return { filters, ...list, ...choices, waiting, seesCoverage: may(actor.role, 'portfolio.read') }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Overlaps() {
  const loaded = useLoaderData<typeof loader>()
  const { filters, overlaps, hasMore, sectors, waiting } = loaded
  const last = overlaps.at(-1)
  const isSample = filters.origin === 'sample'
  return (
    <Page
      title="Overlap"
      lead="Awards that share a sector and a place, found by one rule and decided by people. A finding is a question, not a reproach: reach and specialization may be worth it."
      breadcrumb={loaded.seesCoverage ? [{ label: 'Coverage', href: paths.coverage() }] : undefined}
    >
      {waiting > 0 && (
        <Alert tone="info" title="Not the last word yet">
          {formatCount(waiting)} {waiting === 1 ? 'award waits' : 'awards wait'} to be compared
          again. The schedule does it every ten minutes.
        </Alert>
      )}
      <Filters {...loaded} />
      <Section
        id="findings"
        title={isSample ? 'Findings among sample awards' : 'Findings among awards from sources'}
        aside={isSample && <SampleBadge />}
      >
        {overlaps.length === 0 ? (
          <EmptyState
            title="No finding fits all of this"
            action={<a href={paths.overlaps({ status: 'every' })}>Show every finding</a>}
          >
            Take a filter away, or look at those that were decided.
          </EmptyState>
        ) : (
          <>
            <OverlapTable id="overlaps" caption="Findings" overlaps={overlaps} sectors={sectors} />
            {(filters.after !== null || hasMore) && (
              <Pagination
                position={filters.after ? 'Further findings' : 'The gravest first'}
                previous={
                  filters.after ? paths.overlaps(overlapQuery({ ...filters, after: null })) : null
                }
                next={
                  hasMore && last
                    ? paths.overlaps(
                        overlapQuery({ ...filters, after: { weight: last.weight, id: last.id } }),
                      )
                    : null
                }
              />
            )}
          </>
        )}
        <p className="section__note">
          Awards from sources and sample awards are never compared with each other.{' '}
          <a
            href={paths.overlaps(
              overlapQuery({ ...filters, origin: isSample ? 'sources' : 'sample', after: null }),
            )}
          >
            {isSample ? 'Look at the awards from sources' : 'Look at the sample'}
          </a>
        </p>
      </Section>
      <Rule />
    </Page>
  )
}

function Filters({ filters, states, sectors }: Pick<Loaded, 'filters' | 'states' | 'sectors'>) {
  const { level, state, usps, sector, origin } = filters satisfies OverlapFilters
  return (
    <FilterPanel
      action={paths.overlaps()}
      label="Choose findings"
      hidden={{ apply: '1', ...(origin === 'sample' && { origin }) }}
      active={[level, usps, sector, state === 'undecided' ? null : state].filter(Boolean).length}
    >
      <Select
        name="level"
        label="Level"
        empty="All levels"
        choices={overlapLevels.map((one) => ({ value: one, label: overlapLevelLabels[one] }))}
        defaultValue={level ?? ''}
      />
      <Select
        name="status"
        label="Where it stands"
        choices={[
          { value: 'undecided', label: 'Not decided' },
          { value: 'every', label: 'Every finding' },
          ...overlapStates.map((one) => ({ value: one, label: overlapStateLabels[one] })),
        ]}
        defaultValue={state}
      />
      <Select
        name="state"
        label="State"
        empty="All states"
        choices={states.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={usps ?? ''}
      />
      <Select
        name="sector"
        label="Sector"
        empty="All sectors"
        choices={sectors.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={sector ?? ''}
      />
    </FilterPanel>
  )
}

function Rule() {
  return (
    <Section id="rule" title={`The rule, version ${overlapRule.version}`}>
      <dl className="reading">
        {overlapLevels.toReversed().map((level) => (
          <div key={level}>
            <dt>{overlapLevelLabels[level]}</dt>
            <dd>{overlapLevelMeanings[level]}</dd>
          </div>
        ))}
      </dl>
      <p>
        The rule reads sectors, states and counties, services, people and periods of awards that run
        or will run. Periods must share {overlapRule.days} days. What is not recorded is neither
        equal nor different: without services or people a finding has no score and goes no further
        than fragmentation or possible overlap. The meaning of the words follows the guide of the
        Government Accountability Office, GAO-15-49SP; rule and thresholds are a choice of this
        tracker and no finding of an agency.
      </p>
    </Section>
  )
}
