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
import { awardName, awardStatusLabels } from '#app/domain/award.ts'
import { type AwardColumn, awardColumnLabels } from '#app/domain/award_list.ts'
import { today } from '#app/domain/clock.ts'
import { addMoney, formatMoney } from '#app/domain/money.ts'
import { nothing } from '#app/domain/origin_total.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAwardsOf } from '#db/awards/list.ts'
import { findGrantee, totalGrantee } from '#db/grantees.ts'
import { type SubawardTo, listSubawardsTo } from '#db/partners/subawards.ts'

export const handle = { title: ({ grantee }: { grantee: { name: string } }) => grantee.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const grantee = found(await findGrantee(actor, params['slug'] ?? ''))
  const seesAwards = may(actor.role, 'award.read')
  const reader = seesAwards ? await requireActor(request, 'award.read') : null
  return {
    grantee,
    total: await totalGrantee(actor, grantee.id),
    awards: reader && (await listAwardsOf(reader, grantee.id)),
    subawards: reader ? await listSubawardsTo(reader, grantee) : [],
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
  const { grantee, total, awards, subawards, today, seesBurden } = useLoaderData<typeof loader>()
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
      {subawards.length > 0 && (
        <Section id="subawards" title="As a subrecipient">
          <SubawardsTo subawards={subawards} />
        </Section>
      )}
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
                <SourceLink url={grantee.sourceUrl} />
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

function SubawardsTo({ subawards }: { subawards: SubawardTo[] }) {
  const recorded = subawards.flatMap(({ subaward }) => subaward ?? [])
  return (
    <>
      <DataTable id="grantee-subawards" caption="Awards of others that pay it" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Award</HeaderCell>
            <HeaderCell>Held by</HeaderCell>
            <HeaderCell numeric>Subaward</HeaderCell>
            <HeaderCell>Status</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {subawards.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="wrap">
                <a href={paths.award(one.number)}>{one.number}</a>
                <span className="sub">{awardName(one)}</span>
              </th>
              <td className="wrap">
                <a href={paths.grantee(one.leadSlug)}>{one.leadOrganization}</a>
              </td>
              <td className="number">
                <a href={paths.awardPartner(one.number, one.id)}>
                  {one.subaward ? formatMoney(one.subaward) : 'not recorded'}
                </a>
              </td>
              <td>{awardStatusLabels[one.status]}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className="section__note">
        {recorded.length > 0 && `Subawards recorded: ${formatMoney(addMoney(...recorded))}. `}
        This money belongs to the awards it comes from and is not in the totals above.
      </p>
    </>
  )
}
