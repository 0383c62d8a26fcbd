import { type Axis, axisOver, shareOn } from '#app/domain/evidence/forest.ts'
import type { Scale } from '#app/domain/evidence/library.ts'
import { rounded } from './finding_cells.tsx'

export interface ForestRow {
  key: string
  label: string
  estimate: number
  low: number
  high: number
  /** 0 to 1; the square's size. */
  weight: number | null
}

interface Bounds {
  low: number
  high: number
}

const layout = { width: 760, labels: 250, plot: 330, row: 30, top: 34, bottom: 34 }

/**
 * Effects with their intervals, one line each, and the pooled effect as a diamond below them; the thin line
 * through it is where another site would fall. Drawn whole on the server; the table beside it says the same.
 */
export function ForestPlot(props: {
  id: string
  title: string
  sentence: string
  scale: Scale
  rows: ForestRow[]
  pooled: { estimate: number; interval: Bounds; range: Bounds | null } | null
}) {
  const { id, rows, pooled, scale } = props
  const axis = axisOver([
    ...rows.flatMap(({ low, high }) => [low, high]),
    ...(pooled ? [pooled.interval.low, pooled.interval.high] : []),
    ...(pooled?.range ? [pooled.range.low, pooled.range.high] : []),
  ])
  const x = (value: number) => layout.labels + shareOn(axis, value) * layout.plot
  const lines = rows.length + (pooled ? 1 : 0)
  const bottom = layout.top + lines * layout.row
  const middle = (line: number) => layout.top + (line + 0.5) * layout.row
  return (
    <div className="forest" role="region" aria-label={props.title} tabIndex={0}>
      <svg
        viewBox={`0 0 ${layout.width} ${bottom + layout.bottom}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-sentence`}
      >
        <title id={`${id}-title`}>{props.title}</title>
        <desc id={`${id}-sentence`}>{props.sentence}</desc>
        <AxisLines axis={axis} x={x} bottom={bottom} scale={scale} />
        <text className="forest__head" x={0} y={18}>
          Sample
        </text>
        <text className="forest__head" x={layout.width} y={18} textAnchor="end">
          Effect (95 percent interval)
        </text>
        {rows.map((row, line) => (
          <g key={row.key}>
            <text x={0} y={middle(line) + 4}>
              {shortened(row.label)}
            </text>
            <line
              className="forest__line"
              x1={x(row.low)}
              x2={x(row.high)}
              y1={middle(line)}
              y2={middle(line)}
            />
            <Square at={x(row.estimate)} middle={middle(line)} weight={row.weight} />
            <Numbers y={middle(line)} scale={scale} value={row.estimate} bounds={row} />
          </g>
        ))}
        {pooled && (
          <g>
            <text className="forest__head" x={0} y={middle(rows.length) + 4}>
              Pooled
            </text>
            {pooled.range && (
              <line
                className="forest__range"
                x1={x(pooled.range.low)}
                x2={x(pooled.range.high)}
                y1={middle(rows.length)}
                y2={middle(rows.length)}
              />
            )}
            <path
              className="forest__diamond"
              d={diamond(
                x(pooled.interval.low),
                x(pooled.estimate),
                x(pooled.interval.high),
                middle(rows.length),
              )}
            />
            <Numbers
              y={middle(rows.length)}
              scale={scale}
              value={pooled.estimate}
              bounds={pooled.interval}
            />
          </g>
        )}
      </svg>
    </div>
  )
}

function AxisLines(props: {
  axis: Axis
  x: (value: number) => number
  bottom: number
  scale: Scale
}) {
  const { axis, x, bottom, scale } = props
  return (
    <>
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'forest__none' : 'forest__tick'}
            x1={x(tick)}
            x2={x(tick)}
            y1={layout.top - 6}
            y2={bottom + 6}
          />
          <text className="forest__axis" x={x(tick)} y={bottom + 22} textAnchor="middle">
            {rounded(tick, scale)}
          </text>
        </g>
      ))}
    </>
  )
}

function Square(props: { at: number; middle: number; weight: number | null }) {
  const side = 6 + 10 * Math.sqrt(props.weight ?? 0)
  return (
    <rect
      className="forest__square"
      x={props.at - side / 2}
      y={props.middle - side / 2}
      width={side}
      height={side}
    />
  )
}

function Numbers(props: { y: number; scale: Scale; value: number; bounds: Bounds }) {
  const { y, scale, value, bounds } = props
  return (
    <text className="forest__number" x={layout.width} y={y + 4} textAnchor="end">
      {rounded(value, scale)} ({rounded(bounds.low, scale)} to {rounded(bounds.high, scale)})
    </text>
  )
}

function diamond(low: number, middle: number, high: number, y: number): string {
  return `M${low} ${y}L${middle} ${y - 8}L${high} ${y}L${middle} ${y + 8}Z`
}

function shortened(label: string): string {
  return label.length > 36 ? `${label.slice(0, 35)}…` : label
}
