import { formatShortDate } from '#app/domain/calendar.ts'
import type { VarianceFlag } from '#app/domain/study/forecast.ts'
import { VarianceTag } from './study_tags.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** Milestones that move with another: from, to, by how much, and where that leaves them. */
export function ShiftTable(props: {
  shifts: readonly {
    code: string
    name: string
    from: string | null
    to: string | null
    days: number | null
    variance: { days: number | null; flag: VarianceFlag }
  }[]
}) {
  return (
    <DataTable id="shifts" caption="What moves with it">
      <thead>
        <tr>
          <HeaderCell>Milestone</HeaderCell>
          <HeaderCell>From</HeaderCell>
          <HeaderCell>To</HeaderCell>
          <HeaderCell numeric>Days</HeaderCell>
          <HeaderCell>Against baseline then</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.shifts.map(({ code, name, from, to, days, variance }) => (
          <tr key={code}>
            <th scope="row">
              {name} <span className="sub">{code}</span>
            </th>
            <td className="nowrap">{from ? formatShortDate(from) : 'no date'}</td>
            <td className="nowrap">{to ? formatShortDate(to) : 'no date'}</td>
            <td className="number">{days === null ? '–' : signed(days)}</td>
            <td>
              <VarianceTag variance={variance} state="planned" />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

const signed = (days: number) => (days > 0 ? `+${days}` : `−${-days}`)
