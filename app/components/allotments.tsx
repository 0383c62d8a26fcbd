import { formatShortDate } from '#app/domain/calendar.ts'
import { formatMoney } from '#app/domain/money.ts'
import type { Allotment } from '#db/streams.ts'
import { Section } from './page.tsx'
import { Sourced, SourceLink } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** Formula funds by state, program and year. */
export function Allotments(props: { allotments: readonly Allotment[] }) {
  return (
    <Section id="allotments" title="Formula allotments">
      <p>
        Formula funds go to states by program year and are passed on to local workforce boards. They
        are not awards and are in no total of awards.
      </p>
      <DataTable id="allotment-table" caption="Allotments by state, program and year" captionHidden>
        <thead>
          <tr>
            <HeaderCell>State</HeaderCell>
            <HeaderCell>Program year</HeaderCell>
            <HeaderCell>Program</HeaderCell>
            <HeaderCell numeric>Allotment</HeaderCell>
            <HeaderCell numeric>To local areas by formula</HeaderCell>
            <HeaderCell>Source</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {props.allotments.map((row) => (
            <tr key={`${row.state} ${row.programYear} ${row.program}`}>
              <th scope="row">{row.state}</th>
              <td>
                {row.programYear}
                <span className="sub">
                  {formatShortDate(row.startsOn)} – {formatShortDate(row.endsOn)}
                </span>
              </td>
              <td>{row.program}</td>
              <td className="number">{formatMoney(row.allotmentUsd)}</td>
              <td className="number">
                <Sourced>
                  {row.withinStateFormulaUsd && formatMoney(row.withinStateFormulaUsd)}
                </Sourced>
              </td>
              <td className="wrap">
                <SourceLink url={row.sourceUrl} title={`${row.program}, ${row.state}`} />
                {row.notes && <span className="sub">{row.notes}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className="section__note">Other states and years are not in the sources read.</p>
    </Section>
  )
}
