import { DataTable, HeaderCell } from './tables.tsx'

/** The criteria of a gate as reading matter: what must hold, how it is known, and the threshold. */
export function GateCriteria(props: {
  criteria: readonly {
    code: string
    text: string
    kind: 'data' | 'judgement'
    dataSource: string
    comparison: string | null
    threshold: string | null
    unit: string | null
    starred: boolean
  }[]
}) {
  if (props.criteria.length === 0) return <p>No criterion is listed for this gate.</p>
  return (
    <>
      <p className="section__note">
        A required criterion that fails blocks the gate. Another one that fails asks for a condition
        with a date.
      </p>
      <DataTable id="criteria-table" caption="Criteria of this gate" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Criterion</HeaderCell>
            <HeaderCell>Required</HeaderCell>
            <HeaderCell>Threshold</HeaderCell>
            <HeaderCell>Known from</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {props.criteria.map((criterion) => (
            <tr key={criterion.code}>
              <th scope="row">
                {criterion.text} <span className="sub">{criterion.code}</span>
              </th>
              <td>{criterion.starred ? 'Required' : '–'}</td>
              <td>
                {thresholdWords(criterion)}
                {criterion.unit && criterion.unit !== 'state' && (
                  <span className="sub">{criterion.unit}</span>
                )}
              </td>
              <td>
                {criterion.kind === 'judgement' ? 'A signed judgement' : 'Records'}
                <span className="sub">{criterion.dataSource}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}

const comparisons: Record<string, string> = { '<=': 'at most', '>=': 'at least', '=': '' }

/** 'at least 60', 'accepted', 'there is one'; the unit stands beside it. */
function thresholdWords(criterion: {
  comparison: string | null
  threshold: string | null
}): string {
  const { comparison, threshold } = criterion
  if (!comparison || !threshold) return '–'
  if (comparison === 'exists') return 'there is one'
  return `${comparisons[comparison] ?? ''} ${threshold.replaceAll('_', ' ')}`.trim()
}
