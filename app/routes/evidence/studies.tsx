import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FilterPanel, FilterSelect, Pills } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { listEvidenceStudies } from '#db/evidence/studies.ts'

export const handle = { title: 'Published studies' }

export async function loader({ request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.get('outcome')
  const all = await listEvidenceStudies()
  const outcomes = [...new Set(all.flatMap((study) => study.outcomes))].sort()
  const outcome = outcomes.find((one) => one === asked) ?? null
  return {
    outcomes,
    outcome,
    count: all.length,
    studies: outcome === null ? all : all.filter((study) => study.outcomes.includes(outcome)),
  }
}

export default function Studies() {
  const { outcomes, outcome, count, studies } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Published studies"
      lead="The studies that the library’s findings were read from, and which outcomes each measured."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      <FilterPanel
        action={paths.evidenceStudies()}
        label="Filter studies"
        active={outcome === null ? 0 : 1}
      >
        <FilterSelect
          name="outcome"
          label="Measured"
          all="Any outcome"
          choices={outcomes.map((code) => ({ code, name: capital(code) }))}
          chosen={outcome}
        />
      </FilterPanel>
      <Pills
        pills={
          outcome === null
            ? []
            : [{ label: `Measured ${outcome}`, removeHref: paths.evidenceStudies() }]
        }
        clearHref={paths.evidenceStudies()}
      />
      <p>
        {studies.length === count ? `${count} studies` : `${studies.length} of ${count} studies`}
      </p>
      {studies.length === 0 ? (
        <EmptyState title="The library has no study yet">
          Studies stand here once the library holds a finding of theirs.
        </EmptyState>
      ) : (
        <DataTable id="studies" caption="Published studies" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Study</HeaderCell>
              <HeaderCell>Models</HeaderCell>
              <HeaderCell>Measured</HeaderCell>
              <HeaderCell>Design</HeaderCell>
              <HeaderCell numeric>Findings</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {studies.map((study) => (
              <tr key={study.key}>
                <th scope="row" className="wrap">
                  <a href={paths.evidenceStudy(study.key)}>{study.study}</a>
                </th>
                <td className="wrap">{study.models.map(({ name }) => name).join(', ')}</td>
                <td className="wrap">{study.outcomes.join(', ')}</td>
                <td className="wrap">{study.designs.join(', ')}</td>
                <td className="number">{study.findings}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Page>
  )
}
