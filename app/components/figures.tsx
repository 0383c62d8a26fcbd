import type { ReactNode } from 'react'

/** A row of headline numbers, each with the line that says where it comes from and as of when. */
export function KeyFigures({
  figures,
}: {
  figures: { label: ReactNode; value: ReactNode; note?: ReactNode; href?: string }[]
}) {
  return (
    <dl className="key-figures">
      {figures.map((figure, position) => (
        <div className="key-figure" key={position}>
          <dt>{figure.label}</dt>
          <dd className="key-figure__value">
            {figure.href ? <a href={figure.href}>{figure.value}</a> : figure.value}
          </dd>
          {figure.note && <dd className="key-figure__note">{figure.note}</dd>}
        </div>
      ))}
    </dl>
  )
}

/** Facts about one record: name and value, a line each. */
export function KeyValues({ facts }: { facts: { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="key-values">
      {facts.map((fact, position) => (
        <div key={position}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/**
 * How far along, with its numerator and denominator in words. `share` is 0 to 1 and may pass 1; the
 * bar stops at its end, the words do not.
 */
export function ProgressBar({ share, children }: { share: number; children: ReactNode }) {
  const width = Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10
  return (
    <div className="progress">
      <svg className="progress__bar" width="100%" height="8" aria-hidden="true">
        <rect className="progress__track" width="100%" height="8" rx="4" />
        {width > 0 && <rect className="progress__fill" width={`${width}%`} height="8" rx="4" />}
      </svg>
      <span className="progress__text">{children}</span>
    </div>
  )
}
