import type { Permitted, SystemPermitted } from '#app/domain/access.ts'
import { keepBytes, readBytesOf } from '#db/file_store.ts'
import { type Printable, keepDocument, readDocument } from '#db/reports/documents.ts'
import { writePdf } from './write.server.ts'

/** Makes the PDF of a sealed version and keeps it under its hash. */
export async function keepPdf(
  actor: Permitted<'report.read'> | SystemPermitted<'report.print'>,
  version: Printable,
): Promise<Uint8Array> {
  const bytes = await writePdf(await readDocument(version))
  await keepDocument(actor, version, { sha256: await keepBytes(bytes), size: bytes.length })
  return bytes
}

/** The PDF that was kept of a version; one sealed before they were kept gets its own now. */
export async function pdfOf(
  actor: Permitted<'report.read'>,
  version: Printable & { pdfSha256: string | null },
): Promise<Uint8Array> {
  return version.pdfSha256 === null ? keepPdf(actor, version) : readBytesOf(version.pdfSha256)
}
