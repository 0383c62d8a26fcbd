import { formatCount } from '#app/domain/count.ts'
import { type OverlapState, isDecided, overlapStateLabels } from '#app/domain/overlap/life.ts'
import { type OverlapLevel, overlapLevelLabels } from '#app/domain/overlap/rule.ts'
import * as paths from '#app/paths.ts'
import type { OverlapRow } from '#db/overlap/find.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

export function LevelTag({ level }: { level: OverlapLevel }) {
  const tone = level === 'duplication' ? 'bad' : level === 'overlap' ? 'warn' : 'plain'
  return <StatusTag tone={tone}>{overlapLevelLabels[level]}</StatusTag>
}

export function OverlapStateTag({ state }: { state: OverlapState }) {
  return (
    <StatusTag tone={isDecided(state) ? 'plain' : 'action'}>{overlapStateLabels[state]}</StatusTag>
  )
}

/** Findings, each with both awards; the first cell leads to it. */
export function OverlapTable(props: {
  id: string
  caption: string
  overlaps: OverlapRow[]
  sectors: { code: string; name: string }[]
}) {
  const nameOf = (code: string) =>
    props.sectors.find((sector) => sector.code === code)?.name ?? code
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Finding</HeaderCell>
          <HeaderCell>Awards</HeaderCell>
          <HeaderCell>In common</HeaderCell>
          <HeaderCell numeric>Score</HeaderCell>
          <HeaderCell>Where it stands</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.overlaps.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="nowrap">
              <a href={paths.overlap(row.id)}>No. {formatCount(row.id)}</a>
              <span className="sub">
                <LevelTag level={row.level} />
              </span>
            </th>
            <td className="wrap">
              <Side name={row.lowName} organization={row.lowOrganization} agency={row.lowAgency} />
              <Side
                name={row.highName}
                organization={row.highOrganization}
                agency={row.highAgency}
              />
            </td>
            <td>
              {row.sharedSectors.map(nameOf).join(', ')}
              <span className="sub">{row.sharedStates.join(', ') || 'nationwide'}</span>
            </td>
            <td className="number">
              {row.score ?? <span className="absent">no score</span>}
              {row.dataIncomplete && <span className="sub">data incomplete</span>}
            </td>
            <td>
              <OverlapStateTag state={row.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Side(props: { name: string | null; organization: string; agency: string }) {
  return (
    <p className="overlap__side">
      {props.organization} <span className="absent">({props.agency})</span>
      {props.name && <span className="sub">{props.name}</span>}
    </p>
  )
}
