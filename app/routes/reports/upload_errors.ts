import type { LoaderFunctionArgs } from '@remix-run/node'
import { type CsvColumn, fileName, toCsv } from '#app/domain/csv.ts'
import type { SheetProblem } from '#app/domain/report/sheet_reading.ts'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findUpload } from '#db/reports/uploads.ts'

/** Everything wrong with a file that was sent, to be worked through beside it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const number = params['number'] ?? ''
  const { problems } = found(await findUpload(actor, number, foundId(params['id'])))
  return new Response(`\ufeff${toCsv(columns, problems)}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName('to-fix', number)}.csv"`,
      'x-content-type-options': 'nosniff',
    },
  })
}

const text = (header: string, value: (problem: SheetProblem) => string) =>
  ({ header, kind: 'text', value }) as const

const columns: CsvColumn<SheetProblem>[] = [
  { header: 'Row', kind: 'number', value: ({ row }) => String(row) },
  text('Column', ({ column }) => column),
  text('Heading', ({ heading }) => heading),
  text('Figure', ({ field }) => field),
  text('Found', (problem) => problem.found),
  text('What to do', ({ say }) => say),
]
