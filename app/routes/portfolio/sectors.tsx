import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Page } from '#app/components/page.tsx'
import { TotalAmount } from '#app/components/program_totals.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import type { OriginTotal } from '#app/domain/origin_total.ts'
import { formatCount } from '#app/domain/count.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listSectors } from '#db/sectors.ts'

export const handle = { title: 'Sectors' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  return { sectors: await listSectors(actor), seesAwards: may(actor.role, 'award.read') }
}

export default function Sectors() {
  const { sectors, seesAwards } = useLoaderData<typeof loader>()
  const count = (sector: string, origin: string, { awards }: OriginTotal) =>
    seesAwards && awards > 0 ? (
      <a href={paths.awards({ sector, origin })}>{formatCount(awards)}</a>
    ) : (
      formatCount(awards)
    )
  return (
    <Page
      title="Sectors"
      lead="What the training is for. An award with several sectors counts in each of them, so these rows do not add up to the portfolio."
    >
      <DataTable id="sectors" caption="Sectors and their awards" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Sector</HeaderCell>
            <HeaderCell>NAICS</HeaderCell>
            <HeaderCell numeric>Awards in the sources</HeaderCell>
            <HeaderCell numeric>Amount in the sources</HeaderCell>
            <HeaderCell numeric>
              <SampleBadge /> awards
            </HeaderCell>
            <HeaderCell numeric>
              <SampleBadge /> amount
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {sectors.map((sector) => (
            <tr key={sector.code}>
              <th scope="row" className="wrap">
                <a href={paths.sector(sector.code)}>{sector.name}</a>
              </th>
              <td>{sector.naics.join(', ')}</td>
              <td className="number">{count(sector.code, 'sources', sector.sources)}</td>
              <td className="number">
                <TotalAmount total={sector.sources} />
              </td>
              <td className="number">{count(sector.code, 'sample', sector.sample)}</td>
              <td className="number">
                <TotalAmount total={sector.sample} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Page>
  )
}
