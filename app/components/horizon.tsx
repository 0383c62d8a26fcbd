import { formatShortDate } from '#app/domain/calendar.ts'
import { horizonOf, horizonReason } from '#app/domain/study/horizon.ts'
import { type Outcome, outcomeSourceLabels } from '#app/domain/study/record.ts'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** Why there are no results yet: for each outcome the first day on which it can be known. */
export function Horizon(props: {
  outcomes: readonly Outcome[]
  /** The end of enrolment; null where the record names none. */
  closesOn: string | null
  day: string
}) {
  const { outcomes, closesOn, day } = props
  if (outcomes.length === 0) return null
  return (
    <Section id="horizon" title="When results can be there">
      {closesOn === null ? (
        <p>
          The record names no end of enrolment, so nobody can say when the last person’s outcome is
          known.
        </p>
      ) : (
        <DataTable id="horizon-table" caption="The horizon of each outcome" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Outcome</HeaderCell>
              <HeaderCell>Not before</HeaderCell>
              <HeaderCell>Because</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => {
              const on = horizonOf(outcome, closesOn)
              return (
                <tr key={`${outcome.name} ${outcome.source} ${outcome.months}`}>
                  <th scope="row" className="wrap">
                    {outcome.name}
                    <span className="sub">{outcomeSourceLabels[outcome.source]}</span>
                  </th>
                  <td className="nowrap">
                    {formatShortDate(on)}
                    <span className="sub">{on <= day ? 'that day has come' : 'still to come'}</span>
                  </td>
                  <td className="wrap">{horizonReason(outcome)}</td>
                </tr>
              )
            })}
          </tbody>
        </DataTable>
      )}
      {closesOn !== null && (
        <p className="section__note">
          Enrolment closes on {formatShortDate(closesOn)} by the study’s record. Lags of records are
          planning values; analysis and review come after.
        </p>
      )}
    </Section>
  )
}
