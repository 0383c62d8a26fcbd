import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { claimDate, StandingCounts } from '#app/components/claim_cells.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { FilterPanel, Pills } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { standingLabels, standingRules, standings } from '#app/domain/evidence/claims.ts'
import { claimKindLabels, claimKinds } from '#app/domain/evidence/library.ts'
import { searchText } from '#app/domain/search.ts'
import * as paths from '#app/paths.ts'
import { listClaims } from '#db/evidence/claims.ts'

export const handle = { title: 'Claims' }

export async function loader({ request }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams
  const all = await listClaims()
  const texts = [...new Set(all.map(({ shortTitle }) => shortTitle))].sort()
  const q = searchText(params.get('q'))
  const kind = claimKinds.find((one) => one === params.get('kind')) ?? null
  const text = texts.find((one) => one === params.get('text')) ?? null
  const standing = standings.find((one) => one === params.get('standing')) ?? null
  return {
    texts,
    filters: { q, kind, text, standing },
    count: all.length,
    claims: all.filter(
      (claim) =>
        (kind === null || claim.kind === kind) &&
        (text === null || claim.shortTitle === text) &&
        (standing === null || claim.counts[standing] > 0) &&
        (q === null ||
          `${claim.code} ${claim.claim} ${claim.subject}`.toLowerCase().includes(q.toLowerCase())),
    ),
  }
}

export default function Claims() {
  const { claims, texts, filters, count } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Claims"
      lead="What five well-known texts say about sector training, each with who said it and when, held against the findings of the library by a stated rule."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      <ClaimFilters texts={texts} filters={filters} />
      <p>
        {claims.length === count ? `${count} claims` : `${claims.length} of ${count} claims`}.{' '}
        <a href="#rule">How findings are held against them</a>
      </p>
      {claims.length === 0 ? (
        <EmptyState
          title="No claim is like this"
          action={<a href={paths.claims()}>Show every claim</a>}
        >
          Take a filter away, or search for part of a claim.
        </EmptyState>
      ) : (
        <DataTable id="claims" caption="Claims" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Claim</HeaderCell>
              <HeaderCell>What it says</HeaderCell>
              <HeaderCell>Kind</HeaderCell>
              <HeaderCell>Text and date</HeaderCell>
              <HeaderCell>Our findings</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {claims.map((claim) => (
              <tr key={claim.code}>
                <th scope="row">
                  <a href={paths.claim(claim.code)}>{claim.code}</a>
                </th>
                <td className="wrap">
                  {claim.claim}
                  {claim.caveat && <span className="sub">{claim.caveat}</span>}
                </td>
                <td>{claimKindLabels[claim.kind]}</td>
                <td className="wrap">
                  {claim.shortTitle}
                  <span className="sub">{claimDate(claim.dated)}</span>
                </td>
                <td className="wrap">
                  <StandingCounts {...claim} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Section id="rule" title="The rule">
        <p>
          A claim is tested when it says something about an outcome that the library has findings
          on. A finding:
        </p>
        <ul>
          {standings.map((standing) => (
            <li key={standing}>
              <strong>{standingLabels[standing].toLowerCase()}</strong> it when{' '}
              {standingRules[standing]}.
            </li>
          ))}
        </ul>
        <p>
          Costs and before-and-after figures speak to no claim. Definitions, facts and open
          questions are not tested. The readings behind each test are the tracker’s own and stand on
          the page of the claim.
        </p>
      </Section>
    </Page>
  )
}

type Filters = ReturnType<typeof useLoaderData<typeof loader>>['filters']

function ClaimFilters({ texts, filters }: { texts: string[]; filters: Filters }) {
  const { q, kind, text, standing } = filters
  const without = (name: keyof Filters) => paths.claims({ ...filters, [name]: null })
  return (
    <>
      <FilterPanel
        action={paths.claims()}
        label="Search and filter claims"
        active={[kind, text, standing].filter(Boolean).length}
        search={
          <TextField
            name="q"
            type="search"
            label="Search claims"
            defaultValue={q ?? ''}
            maxLength={200}
          />
        }
      >
        <Select
          name="kind"
          label="Kind"
          empty="All kinds"
          choices={claimKinds.map((value) => ({ value, label: claimKindLabels[value] }))}
          defaultValue={kind ?? ''}
        />
        <Select
          name="text"
          label="Text"
          empty="All texts"
          choices={texts.map((value) => ({ value, label: value }))}
          defaultValue={text ?? ''}
        />
        <Select
          name="standing"
          label="At least one finding"
          empty="Whatever findings say"
          choices={standings.map((value) => ({
            value,
            label: `${standingLabels[value]} it`,
          }))}
          defaultValue={standing ?? ''}
        />
      </FilterPanel>
      <Pills
        pills={[
          ...(q ? [{ label: `“${q}”`, removeHref: without('q') }] : []),
          ...(kind ? [{ label: claimKindLabels[kind], removeHref: without('kind') }] : []),
          ...(text ? [{ label: text, removeHref: without('text') }] : []),
          ...(standing
            ? [
                {
                  label: `A finding ${standingLabels[standing].toLowerCase()} it`,
                  removeHref: without('standing'),
                },
              ]
            : []),
        ]}
        clearHref={paths.claims()}
      />
    </>
  )
}
