import {
  type Closeness,
  type FrameworkPlace,
  closenessLabels,
  frameworkKindLabels,
  frameworkPlaceLabels,
} from '#app/domain/evidence/framework.ts'
import * as paths from '#app/paths.ts'
import type { FrameworkIndicator, FrameworkMatch } from '#db/evidence/framework.ts'
import { streamShort } from './crosswalk_table.tsx'
import { SourceLink } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

/** What the reader may follow: definitions when signed in, figures of streams when reading the portfolio. */
export interface FrameworkReader {
  isSignedIn: boolean
  readsPortfolio: boolean
}

/** The indicators of a question of the framework, and what of ours comes close to each. */
export function FrameworkTable(props: {
  question: number
  indicators: readonly FrameworkIndicator[]
  reader: FrameworkReader
}) {
  const id = `framework-${props.question}`
  return (
    <DataTable id={id} caption={`Indicators of question ${props.question}`} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Their indicator</HeaderCell>
          <HeaderCell>Ours: how close, and where it is on screen</HeaderCell>
          <HeaderCell>What studies found</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.indicators.map((indicator) => (
          <tr key={indicator.number}>
            <th scope="row" className="wrap">
              {indicator.name}
              <span className="sub">{indicator.measures}</span>
              <span className="sub">
                {frameworkKindLabels[indicator.kind]}
                {indicator.sectorTraining && ', named for sector-oriented training'}
              </span>
              <span className="sub">
                <SourceLink url={indicator.sourceUrl} title={indicator.sourceTitle} />
              </span>
            </th>
            <td className="wrap">
              <ul className="plain-list">
                {indicator.matches.map((match) => (
                  <li key={match.indicator ?? match.place}>
                    <ClosenessTag closeness={match.closeness} />{' '}
                    <Ours match={match} reader={props.reader} />
                    <span className="sub">{match.reason}</span>
                  </li>
                ))}
              </ul>
            </td>
            <td className="wrap">
              {indicator.outcome && indicator.effects > 0 ? (
                <a href={paths.findings({ outcome: indicator.outcome, kind: 'effect' })}>
                  {indicator.effects} {indicator.effects === 1 ? 'effect' : 'effects'} on{' '}
                  {indicator.outcome}
                </a>
              ) : (
                <span className="absent">no effect in the library</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** What of ours was held against an indicator; nothing where nothing is near. */
function Ours({ match, reader }: { match: FrameworkMatch; reader: FrameworkReader }) {
  const nearest = match.closeness === 'none' && '· nearest: '
  if (match.indicator && match.name && match.stream) {
    return (
      <>
        {nearest}
        {reader.isSignedIn ? (
          <a href={paths.indicator(match.indicator)}>{match.name}</a>
        ) : (
          match.name
        )}
        <span className="sub">
          {reader.readsPortfolio ? (
            <a href={paths.streamTrend(match.stream, { indicator: match.indicator })}>
              {streamShort(match.stream)}, period by period
            </a>
          ) : (
            `in reports of ${streamShort(match.stream)}`
          )}
        </span>
      </>
    )
  }
  if (!match.place) return null
  const label = frameworkPlaceLabels[match.place]
  const isOpen = match.place !== 'coverage' || reader.readsPortfolio
  return (
    <>
      {nearest}
      {isOpen ? <a href={frameworkPlaceHref[match.place]}>{label}</a> : label}
    </>
  )
}

export const frameworkPlaceHref = {
  components: paths.models(),
  coverage: paths.coverage(),
  findings: paths.findings({ kind: 'effect' }),
  ladders: paths.ladders(),
  public_value: paths.publicValue(),
} satisfies Record<FrameworkPlace, string>

export function ClosenessTag({ closeness }: { closeness: Closeness }) {
  return <StatusTag tone={tones[closeness]}>{closenessLabels[closeness]}</StatusTag>
}

const tones: Record<Closeness, TagTone> = { same: 'good', close: 'action', none: 'plain' }

/** Where one of our indicators stands in the framework. */
export function FrameworkOf(props: {
  defined: { number: number; name: string }[]
  judged: { number: number; name: string; closeness: Closeness; reason: string }[]
}) {
  const { defined, judged } = props
  if (defined.length + judged.length === 0) {
    return (
      <p>
        It was not held against an indicator of the framework.{' '}
        <a href={paths.framework()}>The framework beside ours</a>
      </p>
    )
  }
  return (
    <ul className="plain-list">
      {defined.map(({ number, name }) => (
        <li key={number}>
          It is the framework’s own: <a href={paths.framework({ q: name })}>{name}</a>
        </li>
      ))}
      {judged.map(({ number, name, closeness, reason }) => (
        <li key={number}>
          <ClosenessTag closeness={closeness} /> <a href={paths.framework({ q: name })}>{name}</a>
          <span className="sub">{reason}</span>
        </li>
      ))}
    </ul>
  )
}
