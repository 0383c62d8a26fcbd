import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { awardName, awardStatusLabels, precisionLabels } from '#app/domain/award.ts'
import { readAwardList } from '#app/domain/award_address.ts'
import { type AwardColumn, awardColumnLabels, awardListQuery } from '#app/domain/award_list.ts'
import { now, today } from '#app/domain/clock.ts'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import { riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import { paths } from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { recordExport } from '#db/awards/export.ts'
import { type ListedAward, listAllAwards } from '#db/awards/list.ts'

/** The awards list as a file: the same filters, order and columns, all pages. The file holds one header
 *  row and the awards and nothing else; its name says the moment, the filters and the number of rows,
 *  and the Link header the list it was made from. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const asked = readAwardList(new URL(request.url).searchParams)
  const mine = asked.filters.mine && actor.role === 'officer'
  const list = { ...asked, filters: { ...asked.filters, mine } }
  const awards = await listAllAwards(actor, list)
  const on = today()
  const text = toCsv(
    list.columns.flatMap((column) => csvColumns(column, on)),
    awards,
  )
  const address = paths.awards(awardListQuery(list))
  await recordExport(actor, 'awards.exported', {
    address,
    rows: awards.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  })
  const words = Object.values(list.filters).filter((value) => typeof value === 'string')
  const moment = now().toISOString().slice(0, 16).replace(':', '')
  const rows = awards.length === 1 ? '1-row' : `${awards.length}-rows`
  const name = fileName('awards', `${moment}Z`, rows, mine ? 'mine' : '', ...words)
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      link: `<${address}>; rel="canonical"`,
    },
  })
}

/** What a column of the list is in the file: the badge, the precision and the lateness that the page shows
 *  inside a cell stand in columns of their own. */
function csvColumns(column: AwardColumn, on: string): CsvColumn<ListedAward>[] {
  const text = (header: string, value: (award: ListedAward) => string | null) =>
    ({ header, kind: 'text', value }) as const
  const label = awardColumnLabels[column]
  switch (column) {
    case 'number':
      return [
        text(label, (award) => award.number),
        text('Origin', (award) => (award.sample ? 'sample' : 'sources')),
      ]
    case 'name':
      return [text(label, (award) => awardName({ ...award, leadOrganization: award.organization }))]
    case 'organization':
      return [text(label, (award) => award.organization)]
    case 'stream':
      return [text(label, (award) => award.stream)]
    case 'program':
      return [text(label, (award) => award.program)]
    case 'sectors':
      return [text(label, (award) => award.sectors.join('; '))]
    case 'states':
      return [text(label, (award) => award.states.join('; '))]
    case 'amount':
      return [
        { header: label, kind: 'number', value: (award) => award.amount },
        text('Precision', (award) => precisionLabels[award.amountPrecision] ?? 'exact'),
      ]
    case 'status':
      return [text(label, (award) => awardStatusLabels[award.status])]
    case 'period_start':
      return [text(label, (award) => award.periodStart)]
    case 'period_end':
      return [text(label, (award) => award.periodEnd)]
    case 'officer':
      return [text(label, (award) => award.officer)]
    case 'next_due':
      return [
        text(label, (award) => award.nextDueOn),
        text('Late', (award) =>
          award.nextDueOn === null ? null : award.nextDueOn < on ? 'yes' : 'no',
        ),
      ]
    case 'risk':
      return [
        text(label, ({ risk }) => (risk?.tier ? riskTierLabels[risk.tier] : null)),
        text('Risk by the officer', ({ risk }) =>
          risk?.ratedTier ? riskTierLabels[risk.ratedTier] : null,
        ),
      ]
  }
}
