import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Select } from '#app/components/fields.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { Hole, There } from '#app/components/hole.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { originLabels, origins } from '#app/domain/award_list.ts'
import { cellLevelLabels } from '#app/domain/evidence/questions.ts'
import {
  type SolicitationFilters,
  holesPerPage,
  solicitationQuery,
  usualPriority,
} from '#app/domain/evidence/solicitation.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { fillersOf, solicitationAsked } from '#app/solicitation.server.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'

export const handle = { title: 'The next solicitation' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'agenda.read')
  const [{ filters, holes, moneyIn }, choices] = await Promise.all([
    solicitationAsked(actor, request),
    listMoneyChoices(),
  ])
  const first = (filters.page - 1) * holesPerPage
  const shown = holes.slice(first, first + holesPerPage)
  const fillers = await fillersOf(actor, filters, shown)
  const sectors = [...new Set(shown.map(({ cell }) => cell.sector ?? filters.sector))]
  return {
    filters,
    holes: shown.map((hole) => ({ ...hole, money: moneyIn(hole.cell.sector) })),
    count: holes.length,
    there: sectors.map((sector) => ({
      sector,
      money: moneyIn(sector),
      awards: fillers?.find((one) => one.sector === sector)?.awards ?? null,
    })),
    namesAwards: fillers !== null,
    choices,
    sets: may(actor.role, 'agenda.set'),
  }
}

export default function Solicitation() {
  const { filters, holes, count, there, namesAwards, choices, sets } =
    useLoaderData<typeof loader>()
  const to = (change: Partial<SolicitationFilters>) =>
    paths.solicitation(solicitationQuery({ ...filters, ...change }))
  const first = (filters.page - 1) * holesPerPage
  return (
    <Page
      title="The next solicitation"
      lead="What the learning agenda still lacks, widest gap first: why, what kind of study may close it, which awards could be its sites, and what money is there now."
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Learning agenda', href: paths.questions() },
      ]}
      actions={
        <ButtonLink look="outline" href={paths.solicitationCsv(solicitationQuery(filters))}>
          Export as CSV
        </ButtonLink>
      }
    >
      <Filters />
      {holes.length === 0 ? (
        <EmptyState
          title="No gap fits this"
          action={<a href={paths.solicitation()}>Show every gap</a>}
        >
          Questions that nobody judged, that weigh nothing, or that are answered, are not listed.
        </EmptyState>
      ) : (
        <>
          <Section
            id="ranked"
            title="Gaps, widest first"
            aside={filters.origin === 'sample' && <SampleBadge />}
          >
            <p>
              <a href="#there">
                {namesAwards ? 'Awards that could fill them, and money there' : 'Money there'}
              </a>
            </p>
            <DataTable id="ranked-table" caption="Gaps" captionHidden>
              <thead>
                <tr>
                  <HeaderCell>Question</HeaderCell>
                  <HeaderCell>Sector</HeaderCell>
                  <HeaderCell>What is known</HeaderCell>
                  <HeaderCell numeric>Priority</HeaderCell>
                  <HeaderCell numeric>Gap</HeaderCell>
                </tr>
              </thead>
              <tbody>
                {holes.map((hole) => (
                  <tr key={hole.cell.code}>
                    <th scope="row" className="wrap">
                      <a href={`#hole-${hole.rank}`}>{hole.question.code}</a>
                      <span className="sub">{hole.question.question}</span>
                    </th>
                    <td>{hole.cell.sectorName ?? 'all together'}</td>
                    <td>
                      {hole.level} · {cellLevelLabels[hole.level]}
                    </td>
                    <td className="number">
                      {hole.said ? hole.said.priority : `${usualPriority}, unset`}
                    </td>
                    <td className="number">
                      {hole.score.toFixed(2)}
                      {hole.isHalved && <span className="sub">halved</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </DataTable>
            <Pagination
              position={`Gaps ${first + 1} to ${first + holes.length} of ${count}`}
              previous={filters.page > 1 ? to({ page: filters.page - 1 }) : null}
              next={first + holes.length < count ? to({ page: filters.page + 1 }) : null}
            />
          </Section>
          {holes.map((hole) => (
            <Hole
              key={hole.cell.code}
              hole={hole}
              filters={filters}
              sets={sets}
              namesAwards={namesAwards}
            />
          ))}
          <Section
            id="there"
            title={namesAwards ? 'Awards that could fill them, and money there' : 'Money there'}
            aside={filters.origin === 'sample' && <SampleBadge />}
          >
            {there.map(({ sector, money, awards }) => (
              <There
                key={sector ?? 'all'}
                sector={choices.sectors.find(({ code }) => code === sector) ?? null}
                money={money}
                awards={awards}
                board={paths.board({
                  sector,
                  stream: filters.stream,
                  origin: filters.origin === 'sample' ? filters.origin : null,
                })}
              />
            ))}
          </Section>
        </>
      )}
      <Section id="reading" title="How gaps are ranked">
        <p>
          A gap is what is missing up to a replicated answer, of 1, times the priority that the
          evaluation office gave the question, 0 to 3; where it gave none, the priority is 1. It is
          halved when a planned study whose design may close the question will report within 24
          months, by the forecast of its milestones. An exploratory part halves nothing.
        </p>
        <p>
          Awards come from the evaluability board, by what is usual of a study: three of each
          sector, the best first. Dollars are those of awards in the sector today; an award of
          several sectors counts in each.
        </p>
      </Section>
    </Page>
  )
}

function Filters() {
  const { filters, choices } = useLoaderData<typeof loader>()
  const { sector, stream, origin } = filters
  return (
    <FilterPanel
      action={paths.solicitation()}
      label="Choose gaps"
      active={[sector, stream].filter((one) => one !== null).length}
    >
      <FilterSelect
        name="sector"
        label="Sector"
        all="All sectors"
        choices={choices.sectors}
        chosen={sector}
      />
      <FilterSelect
        name="stream"
        label="Stream of the awards"
        all="All streams"
        choices={choices.streams}
        chosen={stream}
      />
      <Select
        name="origin"
        label="Awards and studies"
        choices={origins.map((value) => ({ value, label: originLabels[value] }))}
        defaultValue={origin}
      />
    </FilterPanel>
  )
}
