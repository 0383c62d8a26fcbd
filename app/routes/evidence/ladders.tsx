import { useLoaderData } from '@remix-run/react'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink, Sourced } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { listCareerRungs } from '#db/evidence/models.ts'

export const handle = { title: 'Career ladders' }

export async function loader() {
  return { rungs: await listCareerRungs() }
}

export default function Ladders() {
  const { rungs } = useLoaderData<typeof loader>()
  const ladders = [...new Set(rungs.map(({ ladder }) => ladder))]
  return (
    <Page
      title="Career ladders"
      lead="Credentials that build on each other, rung by rung, as the sources describe them."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      {ladders.map((ladder) => {
        const own = rungs.filter((rung) => rung.ladder === ladder)
        const [first] = own
        return (
          <Section
            key={ladder}
            id={ladder}
            title={capital(ladder.replaceAll('_', ' ').replace(/^wrtp/, 'WRTP'))}
            aside={first?.sectorName}
          >
            <DataTable id={`${ladder}-rungs`} caption={`Rungs of ${ladder}`} captionHidden>
              <thead>
                <tr>
                  <HeaderCell numeric>Rung</HeaderCell>
                  <HeaderCell>Job</HeaderCell>
                  <HeaderCell>Credential</HeaderCell>
                  <HeaderCell>Leads to</HeaderCell>
                  <HeaderCell>Wage</HeaderCell>
                </tr>
              </thead>
              <tbody>
                {own.map((rung) => (
                  <tr key={rung.rung}>
                    <td className="number">{rung.rungOrder}</td>
                    <th scope="row" className="wrap">
                      {rung.rung}
                      {rung.note && <span className="sub">{rung.note}</span>}
                    </th>
                    <td>
                      <Sourced>{rung.credential}</Sourced>
                    </td>
                    <td>
                      <Sourced>{rung.typicalNext && rung.typicalNext.join(' or ')}</Sourced>
                    </td>
                    <td>
                      <NotInSources />
                    </td>
                  </tr>
                ))}
              </tbody>
            </DataTable>
            {first && (
              <p className="section__note">
                Source: <SourceLink url={first.sourceUrl} title={first.sourceTitle} />
              </p>
            )}
          </Section>
        )
      })}
    </Page>
  )
}
