import type { ReactNode } from 'react'
import { formatCount } from '#app/domain/count.ts'
import {
  type Judged,
  formatImpact,
  formatLevel,
  intervalOf,
  isMoney,
  isSignificant,
  priceWords,
} from '#app/domain/evidence/finding.ts'
import {
  type ClearLevel,
  type Scale,
  clearLevelLabels,
  scaleLabels,
} from '#app/domain/evidence/library.ts'
import type { PriceBasis } from '#app/domain/evidence/pool_rules.ts'
import * as paths from '#app/paths.ts'
import type { ListedFinding } from '#db/evidence/findings.ts'
import { NotInSources } from './sources.tsx'
import { DataTable, HeaderCell, type SortLink } from './tables.tsx'
import { StatusTag } from './tags.tsx'
import { type FindingSort, findingColumnLabels } from '#app/domain/evidence/finding_list.ts'

/** Findings as rows; with `sortLink` its headers put them in another order. `extra` adds a last column. */
export function FindingTable(props: {
  id: string
  caption: ReactNode
  captionHidden?: boolean
  findings: ListedFinding[]
  sortLink?: (column: FindingSort) => SortLink
  extra?: { label: string; cell: (finding: ListedFinding) => ReactNode }
}) {
  const { sortLink, extra } = props
  const header = (column: FindingSort, numeric = false) => (
    <HeaderCell numeric={numeric} {...(sortLink && { sort: sortLink(column) })}>
      {findingColumnLabels[column]}
    </HeaderCell>
  )
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden={props.captionHidden ?? false}>
      <thead>
        <tr>
          {header('code')}
          {header('model')}
          {header('outcome')}
          {header('follow_up')}
          {header('impact', true)}
          {header('people', true)}
          {header('study')}
          {header('clear')}
          {extra && <HeaderCell>{extra.label}</HeaderCell>}
        </tr>
      </thead>
      <tbody>
        {props.findings.map((finding) => (
          <tr key={finding.code}>
            <th scope="row">
              <a href={paths.finding(finding.code)}>{finding.code}</a>
            </th>
            <td className="wrap">
              <a href={paths.model(finding.model)}>{finding.modelName}</a>
              <span className="sub">{finding.site}</span>
            </td>
            <td className="wrap">
              {finding.outcomeMeasure}
              <KindNote kind={finding.kind} exploratory={finding.exploratory} />
            </td>
            <td className="nowrap">{finding.followUp}</td>
            <td className="number">
              <Impact finding={finding} />
            </td>
            <td className="number">
              {finding.sampleTotal === null ? <Absent /> : formatCount(finding.sampleTotal)}
            </td>
            <td>{finding.study}</td>
            <td>
              <ClearTag level={finding.clearLevel} />
            </td>
            {extra && <td className="wrap">{extra.cell(finding)}</td>}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** An impact with its interval and the dollars it is in, as a number in a table. */
export function Impact({
  finding,
}: {
  finding: Judged & {
    scale: Scale
    priceBasis: PriceBasis
    priceYear: number | null
  }
}) {
  const { impact, scale, kind } = finding
  const interval = intervalOf(finding)
  const price = priceWords(finding.priceBasis, finding.priceYear)
  const isLevel = kind === 'level'
  const unit = unitWords(scale, price)
  return (
    <>
      {isLevel ? formatLevel(impact, scale) : formatImpact(impact, scale)}
      {interval && (
        <span className="sub nowrap">
          {rounded(interval.low, scale)} to {rounded(interval.high, scale)}
        </span>
      )}
      {unit && <span className="sub">{unit}</span>}
    </>
  )
}

function unitWords(scale: Scale, price: string | null): string {
  if (!isMoney(scale)) return scaleLabels[scale].replace(/^percentage points,? ?/, '')
  const per = scaleLabels[scale].replace(/^dollars /, '')
  return price === null ? per : `${per}; ${price}`
}

/** A worked-out number to the places that mean something on its scale. */
export function rounded(value: number, scale: Scale): string {
  return formatImpact(value.toFixed(isMoney(scale) ? 0 : 1).replace(/^-0(\.0)?$/, '0'), scale)
}

/** What sort of figure it is, where that is not an effect anybody would take it for. */
function KindNote(props: { kind: ListedFinding['kind']; exploratory: boolean | null }) {
  const words = {
    effect: null,
    level: 'a level, not an effect',
    before_after: 'before and after, not causal',
    review: 'from a review of studies',
  }[props.kind]
  return (
    <>
      {words && <span className="sub">{words}</span>}
      {props.exploratory && <span className="sub">exploratory</span>}
    </>
  )
}

/** CLEAR’s own rating of a finding. */
export function ClearTag({ level }: { level: ClearLevel | null }) {
  if (level === null) return <Absent />
  return <StatusTag tone={level === 'high' ? 'good' : 'plain'}>{clearLevelLabels[level]}</StatusTag>
}

/** Whether an effect differs from none, in words. */
export function Significance({ finding }: { finding: Judged }) {
  if (finding.kind !== 'effect') return <>does not apply</>
  const significant = isSignificant(finding)
  if (significant === null) return <NotInSources />
  return <>{significant ? 'significant at 5 percent' : 'not significant at 5 percent'}</>
}

/** The p value as the source prints it. */
export function PValue({ finding }: { finding: Judged }) {
  if (finding.pValue === null) return <NotInSources />
  return (
    <>
      p {finding.pRelation} {finding.pValue}
    </>
  )
}

/** Absent in a dense table: the words for readers, a dash for eyes. */
function Absent() {
  return (
    <span className="absent">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">not in the sources</span>
    </span>
  )
}
