import { awardName } from '#app/domain/award.ts'
import type { Origin } from '#app/domain/award_list.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { type Footing, footingLabels } from '#app/domain/evidence/money.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import type { MoneyAward } from '#db/evidence/money.ts'
import { Section } from './page.tsx'
import { Sourced } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

/** The awards behind one bar, the largest of them where there are many. */
export function MoneyAwards(props: {
  footing: Footing
  origin: Origin
  on: string
  awards: MoneyAward[]
  count: number
}) {
  const { footing, origin, awards, count } = props
  const label = footingLabels[footing]
  return (
    <Section
      id="awards"
      title={`Awards: ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
      aside={origin === 'sample' && <SampleBadge />}
    >
      {awards.length === 0 ? (
        <p>No award stands here on {formatShortDate(props.on)}.</p>
      ) : (
        <DataTable id="awards-table" caption={`Awards, ${label}`} captionHidden>
          <thead>
            <tr>
              <HeaderCell>Award</HeaderCell>
              <HeaderCell>Name</HeaderCell>
              <HeaderCell>Model</HeaderCell>
              <HeaderCell numeric>Amount</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {awards.map((award) => (
              <tr key={award.number}>
                <th scope="row" className="nowrap">
                  <a href={paths.award(award.number)}>{award.number}</a>
                </th>
                <td>
                  {awardName({ name: award.name, leadOrganization: award.organization })}
                  {award.name !== null && <span className="sub">{award.organization}</span>}
                </td>
                <td>
                  {award.model ? <a href={paths.model(award.model)}>{award.modelName}</a> : label}
                  {award.since && <span className="sub">since {formatShortDate(award.since)}</span>}
                </td>
                <td className="number">
                  <Sourced>{award.amount && formatMoney(award.amount)}</Sourced>
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {count > awards.length && (
        <p className="section__note">
          The {awards.length} largest of {formatCount(count)}.
        </p>
      )}
    </Section>
  )
}
