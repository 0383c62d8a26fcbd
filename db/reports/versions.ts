import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import type { ReportReader } from './find.ts'
import type { SealedContent } from './matter.ts'

/** The sealed versions of a report, oldest first. */
export async function listVersions(actor: ReportReader, reportId: number) {
  return db
    .selectFrom('reportVersions')
    .innerJoin('people', 'people.id', 'reportVersions.certifiedBy')
    .where('reportVersions.reportId', '=', reportId)
    .where('reportVersions.reportId', 'in', reportsSeenBy(actor))
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
    .execute()
}

export type ListedVersion = Awaited<ReturnType<typeof listVersions>>[number]

const mostVersions = 10_000

/** One sealed version with what it says; `content` is the exact text its hash is of. */
export async function findVersion(actor: ReportReader, number: string, no: number) {
  if (!Number.isInteger(no) || no < 1 || no > mostVersions) return null
  const row = await db
    .selectFrom('reportVersions')
    .innerJoin('reports', 'reports.id', 'reportVersions.reportId')
    .where('reports.number', '=', number)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .where('reportVersions.no', '=', no)
    .select([
      'reportVersions.no',
      'reportVersions.content',
      'reportVersions.sha256',
      'reportVersions.submittedAt',
      'reportVersions.solePerson',
      'reportVersions.nothingToReport',
      'reportVersions.statement',
    ])
    .executeTakeFirst()
  return row ? { ...row, sealed: JSON.parse(row.content) as SealedContent } : null
}
