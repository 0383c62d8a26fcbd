import { formatShortDate } from '#app/domain/calendar.ts'
import { type RolledFigure, formatRolled } from '#app/domain/report/accepted.ts'
import * as paths from '#app/paths.ts'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

/** What accepted reports add up to over many awards: real and sample apart, indicator by indicator. */
export function RolledFigures(props: { sources: RolledFigure[]; sample: RolledFigure[] }) {
  return (
    <Section id="figures" title="Accepted figures">
      <p>
        Only accepted reports count. Figures of a period are added, running totals are each award’s
        latest, rates are made anew from all numerators and denominators; medians and balances are
        not combined and show their range.
      </p>
      <h3>From sources</h3>
      {props.sources.length === 0 ? (
        <p>None: no real award has an accepted report here.</p>
      ) : (
        <FigureTable
          id="figures-sources"
          caption="Accepted figures from sources"
          figures={props.sources}
        />
      )}
      {props.sample.length > 0 && (
        <>
          <h3>
            <SampleBadge />
          </h3>
          <FigureTable
            id="figures-sample"
            caption="Accepted figures of the sample"
            figures={props.sample}
          />
        </>
      )}
    </Section>
  )
}

function FigureTable(props: { id: string; caption: string; figures: RolledFigure[] }) {
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Indicator</HeaderCell>
          <HeaderCell numeric>Accepted</HeaderCell>
          <HeaderCell numeric>Awards</HeaderCell>
          <HeaderCell>Periods ending</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.figures.map((figure) => (
          <tr key={figure.code}>
            <th scope="row" className="wrap">
              <a href={paths.indicator(figure.code)}>{figure.name}</a>
            </th>
            <td className="number">{formatRolled(figure)}</td>
            <td className="number">{figure.awards}</td>
            <td>
              {formatShortDate(figure.from)}
              {figure.to !== figure.from && ` – ${formatShortDate(figure.to)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
