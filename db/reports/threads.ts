import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  type RemarkKind,
  type ThreadState,
  remarkRefusal,
  remarkSides,
  threadState,
} from '#app/domain/report/threads.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import type { ReportReader } from './find.ts'
import { takeReport } from './state.ts'

/** The threads on a report's answers, each with what was said, oldest first. */
export async function listThreads(actor: ReportReader, reportId: number) {
  const remarks = await remarksOf(db, reportId)
    .where('reportRemarks.reportId', 'in', reportsSeenBy(actor))
    .execute()
  return threadsOf(remarks)
}

/** Remarks, oldest first, by the answer they are on. */
export function threadsOf<R extends { itemCode: string; kind: RemarkKind }>(remarks: readonly R[]) {
  const threads = new Map<string, R[]>()
  for (const remark of remarks) {
    threads.set(remark.itemCode, [...(threads.get(remark.itemCode) ?? []), remark])
  }
  return [...threads].map(([itemCode, said]) => ({
    itemCode,
    state: threadState(said) as ThreadState,
    remarks: said,
  }))
}

export type Thread = Awaited<ReturnType<typeof listThreads>>[number]

/** Says something in the thread on an answer. Null where there is no such report or answer. */
export async function remarkOn(
  actor: Permitted<'report.discuss'>,
  key: WriteKey,
  number: string,
  itemCode: string,
  remark: { kind: RemarkKind; words: string | null; seen: number },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number)
    if (!report || report.state.versionNo === 0) return null
    const label = await findLabel(trx, report, itemCode)
    if (label === null || remarkSides[remark.kind] !== actor.organizationKind) return null
    const said = await remarksOf(trx, report.id).where('itemCode', '=', itemCode).execute()
    const last = said.at(-1)
    if (last && last.id !== remark.seen) {
      throw new Conflict('Something else was said here after you opened the page.', {
        who: last.who,
        at: last.saidAt.toISOString(),
      })
    }
    const refusal = remarkRefusal(remark.kind, threadState(said), report.state)
    if (refusal) throw new Refusal({ form: refusal })
    await trx
      .insertInto('reportRemarks')
      .values({
        reportId: report.id,
        organizationId: report.organizationId,
        itemCode,
        kind: remark.kind,
        words: remark.words,
        versionNo: report.state.versionNo,
        saidBy: actor.personId,
        saidAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: eventOf[remark.kind],
      awardId: report.awardId,
      reportId: report.id,
      after: { answer: label },
      ...(remark.words ? { reason: remark.words } : {}),
    })
    return { number: report.number }
  })
}

const eventOf = {
  question: 'thread.asked',
  answer: 'thread.answered',
  resolution: 'thread.resolved',
} satisfies Record<RemarkKind, string>

export function remarksOf(within: Db | Trx, reportId: number) {
  return within
    .selectFrom('reportRemarks')
    .innerJoin('people', 'people.id', 'reportRemarks.saidBy')
    .where('reportRemarks.reportId', '=', reportId)
    .select([
      'reportRemarks.id',
      'reportRemarks.itemCode',
      'reportRemarks.kind',
      'reportRemarks.words',
      'reportRemarks.versionNo',
      'people.name as who',
      'reportRemarks.saidAt',
    ])
    .orderBy('reportRemarks.id')
}

/** What an item of the report's form is called; attestations are signed, not asked about. */
async function findLabel(
  trx: Trx,
  report: { templateCode: string; templateVersion: number },
  itemCode: string,
): Promise<string | null> {
  const item = await trx
    .selectFrom('templateItems')
    .where('template', '=', report.templateCode)
    .where('version', '=', report.templateVersion)
    .where('itemCode', '=', itemCode)
    .where('itemKind', '<>', 'attestation')
    .select('label')
    .executeTakeFirst()
  return item?.label ?? null
}
