import { clockFrame, drawClocks, type ClockLine } from '#app/domain/report/clock_list.ts'

/** Working days by step: a bar to the median, a whisker to nine reports of ten. One picture to assistive
 *  technology, with its meaning in a sentence; the table beside it holds the same. */
export function ClockChart(props: {
  id: string
  title: string
  meaning: string
  lines: readonly ClockLine[]
}) {
  const { id, title, meaning } = props
  const { height, ticks, rows } = drawClocks(props.lines)
  return (
    <figure className="clocks">
      <figcaption>{meaning}</figcaption>
      <div className="table-region" role="region" aria-label={`${title}, drawn`} tabIndex={0}>
        <svg
          className="clocks__drawing"
          viewBox={`0 0 ${clockFrame.width} ${height}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{meaning}</desc>
          {ticks.map(({ days, x }) => (
            <g key={days}>
              <line className="clocks__grid" x1={x} x2={x} y1={clockFrame.head - 6} y2={height} />
              <text className="clocks__tick" x={x} y={clockFrame.head - 11} textAnchor="middle">
                {days}
              </text>
            </g>
          ))}
          {rows.map(({ measure, label, y, bar, whisker, words }) => (
            <g key={measure}>
              <text x={0} y={y + 4.5}>
                {label}
              </text>
              {bar && (
                <rect
                  className={`clocks__bar clocks__bar--${measure}`}
                  x={bar.x}
                  y={y - 7}
                  width={Math.max(bar.width, 2)}
                  height={14}
                />
              )}
              {whisker && (
                <path
                  className="clocks__whisker"
                  d={`M${whisker.from} ${y}H${whisker.to}M${whisker.to} ${y - 6}v12`}
                />
              )}
              <text className="clocks__words" x={clockFrame.width} y={y + 4.5} textAnchor="end">
                {words}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p className="fine-print">
        Working days. The bar ends at the median, the line at nine reports of ten; both stand at the
        right.
      </p>
    </figure>
  )
}
