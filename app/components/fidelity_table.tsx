import { formatShortDate } from '#app/domain/calendar.ts'
import {
  type FidelityRating,
  disagreements,
  fidelitySideLabels,
  fidelitySides,
  fidelityWordLabels,
  standingWord,
} from '#app/domain/evidence/fidelity.ts'
import { componentLabels, components } from '#app/domain/evidence/library.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

/** The five components over quarters, by the last word of both sides, with where these differ. */
export function FidelityTable(props: {
  ratings: readonly FidelityRating[]
  quarters: readonly string[]
}) {
  const { ratings, quarters } = props
  return (
    <DataTable id="fidelity" caption="Components by quarter" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Component</HeaderCell>
          {quarters.map((quarter) => (
            <HeaderCell key={quarter}>Quarter to {formatShortDate(quarter)}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {components.map((component) => (
          <tr key={component}>
            <th scope="row" className="wrap">
              {componentLabels[component]}
            </th>
            {quarters.map((quarter) => (
              <td key={quarter}>
                {fidelitySides.map((side) => {
                  const word = standingWord(ratings, side, component, quarter)
                  return (
                    <div key={side}>
                      {fidelitySideLabels[side]}:{' '}
                      {word ? (
                        fidelityWordLabels[word].toLowerCase()
                      ) : (
                        <span className="absent">not rated</span>
                      )}
                    </div>
                  )
                })}
                {disagreements(ratings, quarter).includes(component) && (
                  <StatusTag tone="action">They differ</StatusTag>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
