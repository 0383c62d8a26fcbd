import type { LoaderFunctionArgs } from '@remix-run/node'
import type { CsvColumn } from '#app/domain/csv.ts'
import { intervalOf, isMoney } from '#app/domain/evidence/finding.ts'
import { followUpWindowLabels, scaleLabels } from '#app/domain/evidence/library.ts'
import { type MeasuredWindow, measuredBy, measuredWords } from '#app/domain/evidence/measured.ts'
import { publicCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { type ListedFinding, listFindingsOf } from '#db/evidence/findings.ts'
import { findEvidenceStudy } from '#db/evidence/studies.ts'

/** What a study measured as a file: a row for each figure, and one for each cell without any. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { study, outcomes } = found(await findEvidenceStudy(params['key'] ?? ''))
  const rows = measuredBy(await listFindingsOf(study.study), outcomes).flatMap(
    ({ outcome, cells }) =>
      cells.flatMap(({ window, findings }): Row[] =>
        findings.length === 0
          ? [{ outcome, window, finding: null }]
          : findings.map((finding) => ({ outcome, window, finding })),
      ),
  )
  const address = paths.evidenceStudy(study.key)
  return publicCsv({ columns, rows, address, name: ['measured', study.key] })
}

interface Row {
  outcome: string
  window: MeasuredWindow
  finding: ListedFinding | null
}

const bound = ({ finding }: Row, end: 'low' | 'high') => {
  const interval = finding && intervalOf(finding)
  return interval ? interval[end].toFixed(isMoney(finding.scale) ? 2 : 3) : null
}

const columns: CsvColumn<Row>[] = [
  { header: 'Outcome', kind: 'text', value: ({ outcome }) => outcome },
  {
    header: 'Window',
    kind: 'text',
    value: ({ window }) => (window === 'other' ? 'other' : followUpWindowLabels[window]),
  },
  {
    header: 'Measured',
    kind: 'text',
    value: ({ finding }) => (finding ? measuredWords(finding) : 'not measured'),
  },
  { header: 'Finding', kind: 'text', value: ({ finding }) => finding && finding.code },
  { header: 'Measure', kind: 'text', value: ({ finding }) => finding && finding.outcomeMeasure },
  { header: 'Follow-up', kind: 'text', value: ({ finding }) => finding && finding.followUp },
  { header: 'Site', kind: 'text', value: ({ finding }) => finding && finding.site },
  { header: 'Estimate', kind: 'number', value: ({ finding }) => finding && finding.impact },
  {
    header: 'Counted in',
    kind: 'text',
    value: ({ finding }) => finding && scaleLabels[finding.scale],
  },
  { header: '95 percent from', kind: 'number', value: (row) => bound(row, 'low') },
  { header: '95 percent to', kind: 'number', value: (row) => bound(row, 'high') },
]
