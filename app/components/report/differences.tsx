import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import type { Difference } from '#app/domain/report/differences.ts'

/** What two versions say differently, side by side. */
export function Differences(props: {
  from: number
  to: number
  sections: readonly { order: number; title: string; differences: readonly Difference[] }[]
}) {
  const { from, to, sections } = props
  if (sections.length === 0) return <p>Both versions say the same.</p>
  return (
    <DataTable
      id="differences"
      caption={`Version ${from} and version ${to}, side by side`}
      captionHidden
    >
      <thead>
        <tr>
          <HeaderCell>What changed</HeaderCell>
          <HeaderCell>Version {from}</HeaderCell>
          <HeaderCell>Version {to}</HeaderCell>
        </tr>
      </thead>
      {sections.map(({ order, title, differences }) => (
        <tbody key={order}>
          <tr>
            <th scope="rowgroup" colSpan={3}>
              {title}
            </th>
          </tr>
          {differences.map((difference) => (
            <tr key={difference.label}>
              <th scope="row" className="wrap">
                {difference.label}
              </th>
              <Side difference={difference} text={difference.before} />
              <Side difference={difference} text={difference.after} />
            </tr>
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}

function Side({ difference, text }: { difference: Difference; text: string | null }) {
  return (
    <td className="wrap said">
      {text === null ? (
        <span className="absent">nothing</span>
      ) : difference.isFigure ? (
        text
      ) : (
        <span className="prose">{text}</span>
      )}
    </td>
  )
}
