import type { Permitted, SystemPermitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { type ReportDocument, sealedDocument } from '#app/domain/report/document.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import { db } from '../index.ts'
import { readItems } from './matter.ts'

/** What a PDF is made of and kept for. */
export interface Printable {
  reportId: number
  organizationId: number
  no: number
  sha256: string
  submittedAt: Date
  sealed: SealedContent
}

/** A version whose PDF was not kept yet, for the job that makes it; null when there is nothing to do. */
export async function readUnprinted(
  _keeper: SystemPermitted<'report.print'>,
  reportId: number,
  no: number,
): Promise<Printable | null> {
  const row = await db
    .selectFrom('reportVersions')
    .leftJoin('versionDocuments as kept', (join) =>
      join
        .onRef('kept.reportId', '=', 'reportVersions.reportId')
        .onRef('kept.versionNo', '=', 'reportVersions.no'),
    )
    .where('reportVersions.reportId', '=', reportId)
    .where('reportVersions.no', '=', no)
    .where('kept.sha256', 'is', null)
    .select([
      'reportVersions.reportId',
      'reportVersions.organizationId',
      'reportVersions.no',
      'reportVersions.sha256',
      'reportVersions.submittedAt',
      'reportVersions.content',
    ])
    .executeTakeFirst()
  return row ? { ...row, sealed: JSON.parse(row.content) as SealedContent } : null
}

/** A version as it is printed. */
export async function readDocument(version: Printable): Promise<ReportDocument> {
  const { code, version: templateVersion } = version.sealed.template
  const form = { templateCode: code, templateVersion }
  return sealedDocument(version, await readItems(form, version.sealed.award.program))
}

/** Says which bytes are a version's PDF from now on; whoever was first is right. */
export async function keepDocument(
  actor: Permitted<'report.read'> | SystemPermitted<'report.print'>,
  { reportId, organizationId, no }: Printable,
  { sha256, size }: { sha256: string; size: number },
): Promise<void> {
  await db
    .insertInto('versionDocuments')
    .values({
      reportId,
      organizationId,
      versionNo: no,
      sha256,
      size,
      keptAt: now(),
      requestId: actor.requestId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
