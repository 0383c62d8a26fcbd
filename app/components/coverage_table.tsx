import {
  type CoverageCell,
  type CoverageFilters,
  type CoverageLine,
  type Measure,
  cellNote,
  cellWords,
  unknown,
} from '#app/domain/coverage.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from './tables.tsx'

/** Sectors or states by stream. An empty cell is drawn as visibly as a full one, and a full one leads to its
 *  awards, for those who see single awards. */
export function CoverageTable(props: {
  caption: string
  filters: CoverageFilters
  streams: { code: string; name: string }[]
  lines: CoverageLine[]
  all: CoverageLine
  seesAwards: boolean
  /** Where a line's name leads; null for the line of awards that name none. */
  lineHref: (code: string) => string
}) {
  const { filters, streams, lines, all, seesAwards } = props
  const { view, measure, origin } = filters
  const isBySector = view === 'sectors'
  const cell = (key: string, value: CoverageCell, line: string | null, stream: string | null) => (
    <Cell
      key={key}
      cell={value}
      measure={measure}
      href={
        seesAwards && value.awards > 0 && line !== unknown
          ? paths.awards({
              sector: isBySector ? line : filters.sector,
              state: isBySector ? filters.state : line,
              stream: stream ?? filters.stream,
              origin,
            })
          : null
      }
    />
  )
  return (
    <DataTable id="coverage" caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>{isBySector ? 'Sector' : 'State or territory'}</HeaderCell>
          {streams.map(({ code, name }) => (
            <HeaderCell key={code} numeric>
              {name}
            </HeaderCell>
          ))}
          {streams.length > 1 && <HeaderCell numeric>All streams</HeaderCell>}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.code}>
            <th scope="row" className="wrap">
              {line.code === unknown ? (
                line.name
              ) : (
                <a href={props.lineHref(line.code)}>
                  {line.name}
                  {!isBySector && ` (${line.code})`}
                </a>
              )}
            </th>
            {line.cells.map((value, index) => {
              const stream = streams[index]?.code ?? ''
              return cell(stream, value, line.code, stream)
            })}
            {streams.length > 1 && cell('all', line.all, line.code, null)}
          </tr>
        ))}
      </tbody>
      {lines.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">All, each award once</th>
            {all.cells.map((value, index) => {
              const stream = streams[index]?.code ?? ''
              return cell(stream, value, null, stream)
            })}
            {streams.length > 1 && cell('all', all.all, null, null)}
          </tr>
        </tfoot>
      )}
    </DataTable>
  )
}

function Cell(props: { cell: CoverageCell; measure: Measure; href: string | null }) {
  const { cell, measure, href } = props
  if (cell.awards === 0) return <td className="number coverage__none">none</td>
  const words = cellWords(cell, measure)
  const note = cellNote(cell, measure)
  return (
    <td className="number">
      {href ? <a href={href}>{words}</a> : words}
      {note && <span className="sub">{note}</span>}
      {measure !== 'awards' && note === null && cell.awards > 1 && (
        <span className="sub">{cell.awards} awards</span>
      )}
    </td>
  )
}
