import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { sendFile } from '#app/supporting_file.server.ts'
import { readBytesOf } from '#db/file_store.ts'
import { openAgreementFile } from '#db/studies/agreement_files.ts'

/** The document of an agreement, always to be saved and never shown as a page of this site. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const { slug = '', id, sha256 = '' } = params
  const file = found(await openAgreementFile(actor, { slug, id: foundId(id), sha256 }))
  return sendFile(file, await readBytesOf(file.sha256))
}
