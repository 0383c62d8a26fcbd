import type { ReactNode } from 'react'
import type { MilestoneState } from '#app/domain/study/milestones.ts'
import { type DrawnRow, type drawTimeline, frame } from '#app/domain/study/timeline.ts'

/** Milestones against time, drawn on the server. One picture to assistive technology, with its
 *  meaning in a sentence; the table beside it holds the same rows. */
export function Timeline(props: { title: string; drawing: ReturnType<typeof drawTimeline> }) {
  const { height, todayX, ticks, groups, meaning } = props.drawing
  return (
    <figure className="timeline">
      <figcaption>{meaning}</figcaption>
      <div className="table-region" role="region" aria-label={props.title} tabIndex={0}>
        <svg
          className="timeline__drawing"
          viewBox={`0 0 ${frame.width} ${height}`}
          role="img"
          aria-labelledby="timeline-title timeline-desc"
        >
          <title id="timeline-title">{props.title}</title>
          <desc id="timeline-desc">{meaning}</desc>
          {ticks.map(({ x, label }) => (
            <g key={label}>
              <line className="timeline__grid" x1={x} x2={x} y1={frame.head - 8} y2={height} />
              <text className="timeline__tick" x={x} y={frame.head - 14} textAnchor="middle">
                {label}
              </text>
            </g>
          ))}
          <line
            className="timeline__today"
            x1={todayX}
            x2={todayX}
            y1={frame.head - 8}
            y2={height}
          />
          <text className="timeline__today-label" x={todayX} y={12} textAnchor="middle">
            Today
          </text>
          {groups.map(({ key, label, labelY, rows }) => (
            <g key={key}>
              <text className="timeline__group" x={0} y={labelY}>
                {label}
              </text>
              {rows.map((row) => (
                <Row key={row.code} row={row} />
              ))}
            </g>
          ))}
        </svg>
      </div>
      <Legend />
    </figure>
  )
}

function Row({ row }: { row: DrawnRow }) {
  const { code, name, y, state, flag, endX, work, baselineX, slip, words } = row
  return (
    <g className={`timeline__row timeline__row--${flag}`} data-code={code}>
      <text className="timeline__label" x={0} y={y + 4.5}>
        <tspan className="timeline__code">{code}</tspan> {shortened(name)}
      </text>
      {work && work.width > 0 && (
        <rect
          className="timeline__work"
          x={work.x}
          y={y - 4}
          width={work.width}
          height={8}
          rx={2}
        />
      )}
      {slip && (
        <line className="timeline__slip" x1={slip.x} x2={slip.x + slip.width} y1={y} y2={y} />
      )}
      {baselineX !== null && (
        <line className="timeline__baseline" x1={baselineX} x2={baselineX} y1={y - 9} y2={y + 9} />
      )}
      {endX !== null && <Mark state={state} x={endX} y={y} />}
      <text className="timeline__words" x={frame.width} y={y + 4.5} textAnchor="end">
        {words}
      </text>
    </g>
  )
}

/** The state by shape: hollow, half, diamond, full, crossed out. */
function Mark({ state, x, y }: { state: MilestoneState; x: number; y: number }) {
  switch (state) {
    case 'planned':
      return <circle className="timeline__mark" cx={x} cy={y} r={5} />
    case 'in_progress':
      return (
        <>
          <circle className="timeline__mark" cx={x} cy={y} r={5} />
          <path className="timeline__mark-full" d={`M${x} ${y - 5}a5 5 0 0 0 0 10z`} />
        </>
      )
    case 'evidence_submitted':
      return <path className="timeline__mark-full" d={`M${x} ${y - 7}l7 7-7 7-7-7z`} />
    case 'accepted':
      return <circle className="timeline__mark-full" cx={x} cy={y} r={5} />
    case 'waived':
    case 'superseded':
      return <path className="timeline__mark" d={`M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`} />
  }
}

function Legend() {
  return (
    <ul className="timeline__legend">
      <Sign words="Planned">
        <Mark state="planned" x={10} y={10} />
      </Sign>
      <Sign words="In progress">
        <Mark state="in_progress" x={10} y={10} />
      </Sign>
      <Sign words="Evidence submitted">
        <Mark state="evidence_submitted" x={10} y={10} />
      </Sign>
      <Sign words="Accepted, on its actual date">
        <Mark state="accepted" x={10} y={10} />
      </Sign>
      <Sign words="Work up to the date">
        <rect className="timeline__work" x={1} y={6} width={18} height={8} rx={2} />
      </Sign>
      <Sign words="Baseline">
        <line className="timeline__baseline" x1={10} x2={10} y1={1} y2={19} />
      </Sign>
      <Sign words="Behind baseline">
        <line className="timeline__slip" x1={0} x2={20} y1={10} y2={10} />
      </Sign>
    </ul>
  )
}

function Sign({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        {children}
      </svg>
      {words}
    </li>
  )
}

function shortened(name: string): string {
  return name.length <= 44 ? name : `${name.slice(0, 42).trimEnd()}…`
}
