import type { ReactNode } from 'react'
import {
  awardName,
  awardStatusLabels,
  precisionLabels,
  type AwardStatus,
  type Precision,
} from '#app/domain/award.ts'
import type { AwardColumn } from '#app/domain/award_list.ts'
import { daysUntil, formatShortDate } from '#app/domain/calendar.ts'
import { formatMoney } from '#app/domain/money.ts'
import { type RiskTier, riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import * as paths from '#app/paths.ts'
import type { ListedAward } from '#db/awards/list.ts'
import { NotInSources } from './sources.tsx'
import { RiskTag } from './risk.tsx'
import { SampleBadge, StatusTag } from './tags.tsx'

/** One cell of the awards list. The first column heads its row. */
export function AwardCell(props: { column: AwardColumn; award: ListedAward; today: string }) {
  const { column, award, today } = props
  if (column === 'number') {
    return (
      <th scope="row">
        <a href={paths.award(award.number)}>{award.number}</a>
        {award.sample && (
          <>
            {' '}
            <SampleBadge />
          </>
        )}
      </th>
    )
  }
  return <td className={classes[column]}>{cells[column](award, today)}</td>
}

const classes: Partial<Record<AwardColumn, string>> = {
  amount: 'number',
  name: 'wrap',
  organization: 'wrap',
  program: 'wrap',
  sectors: 'wrap',
}

const cells = {
  name: (award) => awardName({ name: award.name, leadOrganization: award.organization }),
  organization: (award) => award.organization,
  stream: (award) => award.stream,
  program: (award) => award.program,
  sectors: (award) => (award.sectors.length > 0 ? award.sectors.join(', ') : <NotInSources />),
  states: (award) => (award.states.length > 0 ? award.states.join(', ') : <NotInSources />),
  amount: (award) => <Amount amount={award.amount} precision={award.amountPrecision} />,
  status: (award) => <AwardStatusTag status={award.status} />,
  period_start: (award) => <DateOrAbsent date={award.periodStart} />,
  period_end: (award) => <DateOrAbsent date={award.periodEnd} />,
  officer: (award) => award.officer ?? <span className="absent nowrap">not assigned</span>,
  next_due: (award, today) => <NextDue award={award} today={today} />,
  risk: ({ risk }) => <Tier tier={risk?.tier ?? null} rated={risk?.ratedTier ?? null} />,
} satisfies Record<Exclude<AwardColumn, 'number'>, (award: ListedAward, today: string) => ReactNode>

/** An amount with how exactly its source gives it. */
export function Amount(props: { amount: string | null; precision: Precision }) {
  if (props.amount === null) return <NotInSources />
  const precision = precisionLabels[props.precision]
  return (
    <>
      {formatMoney(props.amount)}
      {precision && <span className="sub nowrap">{precision}</span>}
    </>
  )
}

export function AwardStatusTag({ status }: { status: AwardStatus }) {
  const isTrouble = status === 'suspended' || status === 'terminated'
  return <StatusTag tone={isTrouble ? 'bad' : 'plain'}>{awardStatusLabels[status]}</StatusTag>
}

/** What the record says, and what the officer says where that is another. */
function Tier({ tier, rated }: { tier: RiskTier | null; rated: RiskTier | null }) {
  return (
    <>
      {tier ? <RiskTag tier={tier} /> : <span className="absent">none</span>}
      {rated && rated !== tier && (
        <span className="sub">officer: {riskTierLabels[rated].toLowerCase()}</span>
      )}
    </>
  )
}

function DateOrAbsent({ date }: { date: string | null }) {
  return date === null ? <NotInSources /> : <>{formatShortDate(date)}</>
}

function NextDue({ award, today }: { award: ListedAward; today: string }) {
  if (award.nextDueOn === null) {
    return (
      <span className="absent nowrap">{award.periodEnd === null ? 'no period' : 'none open'}</span>
    )
  }
  const days = daysUntil(award.nextDueOn, today)
  return (
    <>
      {formatShortDate(award.nextDueOn)}{' '}
      {days < 0 && (
        <StatusTag tone="bad">{days === -1 ? '1 day late' : `${-days} days late`}</StatusTag>
      )}
    </>
  )
}
