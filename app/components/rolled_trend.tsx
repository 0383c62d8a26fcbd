import { formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatFigure } from '#app/domain/report/accepted.ts'
import {
  type RolledPoint,
  type TrendIndicator,
  drawRolledTrend,
  formatPoint,
  trendMeaning,
} from '#app/domain/rolled_trend.ts'
import { trendFrame } from '#app/domain/trend.ts'
import * as paths from '#app/paths.ts'
import { ButtonLink } from './buttons.tsx'
import { FilterPanel, FilterSelect } from './filters.tsx'
import { Select } from './fields.tsx'
import { EmptyState } from './notices.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

/** How an indicator went over many awards, chosen by the address: real and sample apart, each a picture with its
 *  meaning and a table of the same. */
export function RolledTrends(props: {
  action: string
  csvHref: string
  indicators: readonly TrendIndicator[]
  indicator: TrendIndicator | null
  sources: readonly RolledPoint[]
  sample: readonly RolledPoint[]
  programs?: { choices: readonly { code: string; name: string }[]; chosen: string | null }
  note?: string
}) {
  const { action, csvHref, indicators, indicator, sources, sample, programs, note } = props
  return (
    <Section
      id="trend"
      title="How it went"
      aside={
        indicator && (
          <ButtonLink look="outline" href={csvHref}>
            Export as CSV
          </ButtonLink>
        )
      }
    >
      {(indicators.length > 0 || programs?.chosen) && (
        <FilterPanel
          action={`${action}#trend`}
          label="Choose what to follow"
          active={programs?.chosen ? 1 : 0}
          search={
            <Select
              name="indicator"
              label="Indicator"
              choices={indicators.map(({ code, name }) => ({ value: code, label: name }))}
              defaultValue={indicator?.code}
            />
          }
        >
          {programs && (
            <FilterSelect
              name="program"
              label="Program"
              all="All programs"
              choices={programs.choices}
              chosen={programs.chosen}
            />
          )}
        </FilterPanel>
      )}
      {indicator ? (
        <>
          <h3>From sources</h3>
          {sources.length > 0 ? (
            <RolledTrend id="trend-sources" indicator={indicator} points={sources} />
          ) : (
            <p>
              None: no real award has an accepted report with “
              <a href={paths.indicator(indicator.code)}>{indicator.name}</a>” here.
            </p>
          )}
          {sample.length > 0 && (
            <>
              <h3>
                <SampleBadge />
              </h3>
              <RolledTrend id="trend-sample" indicator={indicator} points={sample} />
            </>
          )}
          <p className="fine-print">
            Accepted reports only. {readings(indicator)} Medians and balances cannot be added up
            over awards and are not drawn. {note}
          </p>
        </>
      ) : (
        <EmptyState title="No accepted figure yet">
          A trend stands here once a report with a count, an amount or a rate is accepted.
        </EmptyState>
      )}
    </Section>
  )
}

function readings({ valueType, cumulation }: TrendIndicator): string {
  if (valueType !== 'rate') {
    return 'Each period adds what was accepted for it; an award that did not report stays with what it had.'
  }
  return cumulation === 'period'
    ? 'Each rate is made from all numerators and denominators of its own period.'
    : 'Each rate is made from all numerators and denominators from the first period on.'
}

function RolledTrend(props: {
  id: string
  indicator: TrendIndicator
  points: readonly RolledPoint[]
}) {
  const { id, indicator, points } = props
  const meaning = trendMeaning(points, indicator)
  return (
    <>
      <figure className="trend">
        <figcaption>{meaning}</figcaption>
        <Drawing {...props} meaning={meaning} />
      </figure>
      <PointTable id={`${id}-table`} indicator={indicator} points={points} />
    </>
  )
}

function Drawing(props: {
  id: string
  indicator: TrendIndicator
  points: readonly RolledPoint[]
  meaning: string
}) {
  const { id, indicator, points, meaning } = props
  const { name, valueType } = indicator
  const drawn = drawRolledTrend(points)
  if (!drawn) return null
  const { width, height, left, right, bottom } = trendFrame
  const last = drawn.dots.at(-1)
  const end = points.findLast(({ value }) => value !== null)
  return (
    <>
      <div className="table-region" role="region" aria-label={`${name}, drawn`} tabIndex={0}>
        <svg
          className="trend__drawing"
          viewBox={`0 0 ${width} ${height + 20}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{name}</title>
          <desc id={`${id}-desc`}>{meaning}</desc>
          {drawn.ticks.map(({ y, value }) => (
            <g key={value}>
              <line className="trend__grid" x1={left} x2={width - right} y1={y} y2={y} />
              <text className="trend__tick" x={left - 8} y={y + 5} textAnchor="end">
                {formatFigure({ valueType, value })}
              </text>
            </g>
          ))}
          {drawn.days.map(({ x, day, reported }) => (
            <text key={day} className="trend__tick" y={height - bottom + 22} textAnchor="middle">
              <tspan x={x}>{formatShortDate(day)}</tspan>
              <tspan x={x} dy={18}>
                {formatCount(reported)} {reported === 1 ? 'award' : 'awards'}
              </tspan>
            </text>
          ))}
          <g className="trend__line trend__line--1">
            {drawn.targetPath && <path className="trend__target" d={drawn.targetPath} />}
            {drawn.intervals.map(({ x, low, high }) => (
              <line key={x} className="trend__interval" x1={x} x2={x} y1={low} y2={high} />
            ))}
            <path d={drawn.path} />
            {drawn.dots.map(({ x, y }) => (
              <circle key={x} cx={x} cy={y} r={3.5} />
            ))}
            {last && end?.value && (
              <text x={width - right + 12} y={last.y + 5}>
                {formatFigure({ valueType, value: end.value })}
              </text>
            )}
          </g>
        </svg>
      </div>
      {(drawn.targetPath || drawn.intervals.length > 0) && (
        <p className="fine-print">
          {drawn.targetPath && 'The dashed line is the target of the awards that have reported. '}
          {drawn.intervals.length > 0 &&
            'Upright lines are 95% intervals (Wilson): how far a share of so many people could stray by chance alone.'}
        </p>
      )}
    </>
  )
}

function PointTable(props: {
  id: string
  indicator: TrendIndicator
  points: readonly RolledPoint[]
}) {
  const { id, indicator, points } = props
  const { name, valueType } = indicator
  const shown = (value: string) => formatFigure({ valueType, value })
  const absent = <span className="absent">none</span>
  const hasIntervals = points.some(({ interval }) => interval !== null)
  return (
    <DataTable id={id} caption={`${name}, period by period`} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Period to</HeaderCell>
          <HeaderCell numeric>Accepted</HeaderCell>
          {hasIntervals && <HeaderCell numeric>95% interval</HeaderCell>}
          <HeaderCell numeric>Target</HeaderCell>
          <HeaderCell numeric>Awards that reported</HeaderCell>
          <HeaderCell numeric>Have reported so far</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.periodEnd}>
            <th scope="row">{formatShortDate(point.periodEnd)}</th>
            <td className="number">{formatPoint(point, valueType)}</td>
            {hasIntervals && (
              <td className="number">
                {point.interval
                  ? `${shown(point.interval.low)} to ${shown(point.interval.high)}`
                  : absent}
              </td>
            )}
            <td className="number">{point.target === null ? absent : shown(point.target)}</td>
            <td className="number">{formatCount(point.reported)}</td>
            <td className="number">{formatCount(point.joined)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
