import type { LoaderFunctionArgs } from '@remix-run/node'
import { permitSystem } from '#app/domain/access.ts'
import { requestScope } from '#app/request.server.ts'
import { found } from '#app/responses.ts'
import { sendFile } from '#app/supporting_file.server.ts'
import { readBytesOf } from '#db/file_store.ts'
import { hashToken } from '#db/sessions.ts'
import { readDraftByToken } from '#db/studies/draft_reviews.ts'

/** The one draft that a mailed link opens. */
export async function loader({ params }: LoaderFunctionArgs) {
  const reviewer = permitSystem(
    { kind: 'system', name: 'reviewer', requestId: requestScope().id },
    'draft.review',
  )
  const draft = found(await readDraftByToken(reviewer, hashToken(params['token'] ?? '')))
  return sendFile(draft, await readBytesOf(draft.sha256))
}
