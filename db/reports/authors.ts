import type { Actor, Permitted } from '#app/domain/access.ts'
import { readinessOf } from '#app/domain/report/readiness.ts'
import type { Trx } from '../index.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { hashOf } from './answers.ts'
import { readFiling } from './matter.ts'
import { type TakenReport, moveReport, takeReportAt } from './state.ts'

/** The preparer gives the report to the certifying official; only a complete one, without errors. */
export async function handOverReport(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  version: number,
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    const { blocking: missing, unexplained } = readinessOf(await readFiling(report, trx))
    await moveReport(trx, actor, report, 'hand_over', {
      facts: { missing, unexplained },
      after: {
        version: report.state.versionNo + 1,
        revisionsHash: hashOf(await listRevisions(trx, report)),
      },
    })
    return { number: report.number }
  })
}

/** The certifying official sends the report back to its preparers, saying why. */
export async function declineReport(
  actor: Permitted<'report.certify'>,
  key: WriteKey,
  number: string,
  version: number,
  { reason }: { reason: string },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    await moveReport(trx, actor, report, 'decline', { reason })
    return { number: report.number }
  })
}

/** Takes a submission back before its review begins. The sealed version stays on record; the due date
 *  does not move. */
export async function withdrawReport(
  actor: Permitted<'report.certify'>,
  key: WriteKey,
  number: string,
  version: number,
  { reason }: { reason: string },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    await moveReport(trx, actor, report, 'withdraw', { reason })
    return { number: report.number }
  })
}

/** Active people of an organization who may prepare or certify. */
export async function countActiveAuthors(within: Trx, actor: Actor): Promise<number> {
  const { count } = await within
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.organizationId', '=', actor.organizationId)
    .where('memberships.role', 'in', ['preparer', 'certifier'])
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select((eb) => eb.fn.count<number>('people.id').distinct().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

async function listRevisions(trx: Trx, report: TakenReport) {
  return trx
    .selectFrom('reportRevisions')
    .where('reportId', '=', report.id)
    .where('versionNo', '=', report.state.versionNo + 1)
    .select(['id', 'itemCode', 'part', 'oldValue', 'newValue', 'changedBy'])
    .orderBy('id')
    .execute()
}
