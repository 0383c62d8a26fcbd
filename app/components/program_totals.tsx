import { precisionLabels, type Precision } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { formatMoney } from '#app/domain/money.ts'
import { type OriginTotal, addTotals } from '#app/domain/origin_total.ts'
import { formatCount } from '#app/domain/count.ts'
import { NotInSources } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

interface Program {
  code: string
  name: string
  officialAwards: number | null
  officialTotalUsd: string | null
  precision: Precision
  asOf: string | null
  sources: OriginTotal
  sample: OriginTotal
}

/** Programs with their official figures beside what is held of each. The columns are never added to each
 *  other: what the sources list is rarely the whole program, and sample is none of it. */
export function ProgramTotals(props: {
  id: string
  caption: string
  programs: Program[]
  /** The awards list of a program and origin; null for those who see no single award. */
  awardsHref: ((program: string, origin: 'sources' | 'sample') => string) | null
}) {
  const { programs, awardsHref } = props
  const cell = (program: Program, origin: 'sources' | 'sample') => {
    const total = program[origin]
    const href = total.awards > 0 ? awardsHref?.(program.code, origin) : undefined
    const count =
      origin === 'sources' && program.officialAwards !== null
        ? `${formatCount(total.awards)} of ${program.officialAwards}`
        : formatCount(total.awards)
    return (
      <>
        <td className="number">{href ? <a href={href}>{count}</a> : count}</td>
        <td className="number">
          <TotalAmount total={total} />
        </td>
      </>
    )
  }
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Program</HeaderCell>
          <HeaderCell numeric>Official awards</HeaderCell>
          <HeaderCell numeric>Official total</HeaderCell>
          <HeaderCell numeric>Awards in the sources</HeaderCell>
          <HeaderCell numeric>Amount in the sources</HeaderCell>
          <HeaderCell numeric>
            <SampleBadge /> awards
          </HeaderCell>
          <HeaderCell numeric>
            <SampleBadge /> amount
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {programs.map((program) => (
          <tr key={program.code}>
            <th scope="row" className="wrap">
              {program.name}
            </th>
            <td className="number">{program.officialAwards ?? <NotInSources />}</td>
            <td className="number">
              <OfficialTotal {...program} />
            </td>
            {cell(program, 'sources')}
            {cell(program, 'sample')}
          </tr>
        ))}
      </tbody>
      {programs.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">All programs listed</th>
            <td />
            <td />
            <Sum totals={programs.map(({ sources }) => sources)} />
            <Sum totals={programs.map(({ sample }) => sample)} />
          </tr>
        </tfoot>
      )}
    </DataTable>
  )
}

function Sum({ totals }: { totals: OriginTotal[] }) {
  const total = addTotals(totals)
  return (
    <>
      <td className="number">{formatCount(total.awards)}</td>
      <td className="number">
        <TotalAmount total={total} />
      </td>
    </>
  )
}

/** A sum of awards, with how many of them have no amount to add. */
export function TotalAmount({ total }: { total: OriginTotal }) {
  if (total.awards === 0) return <span className="absent">none</span>
  if (total.amount === null) return <NotInSources />
  const missing = total.awards - total.withAmount
  return (
    <>
      {formatMoney(total.amount)}
      {missing > 0 && <span className="sub">{formatCount(missing)} without an amount</span>}
    </>
  )
}

function OfficialTotal(props: Program) {
  if (props.officialTotalUsd === null) return <NotInSources />
  return (
    <>
      {formatMoney(props.officialTotalUsd)}
      <span className="sub">{officialNote(props)}</span>
    </>
  )
}

/** How exact an official figure is, and as of when; null where neither needs saying. */
export function officialNote(figure: {
  precision: Precision | null
  asOf: string | null
}): string | null {
  const notes = [
    figure.precision && precisionLabels[figure.precision],
    figure.asOf && `as of ${formatShortDate(figure.asOf)}`,
  ]
  return notes.filter(Boolean).join(', ') || null
}
