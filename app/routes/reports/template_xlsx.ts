import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileName } from '#app/domain/csv.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { sheetSubject } from '#app/sheets/subject.ts'
import { writeXlsxTemplate } from '#app/sheets/write.server.ts'
import { findDraft } from '#db/reports/draft.ts'

/** The sheet to fill a report's figures in, with what its draft holds, as a workbook. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const name = fileName('figures', draft.report.number)
  return new Response(new Uint8Array(await writeXlsxTemplate(sheetSubject(draft))), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${name}.xlsx"`,
      'x-content-type-options': 'nosniff',
    },
  })
}
