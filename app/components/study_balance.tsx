import { formatNumber } from '#app/domain/share.ts'
import { type AttritionBound, attritionOf, boundary } from '#app/domain/study/attrition.ts'
import { balanceLabels } from '#app/domain/study/balance.ts'
import {
  type Characteristic,
  type OmnibusTest,
  omnibusP,
  weighCharacteristic,
} from '#app/domain/study/balance_table.ts'
import { Alert } from './notices.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

/** How unlike the arms are, characteristic by characteristic, with what that asks of the analysis. */
export function BalanceTable({ id, rows }: { id: string; rows: readonly Characteristic[] }) {
  return (
    <DataTable id={id} caption="Characteristics before assignment, by arm" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Characteristic</HeaderCell>
          <HeaderCell numeric>Program arm</HeaderCell>
          <HeaderCell numeric>Control arm</HeaderCell>
          <HeaderCell numeric>Difference (SD)</HeaderCell>
          <HeaderCell>What it asks</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { difference, category, reason, holds } = weighCharacteristic(row)
          return (
            <tr key={row.name}>
              <th scope="row" className="wrap">
                {row.name}
                {row.adjusted && <span className="sub">in the impact model</span>}
              </th>
              <td className="number">
                <Arm kind={row.kind} arm={row.program} />
              </td>
              <td className="number">
                <Arm kind={row.kind} arm={row.control} />
              </td>
              <td className="number">
                {difference === null ? '–' : signed(difference)}
                <span className="sub">{row.kind === 'measured' ? 'Hedges g' : 'Cox index'}</span>
              </td>
              <td className="wrap">
                {category === null ? (
                  reason
                ) : (
                  <>
                    <StatusTag
                      tone={holds ? 'good' : category === 'not_satisfied' ? 'bad' : 'warn'}
                    >
                      {balanceLabels[category]}
                    </StatusTag>
                    {category === 'satisfied_with_adjustment' && !row.adjusted && (
                      <span className="sub">it is not in the impact model yet</span>
                    )}
                  </>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}

function Arm({ kind, arm }: { kind: Characteristic['kind']; arm: Characteristic['program'] }) {
  return kind === 'measured' ? (
    <>
      {formatNumber(String(arm.value))}
      <span className="sub">
        SD {formatNumber(String(arm.sd ?? 0))}, {formatNumber(String(arm.n))} people
      </span>
    </>
  ) : (
    <>
      {((100 * arm.value) / arm.n).toFixed(1)}%
      <span className="sub">
        {formatNumber(String(arm.value))} of {formatNumber(String(arm.n))}
      </span>
    </>
  )
}

/** All characteristics at once, in a sentence. */
export function Omnibus({ omnibus }: { omnibus: OmnibusTest | null }) {
  if (!omnibus) {
    return (
      <p className="section__note">
        No omnibus test is entered. It regresses assignment on all characteristics at once, from
        people’s records, which never come here.
      </p>
    )
  }
  const p = omnibusP(omnibus)
  return (
    <p>
      All characteristics at once: F({omnibus.df1}, {omnibus.df2}) = {omnibus.f.toFixed(2)}, p ={' '}
      {p < 0.001 ? 'below 0.001' : p.toFixed(3)}.{' '}
      {p < 0.05
        ? 'Chance alone seldom makes arms so different: check the assignment.'
        : 'As different as chance makes arms.'}
    </p>
  )
}

export function balanceMeaning(rows: readonly Characteristic[]): string {
  const weighed = rows.map(weighCharacteristic)
  const count = (category: string) => weighed.filter((one) => one.category === category).length
  const open = weighed.filter(
    (one) => one.category === 'satisfied_with_adjustment' && !one.holds,
  ).length
  const bad = count('not_satisfied')
  return [
    `${count('satisfied')} of ${rows.length} characteristics are alike within 0.05 standard deviations, ${count('satisfied_with_adjustment')} within 0.25.`,
    open > 0
      ? `${open} of these still ${open === 1 ? 'has' : 'have'} to go into the impact model.`
      : '',
    bad > 0
      ? `${bad} ${bad === 1 ? 'is' : 'are'} too different: no adjustment makes up for that.`
      : '',
  ]
    .filter(Boolean)
    .join(' ')
}

interface Counted {
  bound: AttritionBound
  randomizedProgram: number
  randomizedControl: number
  analyzedProgram: number
  analyzedControl: number
}

/** Attrition of one outcome from one source against the boundary, under both bounds. */
export function AttritionLine({ counted }: { counted: Counted }) {
  const result = weighAttrition(counted)
  const tag = (bound: AttritionBound) => (
    <StatusTag tone={result[bound] === 'low' ? 'good' : 'bad'}>
      {result[bound] === 'low' ? 'Low' : 'High'}
    </StatusTag>
  )
  const most = boundary[counted.bound][result.row]
  return (
    <>
      <td className="number">
        {percent(result.overall)}
        <span className="sub">
          {formatNumber(String(counted.analyzedProgram + counted.analyzedControl))} of{' '}
          {formatNumber(String(counted.randomizedProgram + counted.randomizedControl))} analyzed
        </span>
      </td>
      <td className="number">
        {(100 * result.differential).toFixed(1)} points
        <span className="sub">
          program {percent(result.program)}, control {percent(result.control)}
        </span>
      </td>
      <td>
        {tag(counted.bound)}
        <span className="sub">
          {counted.bound} bound: {most === undefined ? 'none is allowed' : `${most} points allowed`}{' '}
          at {result.row}%
        </span>
      </td>
      <td>
        {tag(counted.bound === 'cautious' ? 'optimistic' : 'cautious')}
        <span className="sub">
          {counted.bound === 'cautious' ? 'optimistic' : 'cautious'} bound, for comparison
        </span>
      </td>
    </>
  )
}

function weighAttrition(counted: Counted) {
  return attritionOf([
    {
      randomized: { program: counted.randomizedProgram, control: counted.randomizedControl },
      analyzed: { program: counted.analyzedProgram, control: counted.analyzedControl },
    },
  ])
}

/** In the place of figures, for whoever reads arms only after the lock. */
export function BehindTheLock() {
  return (
    <Alert tone="info" title="It opens with the database lock">
      Until the study’s lead locks the database, only the study’s team reads anything by arm. That
      keeps the trial blind to its own results.
    </Alert>
  )
}

export function LookKept() {
  return (
    <p className="section__note">
      This look is kept in the study’s history, as every look at arms is.
    </p>
  )
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
