import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileTypes } from '#app/domain/report/files.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { readBytesOf } from '#db/file_store.ts'
import { findFile, recordDownload } from '#db/reports/files.ts'

/** A supporting file, always to be saved and never shown as a page of this site. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const { number = '', item = '', sha256 = '' } = params
  const file = found(await findFile(actor, number, item, sha256))
  const bytes = await readBytesOf(file.sha256)
  if (!file.isOwn) await recordDownload(actor, file)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': fileTypes[file.kind],
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="${plainName(file.name)}"; filename*=UTF-8''${encoded(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}

/** For programs that read only letters, digits and a few marks. */
const plainName = (name: string) => name.replace(/[^\w. ()-]/g, '_')

/** RFC 8187: percent-encoded but for a few characters. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
