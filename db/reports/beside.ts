import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { checksOf } from './checklist.ts'
import { filesOf } from './files.ts'
import { type FoundReport, type ReportReader, burdenOf, lastReturn, returnsOf } from './find.ts'
import { opinionsOf } from './opinions.ts'
import { remarksOf, threadsOf } from './threads.ts'
import { versionsOf } from './versions.ts'

/** What stands beside a report's answers, in one question however much there is of it: sealed versions,
 *  what came back, what was asked, the burden of its form, and a draft's files for its own organization. */
export async function findBeside(
  actor: ReportReader,
  { id, templateCode, agencyCode }: Pick<FoundReport, 'id' | 'templateCode' | 'agencyCode'>,
) {
  const row = await db
    .selectFrom('reports')
    .where('reports.id', '=', id)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .select([
      jsonArrayFrom(versionsOf(id)).as('versions'),
      jsonArrayFrom(returnsOf(id)).as('returns'),
      jsonArrayFrom(remarksOf(db, id)).as('remarks'),
      jsonArrayFrom(burdenOf(templateCode, agencyCode)).as('burden'),
      jsonArrayFrom(filesOf(actor, id)).as('files'),
    ])
    .executeTakeFirst()
  if (!row) return null
  return {
    versions: row.versions.map((one) => ({ ...one, submittedAt: new Date(one.submittedAt) })),
    words: lastReturn(row.returns).map((one) => ({ ...one, returnedAt: new Date(one.returnedAt) })),
    threads: threadsOf(row.remarks.map((one) => ({ ...one, saidAt: new Date(one.saidAt) }))),
    burden: row.burden,
    files: row.files.map((one) => ({ ...one, addedAt: new Date(one.addedAt) })),
  }
}

export type Beside = NonNullable<Awaited<ReturnType<typeof findBeside>>>

/** What the agency keeps to itself of a report under review; others get none of it. */
export async function findReviewing(actor: ReportReader, reportId: number) {
  const row =
    actor.organizationKind === 'agency' &&
    (await db
      .selectFrom('reports')
      .where('reports.id', '=', reportId)
      .where('reports.id', 'in', reportsSeenBy(actor))
      .select([
        jsonArrayFrom(checksOf(db, reportId)).as('checks'),
        jsonArrayFrom(opinionsOf(reportId)).as('looks'),
      ])
      .executeTakeFirst())
  if (!row) return { checks: [], looks: [] }
  const dated = (at: string | null) => (at === null ? null : new Date(at))
  return {
    checks: row.checks.map((one) => ({ ...one, checkedAt: dated(one.checkedAt) })),
    looks: row.looks.map((one) => ({
      ...one,
      askedAt: new Date(one.askedAt),
      givenAt: dated(one.givenAt),
    })),
  }
}
