import { type FundLine, drawFunds, fundFrame } from '#app/domain/funds.ts'

/** How far the money of each program came, a bar for each step, all by one scale. One picture to assistive
 *  technology, with its meaning in a sentence; the table beside it holds the same. */
export function FundsChart(props: {
  id: string
  title: string
  meaning: string
  lines: readonly FundLine[]
}) {
  const { id, title, meaning } = props
  const { height, heads, rows } = drawFunds(props.lines)
  const { width } = fundFrame
  return (
    <figure className="funds">
      <figcaption>{meaning}</figcaption>
      <div className="table-region" role="region" aria-label={`${title}, drawn`} tabIndex={0}>
        <svg
          className="funds__drawing"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{meaning}</desc>
          {heads.map(({ step, label, x }) => (
            <text className="funds__head" key={step} x={x} y={18}>
              {label}
            </text>
          ))}
          {rows.map((row) => (
            <g key={row.key}>
              <line className="funds__rule" x1={0} x2={width} y1={row.y} y2={row.y} />
              <text x={0} y={row.y + 27}>
                {row.name}
              </text>
              {row.cells.map((cell) => (
                <g key={cell.step}>
                  {cell.width > 0 && (
                    <rect
                      className={`funds__bar funds__bar--${cell.step}`}
                      x={cell.x}
                      y={row.y + 9}
                      width={cell.width}
                      height={12}
                    />
                  )}
                  <text
                    className={cell.known ? 'funds__words' : 'funds__words funds__words--absent'}
                    x={cell.x}
                    y={row.y + (cell.width > 0 ? 36 : 27)}
                  >
                    {cell.words}
                  </text>
                </g>
              ))}
            </g>
          ))}
        </svg>
      </div>
    </figure>
  )
}
