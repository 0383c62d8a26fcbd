import type { LoaderFunctionArgs } from '@remix-run/node'
import { importedFieldLabels } from '#app/domain/award_sheet.ts'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import { download, found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findImport } from '#db/awards/imports.ts'

interface Line {
  row: number
  column: string
  award: string
  outcome: string
  field: string
  before: string | null
  after: string
  say: string
}

/** Every row of a file of awards: what it would do field by field, or every cell to fix. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.import')
  const { planned, problems, ...file } = found(await findImport(actor, foundId(params['id'])))
  const lines: Line[] = [
    ...problems.map(({ row, column, heading, field, found: after, say }) => ({
      row,
      column,
      award: field,
      outcome: 'to fix',
      field: heading,
      before: null,
      after,
      say,
    })),
    ...planned.flatMap(({ row, number, outcome, changes }): Line[] => {
      const line = { row, column: '', award: number, outcome, before: null, after: '', say: '' }
      if (changes.length === 0) return [{ ...line, field: '' }]
      return changes.map(({ field, before, after }) => ({
        ...line,
        field: importedFieldLabels[field],
        before,
        after,
      }))
    }),
  ]
  const name = fileName('import', String(file.id), 'rows')
  return download(`\ufeff${toCsv(columns, lines)}`, 'text/csv; charset=utf-8', `${name}.csv`)
}

const text = (header: string, value: (line: Line) => string | null): CsvColumn<Line> => ({
  header,
  kind: 'text',
  value,
})

const columns: CsvColumn<Line>[] = [
  { header: 'Row', kind: 'number', value: ({ row }) => String(row) },
  text('Column', ({ column }) => column),
  text('Award', ({ award }) => award),
  text('Outcome', ({ outcome }) => outcome),
  text('Field', ({ field }) => field),
  text('In the record', ({ before }) => before),
  text('In the file', ({ after }) => after),
  text('What to do', ({ say }) => say),
]
