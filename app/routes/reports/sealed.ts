import type { LoaderFunctionArgs } from '@remix-run/node'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findVersion } from '#db/reports/versions.ts'

/** The sealed bytes as they are: what the version's hash is of. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const version = found(await findVersion(actor, params['number'] ?? '', Number(params['no'])))
  return new Response(version.content, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="version-${version.no}.json"`,
      'x-content-type-options': 'nosniff',
    },
  })
}
