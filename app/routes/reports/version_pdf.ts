import type { LoaderFunctionArgs } from '@remix-run/node'
import { pdfOf } from '#app/documents/keep.server.ts'
import { fileName } from '#app/domain/csv.ts'
import { download, found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findVersion, recordVersionDownload } from '#db/reports/versions.ts'

/** A sealed version as a document to print, read aloud or keep. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const { number = '', no } = params
  const version = found(await findVersion(actor, number, Number(no)))
  const bytes = await pdfOf(actor, version)
  await recordVersionDownload(actor, version, 'PDF')
  return download(bytes, 'application/pdf', `${fileName(number, `version-${version.no}`)}.pdf`)
}
