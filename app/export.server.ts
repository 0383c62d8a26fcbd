import { createHash } from 'node:crypto'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import { recordExport } from '#db/awards/export.ts'

type Taking = Parameters<typeof recordExport>

interface CsvFile<Row> {
  columns: readonly CsvColumn<Row>[]
  rows: readonly Row[]
  /** The page that shows the same. */
  address: string
  /** What its name says: the parts in their order, without an ending. */
  name: readonly string[]
}

/** The lines of a page as a file of comma-separated values. Taking it away is an event with the file's hash. */
export async function exportCsv<Row>(
  actor: Taking[0],
  kind: Taking[1],
  file: CsvFile<Row>,
): Promise<Response> {
  const body = toCsv(file.columns, file.rows)
  const sha256 = createHash('sha256').update(body).digest('hex')
  await recordExport(actor, kind, { address: file.address, rows: file.rows.length, sha256 })
  return csvResponse(body, file)
}

/** The same of a page that anybody reads; nobody is asked and nothing recorded. */
export function publicCsv<Row>(file: CsvFile<Row>, status = 200): Response {
  return csvResponse(toCsv(file.columns, file.rows), file, status)
}

function csvResponse(
  body: string,
  { address, name }: Pick<CsvFile<never>, 'address' | 'name'>,
  status = 200,
): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(...name)}.csv"`,
      link: `<${address}>; rel="canonical"`,
    },
  })
}
