import { Fragment } from 'react'
import { type AwardFigure, combineAccepted, formatFigure } from '#app/domain/report/accepted.ts'
import {
  type CalendarType,
  type Frequency,
  formatShortDate,
  periodLabel,
} from '#app/domain/calendar.ts'
import { formatNumber, formatShare, shareOf } from '#app/domain/share.ts'
import * as paths from '#app/paths.ts'
import type { AcceptedFigure } from '#db/awards/figures.ts'
import { ProgressBar } from './figures.tsx'
import { Section } from './page.tsx'
import { NotInSources, SourceLink } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

interface Target {
  code: string
  name: string
  valueType: AwardFigure['valueType']
  target: string
  sourceUrl: string | null
}

interface Calendar {
  reportCalendar: CalendarType | null
  reportFrequency: Frequency | null
}

/** Targets beside what accepted reports add up to, each actual with the reports that made it. */
export function AwardActuals(props: {
  award: string
  targets: Target[]
  figures: AcceptedFigure[]
  /** What is wrong with each target, and what similar awards came to. */
  judged: { code: string; flaws: string[]; similar: string }[]
}) {
  const { award, targets, figures, judged } = props
  const actuals = combineAccepted(figures)
  const others = actuals.filter(({ code }) => !targets.some((target) => target.code === code))
  const from = (actual: AwardFigure) => (
    <Origins actual={actual} figures={figures.filter((row) => row.code === actual.code)} />
  )
  return (
    <Section id="actuals" title="Targets and actuals">
      {targets.length === 0 ? (
        <p>
          Targets: <NotInSources />
        </p>
      ) : (
        <DataTable id="targets" caption="Targets and accepted actuals" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Indicator</HeaderCell>
              <HeaderCell numeric>Target</HeaderCell>
              <HeaderCell numeric>Accepted to date</HeaderCell>
              <HeaderCell>Share of target</HeaderCell>
              <HeaderCell>From</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => {
              const actual = actuals.find(({ code }) => code === target.code)
              return (
                <tr key={target.code}>
                  <th scope="row" className="wrap">
                    <a href={paths.indicator(target.code)}>{target.name}</a>
                    <Judged judged={judged.find(({ code }) => code === target.code)} />
                  </th>
                  <td className="number">{formatFigure({ ...target, value: target.target })}</td>
                  <td className="number">
                    {actual ? formatFigure(actual) : <span className="absent">none yet</span>}
                  </td>
                  <td>{actual && <ShareOfTarget target={target} actual={actual} />}</td>
                  <td>
                    {actual && from(actual)}
                    {actual && (
                      <span className="sub cell-more">
                        <a href={paths.awardsCompared({ award, indicator: target.code })}>
                          How it went
                        </a>
                      </span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </DataTable>
      )}
      {targets.some(({ sourceUrl }) => sourceUrl) && (
        <p>
          <SourceLink
            url={targets.find(({ sourceUrl }) => sourceUrl)?.sourceUrl ?? null}
            title="Source of the targets"
          />
        </p>
      )}
      {actuals.length === 0 && (
        <p className="section__note">
          Actuals come from accepted reports only. No report of this award is accepted yet.
        </p>
      )}
      {others.length > 0 && (
        <details>
          <summary>
            {others.length === 1
              ? '1 more accepted figure'
              : `${others.length} more accepted figures`}
          </summary>
          <DataTable id="figures" caption="Other accepted figures" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Indicator</HeaderCell>
                <HeaderCell numeric>Accepted to date</HeaderCell>
                <HeaderCell>From</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {others.map((actual) => (
                <tr key={actual.code}>
                  <th scope="row" className="wrap">
                    <a href={paths.indicator(actual.code)}>{actual.name}</a>
                  </th>
                  <td className="number">
                    {formatFigure(actual)}
                    {actual.n && <span className="sub">of {formatNumber(actual.n)} people</span>}
                  </td>
                  <td>{from(actual)}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </details>
      )}
    </Section>
  )
}

function Judged(props: { judged: { flaws: string[]; similar: string } | undefined }) {
  const { flaws = [], similar = null } = props.judged ?? {}
  return (
    <>
      {flaws.map((flaw) => (
        <span key={flaw} className="sub">
          <StatusTag tone="bad">{flaw}</StatusTag>
        </span>
      ))}
      {similar && <span className="sub">{similar}</span>}
    </>
  )
}

/** Only people and money are a share of their target; a median or a rate stands beside it. */
function ShareOfTarget({ target, actual }: { target: Target; actual: AwardFigure }) {
  if (target.valueType !== 'count' && target.valueType !== 'usd') return null
  const share = shareOf(actual.value, target.target)
  return <ProgressBar share={Number(share.value ?? 0)}>{formatShare(share)}</ProgressBar>
}

/** The reports a figure is made of: links for those who may open them, else the period. */
function Origins(props: { actual: AwardFigure; figures: AcceptedFigure[] }) {
  const made = props.figures.filter(({ periodEnd }) => props.actual.from.includes(periodEnd))
  return (
    <>
      {made.length > 1 && `${made.length} periods: `}
      {made.map((figure, position) => (
        <Fragment key={figure.reportNumber}>
          {position > 0 && ', '}
          <Origin figure={figure} />
        </Fragment>
      ))}
    </>
  )
}

function Origin({ figure }: { figure: AcceptedFigure }) {
  const label = periodName(figure, figure.periodEnd)
  return (
    <span className="nowrap">
      {figure.isOpen ? (
        <a href={paths.reportValue(figure.reportNumber, figure.code)}>{label}</a>
      ) : (
        label
      )}
      {figure.isBeingCorrected && (
        <>
          {' '}
          <StatusTag tone="warn">being corrected</StatusTag>
        </>
      )}
    </span>
  )
}

/** 'Q3 2026' by the calendar of the rule it was opened by; the last day where it has none. */
function periodName({ reportCalendar, reportFrequency }: Calendar, periodEnd: string): string {
  if (!reportCalendar || !reportFrequency) return formatShortDate(periodEnd)
  return periodLabel(periodEnd, { calendarType: reportCalendar, frequency: reportFrequency })
}
