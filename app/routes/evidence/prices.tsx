import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SourceLink } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { atPrices } from '#app/domain/evidence/prices.ts'
import * as paths from '#app/paths.ts'
import { listPriceIndex } from '#db/evidence/prices.ts'

export const handle = { title: 'Price index' }

export async function loader() {
  return { years: await listPriceIndex() }
}

export default function Prices() {
  const { years } = useLoaderData<typeof loader>()
  const latest = years.at(-1)
  if (!latest) return null
  return (
    <Page
      title="Price index"
      lead="Consumer prices by year. Wherever dollars of one year are put into those of another here, it is by this index and no other."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
      actions={
        <ButtonLink look="outline" href={paths.pricesCsv()}>
          Export as CSV
        </ButtonLink>
      }
    >
      <Section id="years" title="Annual averages">
        <p>
          All items, all urban consumers, U.S. city average, 1982–84 = 100, not seasonally adjusted.{' '}
          <SourceLink url={latest.sourceUrl} title={latest.sourceTitle} />
        </p>
        <DataTable id="price-index" caption="Consumer price index by year" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Year</HeaderCell>
              <HeaderCell numeric>Average</HeaderCell>
              <HeaderCell numeric>$100 of the year in {latest.year} dollars</HeaderCell>
              <HeaderCell>Note</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {years.toReversed().map(({ year, average, note }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                <td className="number">{average}</td>
                <td className="number">
                  $
                  {atPrices(100, { index: Number(average), base: Number(latest.average) }).toFixed(
                    2,
                  )}
                </td>
                <td className="wrap">{note}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Section>
      <Section id="reading" title="What it is used for">
        <ul>
          <li>
            A finding in stated dollars of a year can be read in those of another, on its own page.
            One whose sources do not state the year never is.
          </li>
          <li>
            <a href={paths.publicValue({ program: 'year_up' })}>Public value</a> puts yearly impacts
            into the dollars of the spending. Every amount grows alike when another price year is
            chosen, so the value stays the same.
          </li>
        </ul>
      </Section>
    </Page>
  )
}
