import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { SearchForm } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { caseloadMost } from '#app/domain/caseload.ts'
import { formatCount } from '#app/domain/count.ts'
import { searchText } from '#app/domain/search.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listCaseloads } from '#db/awards/caseloads.ts'

export const handle = { title: 'Caseloads' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'caseload.read')
  const q = searchText(new URL(request.url).searchParams.get('q'))
  const { officers, unassigned } = await listCaseloads(actor, q)
  const [only] = officers
  if (actor.role === 'officer' && q === null && only && officers.length === 1) {
    throw redirect(paths.caseload(only.id))
  }
  return { q, officers, unassigned, seesUnassigned: actor.role !== 'officer' }
}

export default function Caseloads() {
  const { q, officers, unassigned, seesUnassigned } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Caseloads"
      lead="Who looks after which awards, and what waits there. Open a caseload to hand awards over."
      breadcrumb={[{ label: 'Awards', href: paths.awards() }]}
    >
      <SearchForm
        action={paths.caseloads()}
        name="Search officers"
        label="Search program officers"
        text={q}
      />
      {seesUnassigned && (
        <p>
          {unassigned === 0 ? (
            'Every award has a program officer.'
          ) : (
            <a href={paths.caseload('nobody')}>
              {unassigned === 1
                ? '1 award has no program officer'
                : `${formatCount(unassigned)} awards have no program officer`}
            </a>
          )}
        </p>
      )}
      {officers.length === 0 ? (
        <EmptyState
          title="No program officer of this name"
          action={<a href={paths.caseloads()}>Show all</a>}
        >
          Try a part of the name.
        </EmptyState>
      ) : (
        <DataTable id="caseloads" caption="Caseloads" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Program officer</HeaderCell>
              <HeaderCell>Organization</HeaderCell>
              <HeaderCell numeric>Awards</HeaderCell>
              <HeaderCell numeric>At high risk</HeaderCell>
              <HeaderCell numeric>Reports with the agency</HeaderCell>
              <HeaderCell numeric>Reports late</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {officers.map((officer) => (
              <tr key={officer.id}>
                <th scope="row" className="wrap">
                  <a href={paths.caseload(officer.id)}>{officer.name}</a>{' '}
                  {officer.isGone && <StatusTag tone="warn">No longer here</StatusTag>}
                </th>
                <td className="wrap">{officer.organization}</td>
                <td className="number">{formatCount(officer.awards)}</td>
                <td className="number">{formatCount(officer.highRisk)}</td>
                <td className="number">{formatCount(officer.inReview)}</td>
                <td className="number">{formatCount(officer.late)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {officers.length === caseloadMost && (
        <p className="fine-print">
          The first {caseloadMost} by name. Search for the one you do not see.
        </p>
      )}
    </Page>
  )
}
