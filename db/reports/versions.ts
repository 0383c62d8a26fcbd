import type { Permitted } from '#app/domain/access.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import type { ReportReader } from './find.ts'

/** The sealed versions of a report, oldest first. */
export async function listVersions(actor: ReportReader, reportId: number) {
  return versionsOf(reportId).where('reportVersions.reportId', 'in', reportsSeenBy(actor)).execute()
}

export function versionsOf(reportId: number) {
  return db
    .selectFrom('reportVersions')
    .innerJoin('people', 'people.id', 'reportVersions.certifiedBy')
    .where('reportVersions.reportId', '=', reportId)
    .select([
      'no',
      'sha256',
      'submittedAt',
      'solePerson',
      'nothingToReport',
      'signedName',
      'signedTitle',
      'people.name as certifiedBy',
    ])
    .orderBy('no')
}

export type ListedVersion = Awaited<ReturnType<typeof listVersions>>[number]

const mostVersions = 10_000

/** One sealed version with what it says; `content` is the exact text its hash is of. */
export async function findVersion(actor: ReportReader, number: string, no: number) {
  if (!Number.isInteger(no) || no < 1 || no > mostVersions) return null
  const row = await db
    .selectFrom('reportVersions')
    .innerJoin('reports', 'reports.id', 'reportVersions.reportId')
    .leftJoin('versionDocuments as kept', (join) =>
      join
        .onRef('kept.reportId', '=', 'reportVersions.reportId')
        .onRef('kept.versionNo', '=', 'reportVersions.no'),
    )
    .where('reports.number', '=', number)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .where('reportVersions.no', '=', no)
    .select([
      'reportVersions.reportId',
      'reportVersions.organizationId',
      'reports.awardId',
      'reportVersions.no',
      'reportVersions.content',
      'reportVersions.sha256',
      'reportVersions.submittedAt',
      'reportVersions.solePerson',
      'reportVersions.nothingToReport',
      'kept.sha256 as pdfSha256',
    ])
    .executeTakeFirst()
  return row ? { ...row, sealed: JSON.parse(row.content) as SealedContent } : null
}

export type FoundVersion = NonNullable<Awaited<ReturnType<typeof findVersion>>>

/** Keeps that somebody outside the report's organization took a sealed version away. */
export async function recordVersionDownload(
  actor: Permitted<'report.read'>,
  version: FoundVersion,
  form: 'PDF' | 'JSON',
): Promise<void> {
  if (version.organizationId === actor.organizationId) return
  const { awardId, reportId, no } = version
  await db.transaction().execute((trx) =>
    record(trx, actor, {
      kind: 'version.downloaded',
      awardId,
      reportId,
      after: { version: no, form },
    }),
  )
}
