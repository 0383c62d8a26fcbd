import { formatCount } from '#app/domain/count.ts'
import {
  type Footing,
  type FootingLine,
  footingLabels,
  footings,
} from '#app/domain/evidence/money.ts'
import type { OriginTotal } from '#app/domain/origin_total.ts'
import { formatPercent } from '#app/domain/share.ts'
import { TotalAmount } from './program_totals.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** What the bars show: awards, dollars and share of each footing. */
export function FootingTable(props: {
  id: string
  caption: string
  lines: FootingLine[]
  total: OriginTotal
  /** The awards of a footing; null for those who see no single award. */
  awardsHref: ((footing: Footing) => string) | null
}) {
  const { lines, total, awardsHref } = props
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Level of evidence</HeaderCell>
          <HeaderCell numeric>Awards</HeaderCell>
          <HeaderCell numeric>Amount</HeaderCell>
          <HeaderCell numeric>Of all dollars</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const count = formatCount(line.total.awards)
          return (
            <tr key={line.footing}>
              <th scope="row">{footingLabels[line.footing]}</th>
              <td className="number">
                {awardsHref && line.total.awards > 0 ? (
                  <a href={awardsHref(line.footing)}>{count}</a>
                ) : (
                  count
                )}
              </td>
              <td className="number">
                <TotalAmount total={line.total} />
              </td>
              <td className="number">{formatPercent(line.share, 1) ?? 'no rate'}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <td className="number">{formatCount(total.awards)}</td>
          <td className="number">
            <TotalAmount total={total} />
          </td>
          <td />
        </tr>
      </tfoot>
    </DataTable>
  )
}

/** The same dollars by stream or sector. */
export function FootingGroups(props: {
  id: string
  caption: string
  head: string
  groups: { code: string; name: string; total: OriginTotal; lines: FootingLine[] }[]
  href: (code: string) => string
}) {
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>{props.head}</HeaderCell>
          {footings.map((footing) => (
            <HeaderCell key={footing} numeric>
              {footingLabels[footing]}
            </HeaderCell>
          ))}
          <HeaderCell numeric>All</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.groups.map(({ code, name, total, lines }) => (
          <tr key={code}>
            <th scope="row" className="wrap">
              <a href={props.href(code)}>{name}</a>
            </th>
            {lines.map((line) => (
              <td className="number" key={line.footing}>
                <TotalAmount total={line.total} />
              </td>
            ))}
            <td className="number">
              <TotalAmount total={total} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
