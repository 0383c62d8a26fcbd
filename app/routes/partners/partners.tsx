import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { SearchForm } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { formatCount } from '#app/domain/count.ts'
import { partnerRoleLabels, partnerRoles } from '#app/domain/partner.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listPartners } from '#db/partners/find.ts'

export const handle = { title: 'Partners' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const query = new URL(request.url).searchParams
  const q = (query.get('q') ?? '').trim().slice(0, 200) || null
  const after = /^[1-9]\d{0,14}$/.test(query.get('after') ?? '') ? Number(query.get('after')) : null
  return { q, after, ...(await listPartners(actor, { q, after })) }
}

export default function Partners() {
  const { q, after, partners, hasMore } = useLoaderData<typeof loader>()
  const last = partners.at(-1)
  return (
    <Page
      title="Partners"
      lead="Organizations that take part in awards they do not hold: subrecipients, employers, training providers, boards, centers and hubs."
      breadcrumb={[{ label: 'Awards', href: paths.awards() }]}
    >
      <SearchForm
        action={paths.partners()}
        name="Find a partner"
        label="Name or UEI"
        hint="Of the partners of awards that you see."
        text={q}
      />
      {partners.length === 0 ? (
        <EmptyState title="No partner is found">
          The grantee records partners on the page of an award, under “Partners”.
        </EmptyState>
      ) : (
        <DataTable id="partners" caption="Partners" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Organization</HeaderCell>
              <HeaderCell>Part</HeaderCell>
              <HeaderCell>UEI</HeaderCell>
              <HeaderCell numeric>Awards</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {partners.map((one) => (
              <tr key={one.id}>
                <th scope="row" className="wrap">
                  <a href={paths.partner(one.id)}>{one.name}</a> {one.sample && <SampleBadge />}
                </th>
                <td>
                  {partnerRoles
                    .filter((role) => one.roles.includes(role))
                    .map((role) => partnerRoleLabels[role])
                    .join(', ')}
                </td>
                <td>{one.uei ?? <span className="absent">not recorded</span>}</td>
                <td className="number">{formatCount(one.awards ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {(after !== null || hasMore) && (
        <Pagination
          position="By name"
          previous={after === null ? null : paths.partners({ q })}
          next={hasMore && last ? paths.partners({ q, after: last.id }) : null}
        />
      )}
    </Page>
  )
}
