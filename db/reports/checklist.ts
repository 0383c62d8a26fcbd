import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type CheckItem, checklistRefusal } from '#app/domain/report/checklist.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import type { ReportReader } from './find.ts'
import { takeReportAt } from './state.ts'

/** The list a reviewer goes through and what is ticked for the latest version. It is the agency's own:
 *  others get an empty one. */
export async function listChecks(actor: ReportReader, reportId: number): Promise<CheckItem[]> {
  if (actor.organizationKind !== 'agency') return []
  return checksOf(db, reportId).where('reports.id', 'in', reportsSeenBy(actor)).execute()
}

/** The same for a report that has been taken for a change. */
export async function readChecks(trx: Trx, reportId: number): Promise<CheckItem[]> {
  return checksOf(trx, reportId).execute()
}

/** Ticks exactly these items of the latest version. Who ticked one before remains who did. */
export async function tickChecks(
  actor: Permitted<'report.review'>,
  key: WriteKey,
  number: string,
  version: number,
  ticked: readonly string[],
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    const refusal = checklistRefusal(report.state, actor.personId)
    if (refusal) throw new Refusal({ form: refusal })
    const items = await readChecks(trx, report.id)
    const begun = items.filter(({ code, checkedBy }) => ticked.includes(code) && checkedBy === null)
    const ended = items.filter(
      ({ code, checkedBy }) => !ticked.includes(code) && checkedBy !== null,
    )
    if (begun.length === 0 && ended.length === 0) return { number: report.number }
    const { id: reportId, organizationId } = report
    const { versionNo } = report.state
    if (ended.length > 0) {
      await trx
        .deleteFrom('reportChecks')
        .where('reportId', '=', reportId)
        .where('versionNo', '=', versionNo)
        .where(
          'code',
          'in',
          ended.map(({ code }) => code),
        )
        .execute()
    }
    if (begun.length > 0) {
      const by = { checkedBy: actor.personId, checkedAt: now() }
      await trx
        .insertInto('reportChecks')
        .values(begun.map(({ code }) => ({ reportId, organizationId, versionNo, code, ...by })))
        .execute()
    }
    const named = (some: readonly CheckItem[]) => some.map(({ label }) => label)
    await record(trx, actor, {
      kind: 'checklist.ticked',
      awardId: report.awardId,
      reportId,
      before: { ticked: named(items.filter(({ checkedBy }) => checkedBy !== null)) },
      after: { ticked: named(items.filter(({ code }) => ticked.includes(code))) },
    })
    return { number: report.number }
  })
}

export function checksOf(within: Db | Trx, reportId: number) {
  return within
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('checklistItems as items', (join) =>
      join
        .onRef('items.template', '=', 'reports.templateCode')
        .onRef('items.version', '=', 'reports.templateVersion'),
    )
    .leftJoin('reportChecks as checks', (join) =>
      join
        .onRef('checks.reportId', '=', 'reports.id')
        .onRef('checks.versionNo', '=', 'reports.versionNo')
        .onRef('checks.code', '=', 'items.code'),
    )
    .leftJoin('people', 'people.id', 'checks.checkedBy')
    .where('reports.id', '=', reportId)
    .where((eb) =>
      eb.or([
        eb('items.appliesTo', 'is', null),
        eb('awards.programCode', '=', eb.fn.any('items.appliesTo')),
      ]),
    )
    .select([
      'items.code',
      'items.label',
      'items.help',
      'people.name as checkedBy',
      'checks.checkedAt',
    ])
    .orderBy('items.position')
}
