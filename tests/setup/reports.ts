import { sql } from 'kysely'
import type { Db } from '#db/index.ts'

/** A report row of an award for tests that need one to stand somewhere, without living through it. */
export async function enterReport(
  owner: Db,
  awardNumber: string,
  state: { versionNo?: number; acceptedVersionNo?: number; periodEnd?: string } = {},
): Promise<{ id: number; number: string; awardId: number; organizationId: number }> {
  const award = await owner
    .selectFrom('awards')
    .where('number', '=', awardNumber)
    .select(['id', 'organizationId', 'streamCode'])
    .executeTakeFirstOrThrow()
  const periodEnd = state.periodEnd ?? '2020-03-31'
  const isAccepted = state.acceptedVersionNo !== undefined
  const report = await owner
    .insertInto('reports')
    .values({
      number: `T-${awardNumber}-${periodEnd}`,
      organizationId: award.organizationId,
      awardId: award.id,
      templateCode: award.streamCode === 'GJC' ? 'GJC-Q' : 'SSEEP-Q',
      templateVersion: 1,
      periodStart: periodEnd.replace(/\d\d-\d\d$/, '01-01'),
      periodEnd,
      statutoryDueOn: periodEnd,
      workingDueOn: periodEnd,
      versionNo: state.versionNo ?? 0,
      acceptedVersionNo: state.acceptedVersionNo ?? null,
      authorState: state.versionNo ? 'submitted' : 'not_started',
      agencyState: isAccepted ? 'accepted' : 'none',
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
  for (let no = 1; no <= (state.versionNo ?? 0); no += 1) await enterVersion(owner, report.id, no)
  return { ...report, awardId: award.id, organizationId: award.organizationId }
}

async function enterVersion(owner: Db, reportId: number, no: number): Promise<void> {
  await owner
    .insertInto('reportVersions')
    .columns([
      'reportId',
      'organizationId',
      'no',
      'content',
      'sha256',
      'preparedBy',
      'certifiedBy',
      'signedName',
      'signedTitle',
      'solePerson',
      'submittedAt',
    ])
    .expression((eb) =>
      eb
        .selectFrom('reports')
        .innerJoin('memberships', 'memberships.organizationId', 'reports.organizationId')
        .where('reports.id', '=', reportId)
        .where('memberships.role', '=', 'certifier')
        .select([
          'reports.id',
          'reports.organizationId',
          eb.lit(no).as('no'),
          eb.val('{}').as('content'),
          eb.val('0'.repeat(64)).as('sha256'),
          eb.cast<number[]>(eb.val('{}'), sql`bigint[]`).as('preparedBy'),
          'memberships.personId',
          eb.val('Test').as('name'),
          eb.val('Director').as('title'),
          eb.lit(false).as('sole'),
          eb.val(new Date(0)).as('at'),
        ])
        .limit(1),
    )
    .execute()
}
