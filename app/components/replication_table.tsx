import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { fidelityWordLabels } from '#app/domain/evidence/fidelity.ts'
import { componentLabels } from '#app/domain/evidence/library.ts'
import { type Need, heldAgainst } from '#app/domain/evidence/replication.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import type { ReplicationAward } from '#db/evidence/replication.ts'
import { Sourced } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** Awards with what each lacks of a model, whose word that is, and apart from it what nobody has rated. */
export function ReplicationTable(props: {
  needs: readonly Need[]
  awards: (Omit<ReplicationAward, 'serves' | 'planned'> & Record<'population' | 'scale', string>)[]
  /** Whoever reads may ask for technical assistance for these awards. */
  offersHelp: boolean
}) {
  return (
    <DataTable id="replication" caption="Awards held against the model" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Award</HeaderCell>
          <HeaderCell>Grantee</HeaderCell>
          <HeaderCell numeric>Amount</HeaderCell>
          <HeaderCell>Population and scale</HeaderCell>
          <HeaderCell>Falls short on</HeaderCell>
          <HeaderCell>Not rated</HeaderCell>
          <HeaderCell>What next</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.awards.map((award) => {
          const held = heldAgainst(award.words, props.needs)
          const unrated = held.filter(({ said }) => said === null)
          return (
            <tr key={award.id}>
              <th scope="row" className="wrap">
                <a href={paths.award(award.number)}>{awardName(award)}</a>
                <span className="sub">{award.number}</span>
              </th>
              <td className="wrap">{award.leadOrganization}</td>
              <td className="number">
                <Sourced>{award.amount && formatMoney(award.amount)}</Sourced>
              </td>
              <td className="wrap">
                <div>
                  <strong>Population</strong> {award.population}
                </div>
                <div className="cell-more">
                  <strong>Scale</strong> {award.scale}
                </div>
              </td>
              <td className="wrap">
                {held.map(
                  ({ component, said, isShort }) =>
                    said &&
                    isShort && (
                      <div key={component}>
                        {`${componentLabels[component]}: ${fidelityWordLabels[said.word].toLowerCase()}`}
                        <span className="sub">
                          {said.ratedBy}, quarter to {formatShortDate(said.periodEnd)}
                        </span>
                      </div>
                    ),
                )}
              </td>
              <td className="wrap">
                {unrated.length === 0 ? (
                  <span className="absent">none</span>
                ) : unrated.length === props.needs.length ? (
                  'All components'
                ) : (
                  unrated.map(({ component }) => componentLabels[component]).join('; ')
                )}
              </td>
              <td>
                <a href={paths.fidelity(award.number)}>
                  Fidelity<span className="visually-hidden"> of {award.number}</span>
                </a>
                {props.offersHelp && (
                  <div className="cell-more">
                    <a href={paths.assistance(award.number)}>
                      Assistance<span className="visually-hidden"> for {award.number}</span>
                    </a>
                  </div>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}
