import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { saidIn } from '#app/domain/report/differences.ts'
import type { ReturnReason } from '#app/domain/report/returns.ts'
import { type SealedContent, sealedItems } from '#app/domain/report/sealed.ts'
import { type CheckItem, leftOpen } from '#app/domain/report/checklist.ts'
import { isAnswered, sectionsToFill } from '#app/domain/report/template.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { lockStudiesAt, reconcile } from '../studies/reconcile.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { keepAcceptedMoney } from './accepted_money.ts'
import { readChecks } from './checklist.ts'
import { readItems } from './matter.ts'
import { type TakenReport, moveReport, takeReportAt } from './state.ts'

type Done = { number: string } | null

/** Takes a submitted report into review, gives it back for a colleague, or goes on where one began. */
export async function pickUpReport(
  actor: Permitted<'report.review'>,
  key: WriteKey,
  number: string,
  version: number,
  move: 'pick_up' | 'hand_back' | 'take_over',
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    await moveReport(trx, actor, report, move)
    return { number: report.number }
  })
}

export interface ReturnedSection {
  section: number
  reason: ReturnReason
  words: string
}

/** Sends chosen sections back, each with a reason and words; the rest stays sealed. */
export async function returnReport(
  actor: Permitted<'report.review'>,
  key: WriteKey,
  number: string,
  version: number,
  returned: readonly ReturnedSection[],
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    const sections = returned.map(({ section }) => section)
    await requireSections(trx, report, sections)
    await moveReport(trx, actor, report, 'return', {
      sections,
      after: { version: report.state.versionNo },
      reason: returned.map(({ words }) => words).join('\n\n'),
    })
    await trx
      .insertInto('reportReturns')
      .values(
        returned.map(({ section, reason, words }) => ({
          reportId: report.id,
          organizationId: report.organizationId,
          versionNo: report.state.versionNo,
          sectionOrder: section,
          reasonCode: reason,
          words,
          returnedBy: actor.personId,
          returnedAt: now(),
        })),
      )
      .execute()
    return { number: report.number }
  })
}

/** Accepts the latest version: from now on its figures, and no earlier version's, count in totals. */
export async function acceptReport(
  actor: Permitted<'report.review'>,
  key: WriteKey,
  number: string,
  version: number,
  { note, why }: { note: string | null; why: string | null },
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    // Before the first event: counts of a study take the same locks in the same order.
    const studies = await lockStudiesAt(trx, report.awardId)
    const open = leftOpen(await readChecks(trx, report.id))
    const figures = await figuresOf(trx, report)
    await moveReport(trx, actor, report, 'accept', {
      after: { version: report.state.versionNo, figures: figures.length },
      ...(note ? { reason: note } : {}),
    })
    if (open.length > 0) await tellLeftOpen(trx, actor, report, open, why)
    await trx.deleteFrom('acceptedFigures').where('reportId', '=', report.id).execute()
    if (figures.length > 0) await trx.insertInto('acceptedFigures').values(figures).execute()
    await keepAcceptedMoney(trx, report)
    for (const studyId of studies) await reconcile(trx, actor, studyId)
    return { number: report.number }
  })
}

/** Accepting with items of the list not ticked takes a word why, which stays with the agency. */
async function tellLeftOpen(
  trx: Trx,
  actor: Permitted<'report.review'>,
  report: TakenReport,
  open: readonly CheckItem[],
  why: string | null,
): Promise<void> {
  if (!why) {
    const items = open.length === 1 ? '1 item' : `${open.length} items`
    throw new Refusal({ why: `Enter why you accept with ${items} of the checklist not ticked.` })
  }
  await record(trx, actor, {
    kind: 'checklist.left_open',
    awardId: report.awardId,
    reportId: report.id,
    after: { notTicked: open.map(({ label }) => label) },
    reason: why,
  })
}

/** Opens chosen sections of an accepted report again. Its figures count on, marked as being corrected,
 *  until the next version is accepted. */
export async function reopenReport(
  actor: Permitted<'report.reopen'>,
  key: WriteKey,
  number: string,
  version: number,
  { sections, reason }: { sections: readonly number[]; reason: string },
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    await requireSections(trx, report, sections)
    await moveReport(trx, actor, report, 'reopen', {
      sections,
      after: { version: report.state.versionNo },
      reason,
    })
    return { number: report.number }
  })
}

async function requireSections(
  trx: Trx,
  report: TakenReport,
  sections: readonly number[],
): Promise<void> {
  const known = sectionsToFill(await itemsOf(trx, report)).map(({ order }) => order)
  if (sections.length > 0 && sections.every((section) => known.includes(section))) return
  throw new Refusal({ form: 'Choose at least one section of this report.' })
}

async function itemsOf(trx: Trx, report: TakenReport) {
  const award = await trx
    .selectFrom('awards')
    .where('id', '=', report.awardId)
    .select('programCode')
    .executeTakeFirstOrThrow()
  return readItems(report, award.programCode, trx)
}

/** The indicator values of the version that is up for acceptance, exactly as they were sealed. */
async function figuresOf(trx: Trx, report: TakenReport) {
  const version = await trx
    .selectFrom('reportVersions')
    .where('reportId', '=', report.id)
    .where('no', '=', report.state.versionNo)
    .select('content')
    .executeTakeFirst()
  if (!version) return []
  const sealed = JSON.parse(version.content) as SealedContent
  const { answers } = saidIn(sealed)
  return sealedItems(sealed, await itemsOf(trx, report)).flatMap(({ itemCode, valueType }) => {
    const value = answers[itemCode]
    if (valueType === null || valueType === 'text' || !isAnswered(value)) return []
    return [
      {
        reportId: report.id,
        organizationId: report.organizationId,
        awardId: report.awardId,
        indicatorCode: itemCode,
        versionNo: report.state.versionNo,
        periodEnd: report.periodEnd,
        value,
      },
    ]
  })
}
