import type { ReactNode } from 'react'
import type { Briefing } from '#app/briefing.server.ts'
import { awardStatusLabels, awardStatuses } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { footingLabels } from '#app/domain/evidence/money.ts'
import { overlapLevelLabels, overlapLevels } from '#app/domain/overlap/rule.ts'
import { riskTierLabels, riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { formatNumber, formatPercent, shareOf } from '#app/domain/share.ts'
import { stageLabels, stages } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import { SubjectLink } from './decision_parts.tsx'
import { decisionKindLabels } from '#app/domain/decisions.ts'
import { Section } from './page.tsx'
import { TotalAmount } from './program_totals.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

/** One side of letter paper. */
export function Sheet({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="sheet" role="group" aria-label={label}>
      {children}
    </div>
  )
}

const none = <span className="absent">none</span>

/** Counts of awards, those from sources and those of the sample in columns of their own. */
function BothOrigins<Key extends string>(props: {
  id: string
  caption: string
  head: string
  labels: Record<Key, string>
  order: readonly Key[]
  rows: readonly { key: Key | null; sample: boolean; count: number }[]
  href?: (key: Key, origin: 'sources' | 'sample') => string
}) {
  const { id, caption, head, labels, order, rows, href } = props
  const countOf = (key: Key, sample: boolean) =>
    rows
      .filter((row) => row.key === key && row.sample === sample)
      .reduce((sum, { count }) => sum + count, 0)
  const cell = (key: Key, sample: boolean) => {
    const count = countOf(key, sample)
    if (count === 0) return none
    const words = formatCount(count)
    return href ? <a href={href(key, sample ? 'sample' : 'sources')}>{words}</a> : words
  }
  const shown = order.filter((key) => rows.some((row) => row.key === key))
  if (shown.length === 0) return <p>None.</p>
  return (
    <DataTable id={id} caption={caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>{head}</HeaderCell>
          <HeaderCell numeric>From sources</HeaderCell>
          <HeaderCell numeric>
            <SampleBadge />
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {shown.map((key) => (
          <tr key={key}>
            <th scope="row">{labels[key]}</th>
            <td className="number">{cell(key, false)}</td>
            <td className="number">{cell(key, true)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

export function BriefedMoney({ briefing }: { briefing: Briefing }) {
  const { where, money } = briefing
  return (
    <Section id="money" title="Money" aside={<a href={paths.money(where)}>Money by program</a>}>
      {money.map(({ sample, meaning }) => (
        <p key={String(sample)}>
          {sample && <SampleBadge />} {meaning}
        </p>
      ))}
    </Section>
  )
}

export function BriefedAwards(props: { briefing: Briefing; seesAwards: boolean }) {
  const { where, statuses } = props.briefing
  return (
    <Section
      id="awards"
      title="Awards by state of life"
      aside={props.seesAwards && <a href={paths.awards(where)}>List of awards</a>}
    >
      <BothOrigins
        id="status-table"
        caption="Awards by state of life"
        head="State"
        labels={awardStatusLabels}
        order={awardStatuses}
        rows={statuses.map(({ status, sample, awards }) => ({
          key: status,
          sample,
          count: awards,
        }))}
        {...(props.seesAwards && {
          href: (status, origin) => paths.awards({ ...where, status, origin }),
        })}
      />
    </Section>
  )
}

export function BriefedRisk({ briefing }: { briefing: Briefing }) {
  const { tiers, where } = briefing
  if (tiers === null) return null
  return (
    <Section
      id="risk"
      title="Awards by tier of risk"
      aside={<a href={paths.awards(where)}>List of awards</a>}
    >
      <BothOrigins
        id="risk-table"
        caption="Awards by tier of risk"
        head="Tier, from the facts"
        labels={riskTierLabels}
        order={riskTiers}
        rows={tiers.map(({ tier, sample, awards }) => ({ key: tier, sample, count: awards }))}
      />
    </Section>
  )
}

export function BriefedIndicators({ briefing }: { briefing: Briefing }) {
  const { indicators } = briefing
  return (
    <Section
      id="indicators"
      title="Core indicators"
      aside={<a href={paths.indicators()}>All indicators</a>}
    >
      {indicators.length === 0 ? (
        <p>No award here has a target for one of them.</p>
      ) : (
        <DataTable id="indicator-table" caption="Accepted figures and targets" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Indicator</HeaderCell>
              <HeaderCell numeric>Accepted</HeaderCell>
              <HeaderCell numeric>Target</HeaderCell>
              <HeaderCell numeric>Reached</HeaderCell>
              <HeaderCell numeric>Awards</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {indicators.map((one) => (
              <tr key={`${one.code} ${one.sample}`}>
                <th scope="row" className="wrap">
                  <a href={paths.indicator(one.code)}>{one.name}</a> {one.sample && <SampleBadge />}
                </th>
                <td className="number">{one.value === null ? none : formatNumber(one.value)}</td>
                <td className="number">{one.target === null ? none : formatNumber(one.target)}</td>
                <td className="number">
                  {(one.value !== null &&
                    one.target !== null &&
                    formatPercent(shareOf(one.value, one.target))) ||
                    none}
                </td>
                <td className="number">
                  {formatCount(one.reported)} of {formatCount(one.targeted)}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <p className="section__note">
        Accepted reports only; the target is that of the awards that report.
      </p>
    </Section>
  )
}

export function BriefedEvidence({ briefing }: { briefing: Briefing }) {
  const { footings, where } = briefing
  return (
    <Section
      id="evidence"
      title="Dollars by level of evidence"
      aside={<a href={paths.evidenceMoney(where)}>Money against evidence</a>}
    >
      <DataTable id="footing-table" caption="Dollars by level of evidence" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Level</HeaderCell>
            {footings.map(({ sample }) => (
              <HeaderCell key={String(sample)} numeric>
                {sample ? <SampleBadge /> : 'From sources'}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {footings[0]?.lines.map(({ footing }, place) => (
            <tr key={footing}>
              <th scope="row">{footingLabels[footing]}</th>
              {footings.map(({ sample, lines }) => (
                <td className="number" key={String(sample)}>
                  <TotalAmount
                    total={lines[place]?.total ?? { awards: 0, withAmount: 0, amount: null }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}

export function BriefedStudies({ briefing }: { briefing: Briefing }) {
  const { stages: counted, gates } = briefing
  if (counted === null) return null
  return (
    <Section id="studies" title="Studies" aside={<a href={paths.studies()}>List of studies</a>}>
      <BothOrigins
        id="stage-table"
        caption="Studies with a stage open"
        head="Stage that is open"
        labels={stageLabels}
        order={stages}
        rows={counted
          .filter(({ open }) => open > 0)
          .map(({ stage, sample, open }) => ({ key: stage, sample, count: open }))}
      />
      {gates !== null && (
        <>
          <h3>Gates that wait for a decision</h3>
          {gates.length === 0 ? (
            <p>None.</p>
          ) : (
            <ul className="plain-list">
              {gates.map((gate) => (
                <li key={`${gate.slug} ${gate.stage} ${gate.side}`}>
                  <a href={paths.gate(gate.slug, gate.stage, gate.side)}>
                    {stageLabels[gate.stage]}, {gate.side}
                  </a>{' '}
                  of {gate.title} {gate.sample && <SampleBadge />}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Section>
  )
}

export function BriefedOverlaps({ briefing }: { briefing: Briefing }) {
  const { overlaps } = briefing
  if (overlaps === null) return null
  return (
    <Section
      id="overlaps"
      title="Overlap of awards"
      aside={<a href={paths.overlaps()}>List of findings</a>}
    >
      <BothOrigins
        id="overlap-table"
        caption="Findings of overlap"
        head="Pairs of awards, by finding"
        labels={overlapLevelLabels}
        order={overlapLevels.toReversed()}
        rows={overlaps.map(({ level, sample, findings }) => ({
          key: level,
          sample,
          count: findings,
        }))}
      />
    </Section>
  )
}

export function BriefedDecisions({ briefing }: { briefing: Briefing }) {
  const { decisions, since } = briefing
  if (decisions === null) return null
  return (
    <Section
      id="decisions"
      title="Decisions"
      aside={<a href={paths.decisions()}>List of decisions</a>}
    >
      {decisions.length === 0 ? (
        <p>None was published since {formatShortDate(since)}.</p>
      ) : (
        <ul className="plain-list">
          {decisions.map((one) => (
            <li key={one.no}>
              <a href={paths.decision(one.no)}>
                {decisionKindLabels[one.kind]}, decision {one.no}
              </a>
              : <SubjectLink {...one} code="" opens={false} />
              {one.decidedOn && `, ${formatShortDate(one.decidedOn)}`}{' '}
              {one.sample && <SampleBadge />}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
