import type { LoaderFunctionArgs } from '@remix-run/node'
import writeExcelFile, { type Cell } from 'write-excel-file/node'
import { awardSheetColumns } from '#app/domain/award_sheet.ts'
import { toCsv } from '#app/domain/csv.ts'
import { download, missing } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { xlsxType } from '#app/sheets/kinds.ts'

/** The sheet to fill awards in: its headings and nothing else, so that what comes back is one table. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'award.import')
  if (params['file'] === 'awards.csv') {
    const columns = awardSheetColumns.map(({ heading }) => ({
      header: heading,
      kind: 'text' as const,
      value: () => null,
    }))
    return download(`\ufeff${toCsv(columns, [])}`, 'text/csv; charset=utf-8', 'awards.csv')
  }
  if (params['file'] !== 'awards.xlsx') throw missing()
  const head = (value: string): Cell => ({
    value,
    fontWeight: 'bold',
    backgroundColor: '#DFE1E2',
  })
  const workbook = writeExcelFile([awardSheetColumns.map(({ heading }) => head(heading))], {
    sheet: 'Awards',
    columns: awardSheetColumns.map(({ heading }) => ({ width: Math.max(heading.length + 4, 14) })),
    stickyRowsCount: 1,
  })
  return download(await workbook.toBuffer(), xlsxType, 'awards.xlsx')
}
