import { formatShortDate } from '#app/domain/calendar.ts'
import { type AwardFigure, formatFigure } from '#app/domain/report/accepted.ts'
import { type TrendLine, drawTrend, trendFrame } from '#app/domain/trend.ts'
import { DataTable, HeaderCell } from './tables.tsx'

/** How an indicator went, a line each with its target dashed: a picture with its meaning in a sentence, and
 *  below it a table of the same. */
export function Trend(props: {
  id: string
  title: string
  meaning: string
  valueType: AwardFigure['valueType']
  lines: readonly TrendLine[]
}) {
  const { id, title, meaning, valueType, lines } = props
  const drawn = drawTrend(lines)
  if (!drawn) return null
  const { width, height, left, right, bottom } = trendFrame
  const shown = (value: string) => formatFigure({ valueType, value })
  const days = [
    ...new Set(lines.flatMap(({ points }) => points.map((one) => one.periodEnd))),
  ].sort()
  const isDescribed = lines.some(({ target }) => target !== null)
  return (
    <>
      <figure className="trend">
        <figcaption>{meaning}</figcaption>
        <div className="table-region" role="region" aria-label={`${title}, drawn`} tabIndex={0}>
          <svg
            className="trend__drawing"
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-labelledby={`${id}-title ${id}-desc`}
          >
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-desc`}>{meaning}</desc>
            {drawn.ticks.map(({ y, value }) => (
              <g key={value}>
                <line className="trend__grid" x1={left} x2={width - right} y1={y} y2={y} />
                <text className="trend__tick" x={left - 8} y={y + 5} textAnchor="end">
                  {shown(value)}
                </text>
              </g>
            ))}
            {drawn.days.map(({ x, day }) => (
              <text
                key={day}
                className="trend__tick"
                x={x}
                y={height - bottom + 22}
                textAnchor="middle"
              >
                {formatShortDate(day)}
              </text>
            ))}
            {drawn.lines.map((line, index) => (
              <g key={line.name} className={`trend__line trend__line--${index + 1}`}>
                {line.targetY !== null && (
                  <line
                    className="trend__target"
                    x1={left}
                    x2={width - right}
                    y1={line.targetY}
                    y2={line.targetY}
                  />
                )}
                <path d={line.path} />
                {line.dots.map(({ x, y }) => (
                  <circle key={x} cx={x} cy={y} r={3.5} />
                ))}
                <text x={line.label.x} y={line.label.y + 5}>
                  {line.name}
                </text>
              </g>
            ))}
          </svg>
        </div>
        {isDescribed && <p className="fine-print">A dashed line is a target.</p>}
      </figure>
      <DataTable id={`${id}-table`} caption={`${title}, period by period`} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Period to</HeaderCell>
            {lines.map(({ name }) => (
              <HeaderCell key={name} numeric>
                {name}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day}>
              <th scope="row">{formatShortDate(day)}</th>
              {lines.map(({ name, points }) => {
                const point = points.find(({ periodEnd }) => periodEnd === day)
                return (
                  <td key={name} className="number">
                    {point ? shown(point.value) : <span className="absent">none</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Target</th>
            {lines.map(({ name, target }) => (
              <td key={name} className="number">
                {target === null ? <span className="absent">none</span> : shown(target)}
              </td>
            ))}
          </tr>
        </tfoot>
      </DataTable>
    </>
  )
}
