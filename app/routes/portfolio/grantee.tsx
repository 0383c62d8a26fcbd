import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardCell } from '#app/components/award_cells.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { OriginTotals } from '#app/components/origin_totals.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink, Sourced } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { type AwardColumn, awardColumnLabels } from '#app/domain/award_list.ts'
import { today } from '#app/domain/clock.ts'
import { nothing } from '#app/domain/origin_total.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAwardsOf } from '#db/awards/list.ts'
import { findGrantee, totalGrantee } from '#db/grantees.ts'

export const handle = { title: ({ grantee }: { grantee: { name: string } }) => grantee.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const grantee = found(await findGrantee(actor, params['slug'] ?? ''))
  const seesAwards = may(actor.role, 'award.read')
  return {
    grantee,
    total: await totalGrantee(actor, grantee.id),
    awards: seesAwards
      ? await listAwardsOf(await requireActor(request, 'award.read'), grantee.id)
      : null,
    today: today(),
    seesBurden: may(actor.role, 'report.read'),
  }
}

const columns = [
  'number',
  'name',
  'program',
  'amount',
  'status',
  'officer',
  'next_due',
] as const satisfies readonly AwardColumn[]

export default function GranteePage() {
  const { grantee, total, awards, today, seesBurden } = useLoaderData<typeof loader>()
  const origin = grantee.sample
    ? { sources: nothing, sample: total }
    : { sources: total, sample: nothing }
  return (
    <Page
      title={grantee.name}
      kicker={
        <>
          <span>Grantee</span>
          {grantee.sample && <SampleBadge />}
        </>
      }
      breadcrumb={[{ label: 'Grantees', href: paths.grantees() }]}
    >
      <OriginTotals {...origin} />
      <Section id="awards" title="Awards">
        {awards === null ? (
          <p>Your role reads totals, not single awards.</p>
        ) : awards.length === 0 ? (
          <p>No award of this grantee is in the sources.</p>
        ) : (
          <DataTable id="grantee-awards" caption={`Awards of ${grantee.name}`} captionHidden>
            <thead>
              <tr>
                {columns.map((column) => (
                  <HeaderCell key={column} numeric={column === 'amount'}>
                    {awardColumnLabels[column]}
                  </HeaderCell>
                ))}
              </tr>
            </thead>
            <tbody>
              {awards.map((award) => (
                <tr key={award.number}>
                  {columns.map((column) => (
                    <AwardCell key={column} column={column} award={award} today={today} />
                  ))}
                </tr>
              ))}
            </tbody>
          </DataTable>
        )}
      </Section>
      {seesBurden && (
        <p>
          <a href={paths.granteeBurden(grantee.slug)}>Reporting burden of this grantee</a>
        </p>
      )}
      <Section id="facts" title="About this grantee">
        <KeyValues
          facts={[
            { label: 'Type', value: <Sourced>{grantee.organizationType}</Sourced> },
            {
              label: 'Place',
              value: [grantee.city, grantee.stateName].filter(Boolean).join(', ') || (
                <NotInSources />
              ),
            },
            { label: 'UEI', value: <Sourced>{grantee.uei}</Sourced> },
            {
              label: 'Source',
              value: grantee.sample ? (
                'Invented for the sample'
              ) : grantee.sourceUrl ? (
                <SourceLink
                  url={grantee.sourceUrl}
                  title={new URL(grantee.sourceUrl).hostname.replace(/^www\./, '')}
                />
              ) : (
                <NotInSources />
              ),
            },
          ]}
        />
      </Section>
    </Page>
  )
}
