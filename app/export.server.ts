import { createHash } from 'node:crypto'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import { recordExport } from '#db/awards/export.ts'

type Taking = Parameters<typeof recordExport>

/** The lines of a page as a file of comma-separated values; `address` is the page that shows the same. Taking
 *  it away is an event with the file's hash. */
export async function exportCsv<Row>(
  actor: Taking[0],
  kind: Taking[1],
  file: {
    columns: readonly CsvColumn<Row>[]
    rows: readonly Row[]
    address: string
    /** What its name says: the parts in their order, without an ending. */
    name: readonly string[]
  },
): Promise<Response> {
  const { columns, rows, address, name } = file
  const body = toCsv(columns, rows)
  const sha256 = createHash('sha256').update(body).digest('hex')
  await recordExport(actor, kind, { address, rows: rows.length, sha256 })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(...name)}.csv"`,
      link: `<${address}>; rel="canonical"`,
    },
  })
}
