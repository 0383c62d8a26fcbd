import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardCell } from '#app/components/award_cells.tsx'
import { AwardFilterPanel } from '#app/components/award_filters.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { type Pill, Pills } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { OriginTotals } from '#app/components/origin_totals.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { type Role, may } from '#app/domain/access.ts'
import { allowedList } from '#app/award_list.server.ts'
import { readAwardForm, readAwardList, readPlace } from '#app/domain/award_address.ts'
import {
  type AwardList,
  awardColumnLabels,
  awardColumns,
  awardListQuery,
  noFilters,
} from '#app/domain/award_list.ts'
import { printAwardQuery } from '#app/domain/award_query.ts'
import { type AwardChoices, filterWords } from '#app/domain/award_words.ts'
import { today } from '#app/domain/clock.ts'
import { formatCount } from '#app/domain/count.ts'
import type { SavedView } from '#app/domain/views.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { type ListedAward, countBefore, listAwards } from '#db/awards/list.ts'
import { listCoverage, listFilterChoices, totalAwards } from '#db/awards/totals.ts'
import { listViews } from '#db/views.ts'

export const handle = { title: 'Awards' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const params = new URL(request.url).searchParams
  const hasCaseload = actor.role === 'officer'
  const seesRisk = may(actor.role, 'risk.read')
  const choices = await listFilterChoices(actor)
  const { filters, problems } = readAwardForm(params, { ...choices, hasCaseload, seesRisk })
  const list = allowedList(actor, { ...readAwardList(params), filters })
  // What a form sends is long; the address that people keep and share is short.
  const isSent = params.has('apply') || params.has('query')
  if (isSent && problems.length === 0) throw redirect(paths.awards(awardListQuery(list)))
  const [page, totals, official] = await Promise.all([
    listAwards(actor, list, readPlace(params)),
    totalAwards(actor, list.filters),
    may(actor.role, 'portfolio.read') ? listCoverage(actor, list.filters) : [],
  ])
  const first = page.awards[0]
  return {
    ...page,
    list,
    totals,
    official,
    choices,
    pills: pillsOf(list, choices),
    box: {
      text: problems.length > 0 ? (params.get('query') ?? '') : printAwardQuery(list.filters),
      problem: problems.map(({ say }) => say).join(' ') || null,
    },
    role: actor.role,
    imports: may(actor.role, 'award.import'),
    bulk: may(actor.role, 'award.bulk'),
    seesRisk,
    views: await listViews(actor),
    hasCaseloads: may(actor.role, 'caseload.read'),
    today: today(),
    before: first && page.hasPrevious ? await countBefore(actor, list, first.number) : 0,
  }
}

export default function Awards() {
  const { awards, list, totals, official, pills, role, today, ...rest } =
    useLoaderData<typeof loader>()
  const count = totals.sources.awards + totals.sample.awards
  const query = awardListQuery(list)
  return (
    <Page
      title="Awards"
      lead={leads[role] ?? 'The whole portfolio: real awards from their sources, and the sample.'}
      actions={
        <>
          {count > 0 && (
            <>
              <ButtonLink look="outline" href={paths.awardsGrouped({ ...query, by: 'program' })}>
                Subtotals
              </ButtonLink>
              {rest.bulk && (
                <ButtonLink look="outline" href={paths.awardsBulk(query)}>
                  Several at once
                </ButtonLink>
              )}
              <ButtonLink look="outline" href={paths.awardsCsv(query)}>
                Export as CSV
              </ButtonLink>
              <ButtonLink look="outline" href={paths.awardsXlsx(query)}>
                Excel
              </ButtonLink>
              <ButtonLink look="outline" href={paths.awardsPrint(query)}>
                Print
              </ButtonLink>
            </>
          )}
          {rest.imports && (
            <ButtonLink look="outline" href={paths.awardImports()}>
              Import awards
            </ButtonLink>
          )}
        </>
      }
    >
      <AwardFilterPanel
        list={list}
        box={rest.box}
        choices={rest.choices}
        hasCaseload={role === 'officer'}
        seesRisk={rest.seesRisk}
      />
      <Pills
        pills={pills}
        clearHref={paths.awards(awardListQuery({ ...list, filters: noFilters }))}
      />
      <Views
        views={rest.views}
        hasCaseloads={rest.hasCaseloads}
        save={paths.awardViews({ list: paths.awards(query).split('?')[1] ?? '' })}
      />
      <OriginTotals {...totals} official={official} />
      {awards.length === 0 ? (
        <NoAwards isFiltered={pills.length > 0} />
      ) : (
        <>
          <div className={list.isCompact ? 'compact' : undefined}>
            <AwardTable awards={awards} list={list} today={today} />
          </div>
          <Pagination
            position={`Awards ${formatCount(rest.before + 1)}–${formatCount(rest.before + awards.length)} of ${formatCount(count)}`}
            previous={
              rest.hasPrevious ? paths.awards({ ...query, before: awards[0]?.number }) : null
            }
            next={rest.hasNext ? paths.awards({ ...query, after: awards.at(-1)?.number }) : null}
          />
        </>
      )}
    </Page>
  )
}

/** Lists under a name, and the way to keep the one on screen. */
function Views(props: { views: SavedView[]; save: string; hasCaseloads: boolean }) {
  const { views, save, hasCaseloads } = props
  return (
    <nav aria-label="Saved views" className="views">
      {views.map(({ id, name, query, owner }) => (
        <a
          key={id}
          href={`${paths.awards()}?${query}`}
          title={owner ? `Shared by ${owner}` : undefined}
        >
          {name}
        </a>
      ))}
      <a href={save}>Save this view</a>
      {views.length > 0 && <a href={paths.awardViews()}>All views</a>}
      {hasCaseloads && <a href={paths.caseloads()}>Caseloads</a>}
    </nav>
  )
}

const leads: Partial<Record<Role, string>> = {
  certifier: 'The awards of your organization.',
  preparer: 'The awards of your organization.',
  viewer: 'The awards of your organization.',
  lead: 'The awards that are sites of your studies.',
  analyst: 'The awards that are sites of your studies.',
}

function AwardTable(props: { awards: ListedAward[]; list: AwardList; today: string }) {
  const { awards, list, today } = props
  const shown = awardColumns.filter((column) => list.columns.includes(column))
  return (
    <DataTable id="awards" caption="Awards" captionHidden>
      <thead>
        <tr>
          {shown.map((id) => (
            <HeaderCell key={id} numeric={id === 'amount'} sort={sortLink(list, id)}>
              {awardColumnLabels[id]}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {awards.map((award) => (
          <tr key={award.number}>
            {shown.map((id) => (
              <AwardCell key={id} column={id} award={award} today={today} />
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** The same list in the order of a column; a second click turns it round. The largest amount comes first. */
function sortLink(list: AwardList, column: AwardList['sort']) {
  const isSorted = list.sort === column
  const descending = isSorted ? !list.descending : column === 'amount'
  return {
    href: paths.awards(awardListQuery({ ...list, sort: column, descending })),
    direction: isSorted ? (list.descending ? 'descending' : 'ascending') : null,
  } as const
}

function NoAwards({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="No award fits all of this"
        action={<a href={paths.awards()}>Show every award</a>}
      >
        Take a filter away, or search for part of a number, a name, a lead organization or a
        program.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No awards yet">
      Awards appear here once your organization receives one, or once a study of yours has a site.
    </EmptyState>
  )
}

function pillsOf(list: AwardList, choices: AwardChoices): Pill[] {
  return filterWords(list.filters, choices).map(({ name, words }) => {
    const filters = { ...list.filters, [name]: noFilters[name] }
    return { label: words, removeHref: paths.awards(awardListQuery({ ...list, filters })) }
  })
}
