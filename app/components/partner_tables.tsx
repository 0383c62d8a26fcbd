import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import {
  type PartnerRole,
  commitmentStepLabels,
  commitmentSteps,
  partnerRoleLabels,
} from '#app/domain/partner.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from './tables.tsx'

interface Part {
  id: number
  role: PartnerRole
  /** What this line is about, and where that leads. */
  name: string
  sub: string | null
  href: string
  /** Where the figures of an employer or a subrecipient are. */
  figuresHref: string | null
  /** Dollars of the award that it receives; null: not recorded. */
  subaward: string | null
  committed: number | null
  interviewed: number | null
  hired: number | null
  retained: number | null
}

/** Parts in awards, and of employers how many people came how far, over all periods. */
export function PartTable(props: { id: string; caption: string; head: string; parts: Part[] }) {
  const hasSubrecipients = props.parts.some(({ role }) => role === 'subrecipient')
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>{props.head}</HeaderCell>
          <HeaderCell>Part</HeaderCell>
          {hasSubrecipients && <HeaderCell numeric>Subaward</HeaderCell>}
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
            {hasSubrecipients && (
              <td className="number">
                {part.role !== 'subrecipient' ? (
                  ''
                ) : part.subaward === null ? (
                  <span className="absent">not recorded</span>
                ) : (
                  formatMoney(part.subaward)
                )}
              </td>
            )}
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
                  {part.role === 'employer' ? 'By period' : 'Subaward'}
                  <span className="visually-hidden"> of {part.name}</span>
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** That a partner also holds awards itself. */
export function AlsoGrantee({ grantees }: { grantees: { slug: string; name: string }[] }) {
  if (grantees.length === 0) return null
  return (
    <p>
      It holds awards itself:{' '}
      {grantees.map(({ slug, name }, at) => (
        <span key={slug}>
          {at > 0 && ', '}
          <a href={paths.grantee(slug)}>{name} as a grantee</a>
        </span>
      ))}
      .
    </p>
  )
}
