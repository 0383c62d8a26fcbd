import { type FootingLine, drawFootings, footingFrame } from '#app/domain/evidence/money.ts'

/** Dollars by what they stand on, a bar each. One picture to assistive technology, with its meaning in a
 *  sentence; the table beside it holds the same. */
export function FootingChart(props: {
  id: string
  title: string
  meaning: string
  lines: readonly FootingLine[]
}) {
  const { id, title, meaning } = props
  const { height, rows } = drawFootings(props.lines)
  const { width, names } = footingFrame
  return (
    <figure className="footings">
      <figcaption>{meaning}</figcaption>
      <div className="table-region" role="region" aria-label={`${title}, drawn`} tabIndex={0}>
        <svg
          className="footings__drawing"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{meaning}</desc>
          {rows.map((row) => (
            <g key={row.footing}>
              <text x={0} y={row.y + 5}>
                {row.label}
              </text>
              {row.width > 0 && (
                <rect
                  className={`footings__bar footings__bar--${row.footing}`}
                  x={names}
                  y={row.y - 9}
                  width={Math.max(row.width, 2)}
                  height={18}
                />
              )}
              <text className="footings__words" x={width} y={row.y + 5} textAnchor="end">
                {row.words}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </figure>
  )
}
