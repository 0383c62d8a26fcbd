import type { LoaderFunctionArgs } from '@remix-run/node'
import { writePdf } from '#app/documents/write.server.ts'
import { now } from '#app/domain/clock.ts'
import { fileName } from '#app/domain/csv.ts'
import { draftDocument } from '#app/domain/report/document.ts'
import { isUnsent } from '#app/domain/report/states.ts'
import { download, found, missing } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { listFiles } from '#db/reports/files.ts'

/** What would be sent if it were signed now, marked as a draft on every page. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  if (!isUnsent(draft.report.state)) throw missing()
  const files = await listFiles(actor, draft.report.id)
  const bytes = await writePdf(draftDocument(draft, files, now()))
  return download(bytes, 'application/pdf', `${fileName(draft.report.number, 'draft')}.pdf`)
}
