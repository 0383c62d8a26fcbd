import {
  persistenceLabels,
  willingnessKinds,
  willingnessLabels,
} from '#app/domain/evidence/public_value.ts'
import { type ScenarioAnswer, valueWords } from '#app/domain/evidence/value_page.ts'
import { formatNumber } from '#app/domain/share.ts'
import { NotInSources } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** The value for each way that gains may last. */
export function ScenarioTable({
  scenarios,
  until,
}: {
  scenarios: ScenarioAnswer[]
  until: string
}) {
  return (
    <DataTable id="scenario-table" caption={`Scenarios to year ${until}`} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Gains</HeaderCell>
          <HeaderCell numeric>Participants would pay</HeaderCell>
          <HeaderCell numeric>Net cost</HeaderCell>
          <HeaderCell>Value</HeaderCell>
          <HeaderCell>95 percent interval</HeaderCell>
          <HeaderCell>Taxes cover the cost by</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(({ persistence, valuation, interval, breakEven }) => (
          <tr key={persistence}>
            <th scope="row" className="wrap">
              {persistenceLabels[persistence]}
              <span className="sub">
                {persistence === 'observed'
                  ? 'what studies saw'
                  : `a supposition, to year ${until}`}
              </span>
            </th>
            <td className="number">{wholeDollars(valuation.willingness)}</td>
            <td className="number">{wholeDollars(valuation.netCost)}</td>
            <td>{valueWords(valuation.value)}</td>
            <td>
              {interval ? (
                `${valueWords(interval.low)} to ${valueWords(interval.high)}`
              ) : (
                <NotInSources />
              )}
            </td>
            <td>{breakEven === null ? 'not within these years' : `year ${breakEven}`}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** The value by each convention of what participants would pay. */
export function ConventionTable({ scenarios }: { scenarios: ScenarioAnswer[] }) {
  return (
    <DataTable id="convention-table" caption="Value by convention and scenario" captionHidden>
      <thead>
        <tr>
          <HeaderCell>What participants would pay</HeaderCell>
          {scenarios.map(({ persistence }) => (
            <HeaderCell key={persistence}>{persistenceLabels[persistence]}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {willingnessKinds.map((willing) => (
          <tr key={willing}>
            <th scope="row" className="wrap">
              {willingnessLabels[willing]}
            </th>
            {scenarios.map(({ persistence, byWilling }) => (
              <td key={persistence}>{valueWords(byWilling[willing])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** What participants and government gain, and both together. */
export function WhoTable({ scenarios }: { scenarios: ScenarioAnswer[] }) {
  return (
    <DataTable id="who-table" caption="What each gains" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Gains</HeaderCell>
          <HeaderCell numeric>Participant</HeaderCell>
          <HeaderCell numeric>Government</HeaderCell>
          <HeaderCell numeric>Society</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(({ persistence, valuation }) => (
          <tr key={persistence}>
            <th scope="row">{persistenceLabels[persistence]}</th>
            <td className="number">{wholeDollars(valuation.participants)}</td>
            <td className="number">{wholeDollars(valuation.government)}</td>
            <td className="number">{wholeDollars(valuation.society)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** Whole dollars of an estimate; the sums of the table are made before rounding. */
export function wholeDollars(amount: number): string {
  const whole = Math.abs(amount).toFixed(0)
  const sign = amount < 0 && whole !== '0' ? '−' : ''
  return `${sign}$${formatNumber(whole)}`
}
