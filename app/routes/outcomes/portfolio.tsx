import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { OutcomeTable, outcomeChoices } from '#app/components/outcomes.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { permit } from '#app/domain/access.ts'
import { originLabels, origins } from '#app/domain/award_list.ts'
import { formatCount } from '#app/domain/count.ts'
import {
  type OutcomeCount,
  outcomeGroupCodes,
  outcomeGroups,
  outcomeKindLabels,
  outcomeQuery,
  readOutcomeFilters,
} from '#app/domain/evidence/outcomes.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { countOutcomes, listOutcomes } from '#db/awards/outcomes.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'

export const handle = { title: 'Business outcomes and systems change' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const query = new URL(request.url).searchParams
  const filters = readOutcomeFilters(query)
  if (query.has('apply')) throw redirect(paths.outcomes(outcomeQuery(filters)))
  const after = /^[1-9]\d{0,14}$/.test(query.get('after') ?? '') ? Number(query.get('after')) : null
  const reader = permit(actor, 'award.read')
  const [counts, listed, { sectors }] = await Promise.all([
    countOutcomes(actor, filters),
    reader && listOutcomes(reader, filters, after),
    listMoneyChoices(),
  ])
  return { filters, after, counts, listed, sectors }
}

export default function OutcomesOfPortfolio() {
  const { filters, after, counts, listed, sectors } = useLoaderData<typeof loader>()
  const { origin, kind, sector } = filters
  const last = listed?.outcomes.at(-1)
  return (
    <Page
      title="Business outcomes and systems change"
      lead="What grantees say that businesses gained, and what changed in practice, training or policy; and how much of it their program officers confirmed."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      <FilterPanel
        action={paths.outcomes()}
        label="Choose outcomes"
        hidden={{ apply: '1' }}
        active={[kind, sector].filter((one) => one !== null).length}
      >
        <Select
          name="origin"
          label="Awards"
          choices={origins.map((value) => ({ value, label: originLabels[value] }))}
          defaultValue={origin}
        />
        <Select
          name="kind"
          label="Sort of change"
          empty="Every sort"
          choices={outcomeChoices}
          defaultValue={kind ?? ''}
        />
        <FilterSelect
          name="sector"
          label="Sector"
          all="All sectors"
          choices={sectors}
          chosen={sector}
        />
      </FilterPanel>
      <Section
        id="counts"
        title="By sort and sector"
        aside={origin === 'sample' && <SampleBadge />}
      >
        {counts.length === 0 ? (
          <EmptyState
            title="No outcome has been claimed"
            action={
              origin === 'sources' && (
                <a href={paths.outcomes({ origin: 'sample' })}>See those of sample awards</a>
              )
            }
          >
            Grantees record outcomes on the page of each award. No public source gives any.
          </EmptyState>
        ) : (
          <CountTable
            counts={counts}
            sectors={sectors.filter(({ code }) => counts.some((one) => one.sector === code))}
          />
        )}
        <p className="section__note">
          An award of several sectors counts in each, and once in all. What was not confirmed is
          left out. Reported by businesses and partners: none of it is an effect. The terms are the
          Aspen Institute’s:{' '}
          {outcomeGroupCodes.map((group) => (
            <span key={group}>
              <a href={paths.claim(outcomeGroups[group].claim)}>
                {outcomeGroups[group].label.toLowerCase()}
              </a>{' '}
            </span>
          ))}
        </p>
      </Section>
      {listed && listed.outcomes.length > 0 && (
        <Section id="latest" title="The latest first">
          <OutcomeTable outcomes={listed.outcomes} withAward />
          {(after !== null || listed.hasMore) && (
            <Pagination
              position="25 outcomes a page"
              previous={after === null ? null : paths.outcomes(outcomeQuery(filters))}
              next={
                listed.hasMore && last
                  ? paths.outcomes({ ...outcomeQuery(filters), after: last.id })
                  : null
              }
            />
          )}
        </Section>
      )}
      {listed?.outcomes.length === 0 && counts.length > 0 && (
        <EmptyState
          title="No outcome fits all of this"
          action={<a href={paths.outcomes({ origin })}>Show all</a>}
        >
          Take a filter away.
        </EmptyState>
      )}
    </Page>
  )
}

function CountTable(props: {
  counts: readonly OutcomeCount[]
  sectors: { code: string; name: string }[]
}) {
  const at = (kind: string, sector: string | null) =>
    props.counts.find((one) => one.kind === kind && one.sector === sector)
  return (
    <DataTable id="counts-table" caption="Outcomes by sort and sector" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Sort of change</HeaderCell>
          <HeaderCell numeric>All sectors</HeaderCell>
          {props.sectors.map(({ code, name }) => (
            <HeaderCell key={code} numeric>
              {name}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      {outcomeGroupCodes.map((group) => (
        <tbody key={group}>
          <tr>
            <th scope="rowgroup" colSpan={2 + props.sectors.length}>
              {outcomeGroups[group].label}
            </th>
          </tr>
          {outcomeGroups[group].kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{outcomeKindLabels[kind]}</th>
              {[null, ...props.sectors.map(({ code }) => code)].map((sector) => (
                <td key={sector ?? 'all'} className="number">
                  <Count count={at(kind, sector)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}

function Count({ count }: { count: OutcomeCount | undefined }) {
  if (!count) return <span className="absent">none claimed</span>
  return (
    <>
      {formatCount(count.confirmed)} confirmed
      {count.claimed > 0 && (
        <span className="sub">{formatCount(count.claimed)} claimed, waiting</span>
      )}
    </>
  )
}
