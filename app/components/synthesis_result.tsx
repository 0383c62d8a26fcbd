import { formatCount } from '#app/domain/count.ts'
import { poolMethodLabels } from '#app/domain/evidence/between_variance.ts'
import { isMoney, priceWords } from '#app/domain/evidence/finding.ts'
import { errorOriginLabels, type Scale } from '#app/domain/evidence/library.ts'
import { type Interval, type Pooled, intervalLabels } from '#app/domain/evidence/pool.ts'
import type { SynthesisAsk } from '#app/domain/evidence/synthesis.ts'
import type { LeftReason, ShownRow, ShownSynthesis } from '#app/domain/evidence/synthesis_shown.ts'
import { formatNumber } from '#app/domain/share.ts'
import * as paths from '#app/paths.ts'
import { KeyValues } from './figures.tsx'
import { rounded } from './finding_cells.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** What went in: one finding of each sample, with its error, where that comes from, and its weight. */
export function IncludedTable(props: { rows: ShownRow[]; scale: Scale }) {
  const { rows, scale } = props
  return (
    <DataTable id="included" caption="One finding of each sample">
      <thead>
        <tr>
          <HeaderCell>Finding</HeaderCell>
          <HeaderCell>Site and study</HeaderCell>
          <HeaderCell>Follow-up</HeaderCell>
          <HeaderCell numeric>Effect</HeaderCell>
          <HeaderCell numeric>Standard error</HeaderCell>
          <HeaderCell>The error is</HeaderCell>
          {isMoney(scale) && <HeaderCell>Published in</HeaderCell>}
          <HeaderCell numeric>Weight</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ finding, estimate, error, low, high, weight, factor }) => (
          <tr key={finding.code}>
            <FindingCells finding={finding} />
            <td className="number">
              {rounded(estimate, scale)}
              <span className="sub nowrap">
                {rounded(low, scale)} to {rounded(high, scale)}
              </span>
            </td>
            <td className="number">{plain(error.value, scale)}</td>
            <td className="wrap">{errorOriginLabels[error.origin]}</td>
            {isMoney(scale) && (
              <td className="wrap">
                {priceWords(finding.priceBasis, finding.priceYear)}
                {factor !== null && (
                  <span className="sub nowrap">
                    {rounded(Number(finding.impact), scale)} × {factor.toFixed(4)}
                  </span>
                )}
              </td>
            )}
            <td className="number">
              {weight === null ? 'not pooled' : `${(100 * weight).toFixed(1)}%`}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function FindingCells({ finding }: Pick<ShownRow, 'finding'>) {
  return (
    <>
      <th scope="row">
        <a href={paths.finding(finding.code)}>{finding.code}</a>
      </th>
      <td className="wrap">
        {finding.site}
        <span className="sub">{finding.study}</span>
      </td>
      <td className="nowrap">{finding.followUp}</td>
    </>
  )
}

export function findings(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'finding' : 'findings'}`
}

/** What fits the question and stays out, by its reason; each opens to its findings, and the file holds all. */
export function LeftOut({ left, csv }: { left: LeftReason[]; csv: string }) {
  const all = left.reduce((sum, { count }) => sum + count, 0)
  return left.map(({ rule, count, first }, at) => (
    <details key={rule} className="fold" open={all <= 5}>
      <summary>
        {rule} <span className="nowrap">{findings(count)}</span>
      </summary>
      <DataTable id={`left-${at}`} caption={rule} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Finding</HeaderCell>
            <HeaderCell>Site and study</HeaderCell>
            <HeaderCell>Follow-up</HeaderCell>
            {first.some(({ instead }) => instead) && <HeaderCell>Kept instead</HeaderCell>}
          </tr>
        </thead>
        <tbody>
          {first.map(({ finding, instead }) => (
            <tr key={finding.code}>
              <FindingCells finding={finding} />
              {instead && (
                <td>
                  <a href={paths.finding(instead)}>{instead}</a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
      {count > first.length && (
        <p className="section__note">
          The first {first.length} of {formatCount(count)}.{' '}
          <a href={csv}>The file holds them all</a>.
        </p>
      )}
    </details>
  ))
}

/** Every statistic by its name, with what it is of. */
export function Statistics(props: { pooled: Pooled; ask: SynthesisAsk }) {
  const { pooled, ask } = props
  const { heterogeneity: spread } = pooled
  const isWald = ask.interval === 'wald' || pooled.samples === 1
  const df = pooled.samples - 1
  const isEstimable = pooled.se > 0
  return (
    <KeyValues
      facts={[
        { label: 'Samples', value: String(pooled.samples) },
        { label: 'Pooled effect', value: rounded(pooled.estimate, ask.scale) },
        {
          label: 'Standard error',
          value: isEstimable ? plain(pooled.se, ask.scale) : 'not estimable: the effects are equal',
        },
        {
          label: '95 percent interval',
          value: isEstimable
            ? `${range(pooled.interval, ask.scale)}, by ${intervalLabels[isWald ? 'wald' : ask.interval]}`
            : 'not estimable',
        },
        {
          label: isWald ? 'z' : 't',
          value: isEstimable
            ? `${pooled.statistic.toFixed(3)}${isWald ? '' : ` on ${df} degrees of freedom`}, p ${pWords(pooled.p)}`
            : 'not estimable',
        },
        {
          label: 'Range for the next site',
          value: pooled.rangeForNextSite
            ? `${range(pooled.rangeForNextSite, ask.scale)} (Higgins–Thompson–Spiegelhalter, t on ${pooled.samples - 2} degrees of freedom)`
            : `not defined ${ask.method === 'fixed' ? 'where effects are supposed equal' : 'below three samples'}`,
        },
        {
          label: 'Prediction interval',
          value: pooled.prediction
            ? `${range(pooled.prediction, ask.scale)} (by the quantile of the interval above, ${isWald ? 'z' : `t on ${df}`})`
            : 'not defined',
        },
        ...(spread ? spreadFacts(spread, ask) : []),
      ]}
    />
  )
}

function spreadFacts(spread: NonNullable<Pooled['heterogeneity']>, ask: SynthesisAsk) {
  const { tau2, tau, tau2Se, tau2Interval } = spread
  const isFixed = ask.method === 'fixed'
  return [
    {
      label: 'τ, spread of true effects',
      value: isFixed ? 'supposed to be none' : plain(tau, ask.scale),
    },
    {
      label: 'τ²',
      value: isFixed
        ? 'supposed to be 0'
        : `${big(tau2)}${tau2Se === null ? '' : `, standard error ${big(tau2Se)}`}`,
    },
    {
      label: 'τ² by Q-profile',
      value: tau2Interval
        ? `${big(tau2Interval.low)} to ${big(tau2Interval.high)}, 95 percent`
        : 'not defined',
    },
    {
      label: 'I²',
      value: `${spread.i2.toFixed(1)}%${isFixed ? ', from Q' : `, from τ²; ${spread.i2FromQ.toFixed(1)}% from Q`}`,
    },
    { label: 'H²', value: Math.max(1, spread.h2).toFixed(2) },
    {
      label: 'Q',
      value: `${spread.q.toFixed(2)} on ${spread.df} degrees of freedom, p ${pWords(spread.p)}`,
    },
  ]
}

/** The same samples by every method, so that nobody has to trust the one that was chosen. */
export function MethodTable(props: { byMethod: ShownSynthesis['byMethod']; scale: Scale }) {
  const { byMethod, scale } = props
  const interval = (pooled: Pooled) =>
    pooled.se > 0 ? range(pooled.interval, scale) : 'not estimable'
  return (
    <DataTable id="methods" caption="By every method" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Method</HeaderCell>
          <HeaderCell numeric>Effect</HeaderCell>
          <HeaderCell numeric>τ</HeaderCell>
          <HeaderCell numeric>Wald interval</HeaderCell>
          <HeaderCell numeric>Hartung–Knapp interval</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {byMethod.map(({ method, wald, knapp }) => (
          <tr key={method}>
            <th scope="row">{poolMethodLabels[method]}</th>
            <td className="number">{rounded(wald.estimate, scale)}</td>
            <td className="number">{plain(wald.heterogeneity?.tau ?? 0, scale)}</td>
            <td className="number">{interval(wald)}</td>
            <td className="number">{interval(knapp)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

export function range({ low, high }: Interval, scale: Scale): string {
  return `${rounded(low, scale)} to ${rounded(high, scale)}`
}

/** A size without a sign, in the terms of its scale. */
function plain(value: number, scale: Scale): string {
  return isMoney(scale) ? `$${formatNumber(value.toFixed(0))}` : value.toFixed(2)
}

function big(value: number): string {
  if (value === 0) return '0'
  return value >= 1000 ? formatNumber(value.toFixed(0)) : value.toPrecision(4)
}

export function pWords(p: number): string {
  return p < 0.001 ? 'below 0.001' : `= ${p.toFixed(3)}`
}
