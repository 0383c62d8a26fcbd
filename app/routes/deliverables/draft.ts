import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { sendFile } from '#app/supporting_file.server.ts'
import { readBytesOf } from '#db/file_store.ts'
import { recordDraftRead } from '#db/studies/deliverable_moves.ts'
import { findDraftFile } from '#db/studies/deliverables.ts'

/** The file of a draft. Taking it away is an event for everyone but the study's own team. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'draft.read')
  const at = {
    slug: params['slug'] ?? '',
    no: foundId(params['no']),
    draft: foundId(params['draft']),
  }
  const draft = found(await findDraftFile(actor, at))
  const bytes = await readBytesOf(draft.sha256)
  if (actor.organizationKind !== 'evaluator') await recordDraftRead(actor, draft)
  return sendFile(draft, bytes)
}
