import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { askedList } from '#app/award_list.server.ts'
import { Parts } from '#app/components/parts.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import {
  awardGroupingLabels,
  awardGroupings,
  overlapping,
  ungroupedLabels,
} from '#app/domain/award_groups.ts'
import { awardListQuery } from '#app/domain/award_list.ts'
import { filterWords } from '#app/domain/award_words.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import type { OriginTotal } from '#app/domain/origin_total.ts'
import { riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { type AwardGroup, groupAwards } from '#db/awards/grouped.ts'
import { listFilterChoices, totalAwards } from '#db/awards/totals.ts'

export const handle = { title: 'Subtotals of awards' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const params = new URL(request.url).searchParams
  const list = askedList(actor, params)
  const open = awardGroupings.filter((one) => one !== 'risk' || may(actor.role, 'risk.read'))
  const by = open.find((one) => one === params.get('by')) ?? 'program'
  const [groups, totals, choices] = await Promise.all([
    groupAwards(actor, list.filters, by),
    totalAwards(actor, list.filters),
    listFilterChoices(actor),
  ])
  return {
    by,
    open,
    groups,
    totals,
    query: awardListQuery(list),
    filters: filterWords(list.filters, choices).map(({ words }) => words),
  }
}

export default function GroupedAwards() {
  const { by, open, groups, totals, query, filters } = useLoaderData<typeof loader>()
  const parts = open.map((one) => ({
    label: `By ${awardGroupingLabels[one].toLowerCase()}`,
    href: paths.awardsGrouped({ ...query, by: one }),
  }))
  const label = ({ key, label }: AwardGroup) => {
    if (key === null) return ungroupedLabels[by]
    return by === 'risk' ? (riskTierLabels[key as keyof typeof riskTierLabels] ?? key) : label
  }
  const link = (key: string | null) => {
    if (key === null) return by === 'officer' ? paths.awards({ ...query, officer: 'none' }) : null
    return paths.awards({ ...query, [by]: key })
  }
  return (
    <Page
      title="Subtotals of awards"
      lead={
        filters.length > 0
          ? `Of the list with ${filters.join(', ')}. Each group leads to its awards.`
          : 'Of every award you see. Each group leads to its awards.'
      }
      breadcrumb={[{ label: 'Awards', href: paths.awards(query) }]}
    >
      <Parts
        label="What the awards are added up by"
        current={paths.awardsGrouped({ ...query, by })}
        parts={parts}
      />
      {groups.length === 0 ? (
        <EmptyState
          title="No award fits all of this"
          action={<a href={paths.awards(query)}>Change the list</a>}
        >
          There is nothing to add up.
        </EmptyState>
      ) : (
        <DataTable id="groups" caption={`Awards by ${awardGroupingLabels[by].toLowerCase()}`}>
          <thead>
            <tr>
              <HeaderCell>{awardGroupingLabels[by]}</HeaderCell>
              <HeaderCell numeric>Awards, from sources</HeaderCell>
              <HeaderCell numeric>Amount, from sources</HeaderCell>
              <HeaderCell numeric>
                Awards <SampleBadge />
              </HeaderCell>
              <HeaderCell numeric>
                Amount <SampleBadge />
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => {
              const href = link(group.key)
              return (
                <tr key={group.key ?? ''}>
                  <th scope="row" className="wrap">
                    {href ? <a href={href}>{label(group)}</a> : label(group)}
                  </th>
                  <Subtotal total={group.sources} />
                  <Subtotal total={group.sample} />
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All, each award once</th>
              <Subtotal total={totals.sources} />
              <Subtotal total={totals.sample} />
            </tr>
          </tfoot>
        </DataTable>
      )}
      {overlapping.includes(by) && (
        <p className="fine-print">
          An award of several groups counts in each of them, so the lines add up to more than the
          total.
        </p>
      )}
    </Page>
  )
}

function Subtotal({ total }: { total: OriginTotal }) {
  const { awards, withAmount, amount } = total
  const unknown = awards - withAmount
  return (
    <>
      <td className="number">{formatCount(awards)}</td>
      <td className="number">
        {awards === 0 ? '–' : amount === null ? <NotInSources /> : formatMoney(amount)}
        {amount !== null && unknown > 0 && (
          <span className="sub">{formatCount(unknown)} without an amount</span>
        )}
      </td>
    </>
  )
}
