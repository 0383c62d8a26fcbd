import type { LoaderFunctionArgs } from '@remix-run/node'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { sendFile } from '#app/supporting_file.server.ts'
import { readBytesOf } from '#db/file_store.ts'
import { findFile, recordDownload } from '#db/reports/files.ts'

/** A supporting file of a report. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const { number = '', item = '', sha256 = '' } = params
  const file = found(await findFile(actor, number, item, sha256))
  const bytes = await readBytesOf(file.sha256)
  if (!file.isOwn) await recordDownload(actor, file)
  return sendFile(file, bytes)
}
