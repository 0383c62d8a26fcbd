import type { LoaderFunctionArgs } from '@remix-run/node'
import { download, found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findSealedEvidence } from '#db/decisions/find.ts'

/** What was known on the day of a decision, as it was sealed: the bytes its hash is of. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'decision.read')
  const no = foundId(params['no'])
  const sealed = found(await findSealedEvidence(actor, no))
  return download(sealed, 'application/json; charset=utf-8', `decision-${no}.json`)
}
