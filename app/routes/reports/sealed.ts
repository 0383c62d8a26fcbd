import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileName } from '#app/domain/csv.ts'
import { download, found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findVersion, recordVersionDownload } from '#db/reports/versions.ts'

/** The sealed bytes as they are: what the version's hash is of. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const { number = '', no } = params
  const version = found(await findVersion(actor, number, Number(no)))
  await recordVersionDownload(actor, version, 'JSON')
  const name = fileName(number, `version-${version.no}`)
  return download(version.content, 'application/json; charset=utf-8', `${name}.json`)
}
