import { formatCount } from '#app/domain/count.ts'
import {
  type PartnerRole,
  commitmentStepLabels,
  commitmentSteps,
  partnerRoleLabels,
} from '#app/domain/partner.ts'
import { DataTable, HeaderCell } from './tables.tsx'

interface Part {
  id: number
  role: PartnerRole
  /** What this line is about, and where that leads. */
  name: string
  sub: string | null
  href: string
  /** Where an employer's figures are. */
  figuresHref: string | null
  committed: number | null
  interviewed: number | null
  hired: number | null
  retained: number | null
}

/** Parts in awards, and of employers how many people came how far, over all periods. */
export function PartTable(props: { id: string; caption: string; head: string; parts: Part[] }) {
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>{props.head}</HeaderCell>
          <HeaderCell>Part</HeaderCell>
          {commitmentSteps.map((step) => (
            <HeaderCell key={step} numeric>
              {commitmentStepLabels[step]}
            </HeaderCell>
          ))}
          <HeaderCell>Figures</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.parts.map((part) => (
          <tr key={part.id}>
            <th scope="row" className="wrap">
              <a href={part.href}>{part.name}</a>
              {part.sub && <span className="sub">{part.sub}</span>}
            </th>
            <td>{partnerRoleLabels[part.role]}</td>
            {commitmentSteps.map((step) => (
              <td className="number" key={step}>
                {part.role !== 'employer' ? (
                  ''
                ) : part[step] === null ? (
                  <span className="absent">not recorded</span>
                ) : (
                  formatCount(part[step])
                )}
              </td>
            ))}
            <td>
              {part.figuresHref && (
                <a href={part.figuresHref}>
                  By period<span className="visually-hidden"> of {part.name}</span>
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
