import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pills, SearchForm } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { TotalAmount } from '#app/components/program_totals.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { searchText } from '#app/domain/search.ts'
import { formatCount } from '#app/domain/count.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listGrantees } from '#db/grantees.ts'

export const handle = { title: 'Grantees' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const params = new URL(request.url).searchParams
  const q = searchText(params.get('q'))
  const direction = params.get('after') ? 'after' : 'before'
  const slug = params.get(direction)
  return { q, ...(await listGrantees(actor, { q, place: slug ? { direction, slug } : null })) }
}

export default function Grantees() {
  const { q, grantees, count, hasPrevious, hasNext } = useLoaderData<typeof loader>()
  return (
    <Page title="Grantees" lead="The organizations that lead awards, by name.">
      <SearchForm
        action={paths.grantees()}
        name="Search grantees"
        label="Search name, UEI or city"
        text={q}
      />
      <Pills
        pills={q ? [{ label: `“${q}”`, removeHref: paths.grantees() }] : []}
        clearHref={paths.grantees()}
      />
      {grantees.length === 0 ? (
        <EmptyState
          title="No grantee fits this search"
          action={<a href={paths.grantees()}>Show every grantee</a>}
        >
          Try part of the name, the city or the UEI.
        </EmptyState>
      ) : (
        <>
          <DataTable id="grantees" caption="Grantees" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Grantee</HeaderCell>
                <HeaderCell>Type</HeaderCell>
                <HeaderCell>Place</HeaderCell>
                <HeaderCell numeric>Awards</HeaderCell>
                <HeaderCell numeric>Amount together</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {grantees.map((grantee) => (
                <tr key={grantee.slug}>
                  <th scope="row" className="wrap">
                    <a href={paths.grantee(grantee.slug)}>{grantee.name}</a>{' '}
                    {grantee.sample && <SampleBadge />}
                  </th>
                  <td>{grantee.organizationType ?? <NotInSources />}</td>
                  <td>
                    {[grantee.city, grantee.state].filter(Boolean).join(', ') || <NotInSources />}
                  </td>
                  <td className="number">{grantee.awards}</td>
                  <td className="number">
                    <TotalAmount total={grantee} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <Pagination
            position={count === 1 ? '1 grantee' : `${formatCount(count)} grantees`}
            previous={hasPrevious ? paths.grantees({ q, before: grantees[0]?.slug }) : null}
            next={hasNext ? paths.grantees({ q, after: grantees.at(-1)?.slug }) : null}
          />
        </>
      )}
    </Page>
  )
}
