import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyValues } from '#app/components/figures.tsx'
import { OriginTotals } from '#app/components/origin_totals.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { TotalAmount } from '#app/components/program_totals.tsx'
import { RolledTrends } from '#app/components/rolled_trend.tsx'
import { NotInSources, SourceLink } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { type OriginTotal, addTotals } from '#app/domain/origin_total.ts'
import { formatCount } from '#app/domain/count.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { askedTrend } from '#app/rolled_trend.server.ts'
import { requireActor } from '#app/session.server.ts'
import { findSector, listSectorStreams } from '#db/sectors.ts'

export const handle = { title: ({ sector }: { sector: { name: string } }) => sector.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const sector = found(await findSector(actor, params['code'] ?? ''))
  const asked = new URL(request.url).searchParams
  const [streams, trend] = await Promise.all([
    listSectorStreams(actor, sector.code),
    askedTrend(actor, { of: 'sector', code: sector.code }, asked),
  ])
  return {
    sector,
    streams,
    trend,
    seesAwards: may(actor.role, 'award.read'),
  }
}

export default function SectorPage() {
  const { sector, streams, trend, seesAwards } = useLoaderData<typeof loader>()
  return (
    <Page
      title={sector.name}
      lead={sector.description}
      breadcrumb={[{ label: 'Sectors', href: paths.sectors() }]}
    >
      <OriginTotals
        sources={addTotals(streams.map(({ sources }) => sources))}
        sample={addTotals(streams.map(({ sample }) => sample))}
      />
      <Section
        id="awards"
        title="Awards by stream"
        aside={seesAwards && <a href={paths.awards({ sector: sector.code })}>List the awards</a>}
      >
        {streams.length === 0 ? (
          <p>No award in the sources or the sample names this sector.</p>
        ) : (
          <StreamTable sector={sector.code} streams={streams} seesAwards={seesAwards} />
        )}
        <p className="section__note">
          An award with several sectors counts in each of them with its whole amount: the sources do
          not divide it.
        </p>
      </Section>
      <RolledTrends
        {...trend}
        action={paths.sector(sector.code)}
        csvHref={paths.sectorTrendCsv(sector.code, { indicator: trend.indicator?.code })}
        note="An award with several sectors counts in each of them."
      />
      <Section id="facts" title="About this sector">
        <KeyValues
          facts={[
            {
              label: 'NAICS',
              value: (
                <ul className="plain-list">
                  {sector.naics.map((code, position) => (
                    <li key={code}>
                      {code} {sector.naicsTitles[position]}
                    </li>
                  ))}
                </ul>
              ),
            },
            { label: 'Career cluster', value: sector.careerCluster },
            { label: 'Earlier cluster', value: sector.careerClusterLegacy },
            { label: 'Typical occupations', value: sector.typicalOccupations.join(', ') },
            {
              label: 'Named in',
              value: sector.sourceTitles?.join('; ') ?? <NotInSources />,
            },
            { label: 'Cuts across sectors', value: sector.crossCutting ? 'yes' : 'no' },
            {
              label: 'Source',
              value: <SourceLink url={sector.sourceUrl} />,
            },
            ...(sector.notes ? [{ label: 'Note', value: sector.notes }] : []),
          ]}
        />
      </Section>
    </Page>
  )
}

function StreamTable(props: {
  sector: string
  streams: { code: string; name: string; sources: OriginTotal; sample: OriginTotal }[]
  seesAwards: boolean
}) {
  const cells = (stream: string, origin: 'sources' | 'sample', total: OriginTotal) => {
    const href = paths.awards({ sector: props.sector, stream, origin })
    const awards = formatCount(total.awards)
    return (
      <>
        <td className="number">
          {props.seesAwards && total.awards > 0 ? <a href={href}>{awards}</a> : awards}
        </td>
        <td className="number">
          <TotalAmount total={total} />
        </td>
      </>
    )
  }
  return (
    <DataTable id="streams" caption="Awards of this sector by stream" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Stream</HeaderCell>
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
        {props.streams.map((stream) => (
          <tr key={stream.code}>
            <th scope="row" className="wrap">
              <a href={paths.stream(stream.code)}>{stream.name}</a>
            </th>
            {cells(stream.code, 'sources', stream.sources)}
            {cells(stream.code, 'sample', stream.sample)}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
