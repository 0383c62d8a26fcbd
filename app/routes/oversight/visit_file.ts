import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { sendFile } from '#app/supporting_file.server.ts'
import { readBytesOf } from '#db/file_store.ts'
import { openVisitFile } from '#db/oversight/files.ts'

/** What stands behind a finding or the answer to it, always to be saved. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const { number = '', id, sha256 = '' } = params
  const file = found(await openVisitFile(actor, { number, finding: foundId(id), sha256 }))
  return sendFile(file, await readBytesOf(file.sha256))
}
