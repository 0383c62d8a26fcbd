import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag, type TagTone } from '#app/components/tags.tsx'
import { type Comparability, comparabilityLabels } from '#app/domain/report/crosswalk.ts'
import * as paths from '#app/paths.ts'
import type { CrosswalkRow } from '#db/crosswalk.ts'

const tones: Record<Comparability, TagTone> = {
  same: 'good',
  close: 'action',
  not_comparable: 'plain',
}

/** Pairs of indicators, how far they compare, and why. */
export function CrosswalkTable({ pairs }: { pairs: readonly CrosswalkRow[] }) {
  return (
    <DataTable id="crosswalk" caption="Indicators across streams" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Indicator</HeaderCell>
          <HeaderCell>In another stream</HeaderCell>
          <HeaderCell>Comparable</HeaderCell>
          <HeaderCell>What they share, or what differs</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={`${pair.code} ${pair.otherCode}`}>
            <th scope="row" className="wrap">
              <a href={paths.indicator(pair.code)}>{pair.name}</a>
              <span className="sub">{streamShort(pair.stream)}</span>
            </th>
            <td className="wrap">
              <a href={paths.indicator(pair.otherCode)}>{pair.otherName}</a>
              <span className="sub">{streamShort(pair.otherStream)}</span>
            </td>
            <td className="nowrap">
              <StatusTag tone={tones[pair.comparability]}>
                {comparabilityLabels[pair.comparability]}
              </StatusTag>
            </td>
            <td className="wrap">{pair.reason}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** A stream or catalogue by the few letters people know it by. */
export function streamShort(code: string): string {
  return shorts[code] ?? code
}

const shorts: Record<string, string> = {
  GJC: 'Good Jobs Challenge',
  EW: 'Education-to-Workforce framework',
  FIN: 'Financial report',
}
