import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Pills } from '#app/components/filters.tsx'
import { FindingTable } from '#app/components/finding_cells.tsx'
import { FindingFilterPanel, findingPills } from '#app/components/finding_filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { Pagination } from '#app/components/tables.tsx'
import { formatCount } from '#app/domain/count.ts'
import { readFindingList, readFindingPlace } from '#app/domain/evidence/finding_address.ts'
import {
  type FindingList,
  type FindingSort,
  findingListQuery,
  noFindingFilters,
} from '#app/domain/evidence/finding_list.ts'
import * as paths from '#app/paths.ts'
import { countFindings, listFindingChoices, listFindings } from '#db/evidence/findings.ts'

export const handle = { title: 'Findings' }

export async function loader({ request }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams
  const list = readFindingList(params)
  // What a form sends is long; the address that people keep and share is short.
  if (params.has('apply')) throw redirect(paths.findings(findingListQuery(list)))
  const [page, choices] = await Promise.all([
    listFindings(list, readFindingPlace(params)),
    listFindingChoices(),
  ])
  const first = page.hasPrevious ? (page.findings[0]?.code ?? null) : null
  return { ...page, ...(await countFindings(list, first)), list, choices }
}

export default function Findings() {
  const { findings, list, choices, count, earlier, ...rest } = useLoaderData<typeof loader>()
  const query = findingListQuery(list)
  const pills = findingPills(list, choices)
  return (
    <Page
      title="Findings"
      lead="What studies published about sector training: each figure with its interval where the sources allow one, and the table it was read from."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
      actions={
        count > 0 && (
          <ButtonLink look="outline" href={paths.findingsCsv(query)}>
            Export as CSV
          </ButtonLink>
        )
      }
    >
      <FindingFilterPanel list={list} choices={choices} />
      <Pills
        pills={pills}
        clearHref={paths.findings(findingListQuery({ ...list, filters: noFindingFilters }))}
      />
      {findings.length === 0 ? (
        <EmptyState
          title="No finding fits all of this"
          action={<a href={paths.findings()}>Show every finding</a>}
        >
          Take a filter away, or search for part of a name. A finding that is not here is not in the
          sources read, which does not mean that nobody studied it.
        </EmptyState>
      ) : (
        <>
          <FindingTable
            id="findings"
            caption="Findings"
            captionHidden
            findings={findings}
            sortLink={(column) => sortLink(list, column)}
          />
          <p className="section__note">
            A smaller second line under an impact is its 95 percent interval. A dash stands for what
            is not in the sources. Impacts compare within one unit only.
          </p>
          <Pagination
            position={`Findings ${formatCount(earlier + 1)}–${formatCount(earlier + findings.length)} of ${formatCount(count)}`}
            previous={
              rest.hasPrevious ? paths.findings({ ...query, before: findings[0]?.code }) : null
            }
            next={rest.hasNext ? paths.findings({ ...query, after: findings.at(-1)?.code }) : null}
          />
        </>
      )}
    </Page>
  )
}

/** The same list in the order of a column; a second click turns it round. The largest comes first. */
function sortLink(list: FindingList, column: FindingSort) {
  const isSorted = list.sort === column
  const largestFirst = column === 'impact' || column === 'people' || column === 'clear'
  const descending = isSorted ? !list.descending : largestFirst
  return {
    href: paths.findings(findingListQuery({ ...list, sort: column, descending })),
    direction: isSorted ? (list.descending ? 'descending' : 'ascending') : null,
  } as const
}
