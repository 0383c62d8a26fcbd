import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import { mayEditSection } from '#app/domain/report/fold.ts'
import type { AnswerChange } from '#app/domain/report/section.ts'
import { isExplainable, isPrepared } from '#app/domain/report/template.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { answerParts } from '../schema/reports.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { readItems } from './matter.ts'
import { type TakenReport, moveReport, takeReport } from './state.ts'

/** One answer that somebody else wrote after the page was made. */
export interface OvertakenAnswer {
  itemCode: string
  part: AnswerChange['part']
  theirs: string | null
  who: string
  at: string
}

/** 409: other people's answers stand where these would go; carries both sides for the merge page. */
export class AnswersOvertaken extends Conflict {
  readonly answers: OvertakenAnswer[]
  /** The last revision there is, for a page that has now seen it. */
  readonly seen: number
  constructor(answers: OvertakenAnswer[], seen: number) {
    const [first] = answers
    super('Somebody else answered here after your page was opened.', {
      who: first?.who ?? null,
      at: first?.at ?? null,
    })
    this.answers = answers
    this.seen = seen
  }
}

const eventAfterMinutes = 10

/**
 * Saves what changed in one section, and nothing else. `seen` is the last revision the page knew: an
 * answer that somebody else wrote since is not overwritten but thrown as AnswersOvertaken. A page
 * that saves by itself also gives way to its own person's later save. Null: no such section.
 */
export async function saveSection(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  section: number,
  given: { changes: readonly AnswerChange[]; seen: number; isAutomatic: boolean },
): Promise<{ seen: number; savedAt: string; isReturned: boolean } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number)
    if (!report) return null
    const items = await itemsOfSection(trx, report, section)
    if (items.length === 0) return null
    if (!mayWrite(report, section)) throw sealed(report)
    const asked = given.changes.filter(({ itemCode, part }) =>
      items.some(
        (item) => item.itemCode === itemCode && (part === 'explanation' || isPrepared(item)),
      ),
    )
    const at = now()
    await writeChanges(trx, actor, report, { ...given, changes: asked, uploadId: null, at })
    const mine = {
      section,
      items: items.map(({ itemCode }) => itemCode),
      isLeaving: !given.isAutomatic,
    }
    await recordSaving(trx, actor, report, mine, at)
    return {
      seen: await lastRevision(trx, report.id),
      savedAt: at.toISOString(),
      isReturned: report.state.returnedSections.length > 0,
    }
  })
}

export async function itemsOfSection(trx: Trx, report: TakenReport, section: number) {
  const award = await trx
    .selectFrom('awards')
    .where('id', '=', report.awardId)
    .select('programCode')
    .executeTakeFirstOrThrow()
  const items = await readItems(report, award.programCode, trx)
  return items.filter((item) => item.sectionOrder === section && isExplainable(item))
}

/** What to write into a report, by whom it may have been overtaken, and the upload it came from, if any. */
interface Writing {
  changes: readonly AnswerChange[]
  seen: number
  isAutomatic: boolean
  uploadId: number | null
  /** Where the values that were taken over come from, by item. */
  taken?: ReadonlyMap<string, Taken>
  at: Date
}

/** The sealed version a figure is taken over from, and the item that gave it there. */
export interface Taken {
  reportId: number
  versionNo: number
  code: string
}

/** Writes what differs from what stands there, with its revisions; what somebody else wrote since `seen`
 *  is not overwritten. Returns what was written. */
export async function writeChanges(
  trx: Trx,
  actor: Permitted<'report.write'>,
  report: TakenReport,
  writing: Writing,
): Promise<Written[]> {
  const changed = await keepChanges(trx, report, writing.changes)
  await refuseOvertaken(trx, actor, report, changed, writing)
  if (changed.length > 0 && report.state.author === 'not_started') {
    await moveReport(trx, actor, report, 'start')
  }
  for (let done = 0; done < changed.length; done += 1000) {
    await writeAnswers(trx, actor, report, changed.slice(done, done + 1000), writing)
  }
  return changed
}

export function mayWrite({ state }: TakenReport, section: number): boolean {
  if (state.author === 'not_started') return state.endedAs === null
  return mayEditSection(state, section)
}

export function sealed({ state, last }: TakenReport): Conflict {
  const what =
    state.author === 'draft'
      ? 'This section was not returned, so it stays as it was submitted.'
      : 'The report is out of its preparers’ hands, so its answers cannot change now.'
  return new Conflict(what, { who: last?.who ?? null, at: last?.at.toISOString() ?? null })
}

export interface Written extends AnswerChange {
  before: string | null
}

/** The changes that change anything, with what stands there now. */
async function keepChanges(
  trx: Trx,
  report: TakenReport,
  changes: readonly AnswerChange[],
): Promise<Written[]> {
  const rows = await trx
    .selectFrom('reportAnswers')
    .where('reportId', '=', report.id)
    .select(['itemCode', 'value', 'explanation'])
    .execute()
  const stored = new Map(rows.map((row) => [row.itemCode, row]))
  return changes
    .map((change) => ({ ...change, before: stored.get(change.itemCode)?.[change.part] ?? null }))
    .filter(({ before, value }) => before !== value)
}

async function refuseOvertaken(
  trx: Trx,
  actor: Permitted<'report.write'>,
  report: TakenReport,
  changed: readonly Written[],
  { seen, isAutomatic }: { seen: number; isAutomatic: boolean },
): Promise<void> {
  if (changed.length === 0) return
  const later = await trx
    .selectFrom('reportRevisions')
    .innerJoin('people', 'people.id', 'reportRevisions.changedBy')
    .where('reportId', '=', report.id)
    .where('reportRevisions.id', '>', seen)
    .$if(!isAutomatic, (query) => query.where('changedBy', '<>', actor.personId))
    .distinctOn(['itemCode', 'part'])
    .select(['itemCode', 'part', 'newValue as theirs', 'people.name as who', 'changedAt'])
    .orderBy('itemCode')
    .orderBy('part')
    .orderBy('reportRevisions.id', 'desc')
    .execute()
  const overtaken = later.filter((one) =>
    changed.some(({ itemCode, part }) => itemCode === one.itemCode && part === one.part),
  )
  if (overtaken.length === 0) return
  throw new AnswersOvertaken(
    overtaken.map(({ changedAt, ...one }) => ({ ...one, at: changedAt.toISOString() })),
    await lastRevision(trx, report.id),
  )
}

async function writeAnswers(
  trx: Trx,
  actor: Permitted<'report.write'>,
  report: TakenReport,
  changed: readonly Written[],
  { at, uploadId, taken }: Writing,
): Promise<void> {
  const { id: reportId, organizationId } = report
  const by = { changedBy: actor.personId, changedAt: at }
  for (const part of answerParts) {
    const own = changed.filter((change) => change.part === part)
    if (own.length === 0) continue
    await trx
      .insertInto('reportAnswers')
      .values(
        own.map(({ itemCode, value }) => ({
          reportId,
          organizationId,
          itemCode,
          value: null,
          explanation: null,
          ...by,
          [part]: value,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['reportId', 'itemCode']).doUpdateSet((eb) => ({
          [part]: eb.ref(`excluded.${part}`),
          ...by,
        })),
      )
      .execute()
  }
  await trx
    .insertInto('reportRevisions')
    .values(
      changed.map(({ itemCode, part, value, before }) => ({
        reportId,
        organizationId,
        itemCode,
        part,
        oldValue: before,
        newValue: value,
        versionNo: report.state.versionNo + 1,
        uploadId,
        ...(part === 'value' ? originColumns(taken?.get(itemCode)) : {}),
        ...by,
      })),
    )
    .execute()
}

const originColumns = (taken: Taken | undefined) =>
  taken && {
    takenReportId: taken.reportId,
    takenVersionNo: taken.versionNo,
    takenCode: taken.code,
  }

/**
 * The chain gets one event for a person and section: at their first change in this version, so that
 * it says who prepared it, when they leave the section, and after ten minutes. Each carries the hash
 * of the revisions since the one before.
 */
export async function recordSaving(
  trx: Trx,
  actor: Permitted<'report.write'>,
  report: TakenReport,
  mine: { section: number; items: string[]; isLeaving: boolean },
  at: Date,
): Promise<void> {
  const version = report.state.versionNo + 1
  const last = await lastSaving(trx, actor, report, mine.section, version)
  const revisions = await trx
    .selectFrom('reportRevisions')
    .where('reportId', '=', report.id)
    .where('versionNo', '=', version)
    .where('changedBy', '=', actor.personId)
    .where('itemCode', 'in', mine.items)
    .where('id', '>', last?.through ?? 0)
    .select(['id', 'itemCode', 'part', 'oldValue', 'newValue'])
    .orderBy('id')
    .execute()
  if (revisions.length === 0) return
  const isDue = !last || at.getTime() - last.at.getTime() >= eventAfterMinutes * 60_000
  if (!mine.isLeaving && !isDue) return
  await record(trx, actor, {
    kind: 'report.saved',
    awardId: report.awardId,
    reportId: report.id,
    after: {
      section: mine.section,
      version,
      changes: revisions.length,
      throughId: revisions.at(-1)?.id ?? 0,
      revisionsHash: hashOf(revisions),
    },
  })
}

/** A change that is no answer, such as a file: whoever made it prepared this version all the same. */
export async function recordTouch(
  trx: Trx,
  actor: Permitted<'report.write'>,
  report: TakenReport,
  section: number,
): Promise<void> {
  const version = report.state.versionNo + 1
  const last = await lastSaving(trx, actor, report, section, version)
  if (last) return
  await record(trx, actor, {
    kind: 'report.saved',
    awardId: report.awardId,
    reportId: report.id,
    after: { section, version, changes: 0, throughId: 0, revisionsHash: hashOf([]) },
  })
}

export function hashOf(revisions: readonly object[]): string {
  return createHash('sha256').update(canonicalJson(revisions)).digest('hex')
}

async function lastSaving(
  trx: Trx,
  actor: Permitted<'report.write'>,
  report: TakenReport,
  section: number,
  version: number,
) {
  const event = await trx
    .selectFrom('events')
    .where('reportId', '=', report.id)
    .where('kind', '=', 'report.saved')
    .where('personId', '=', actor.personId)
    .where(sql<boolean>`(after ->> 'section')::int = ${section}`)
    .where(sql<boolean>`(after ->> 'version')::int = ${version}`)
    .select(['at', sql<string>`after ->> 'throughId'`.as('through')])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return event ? { at: event.at, through: Number(event.through) } : null
}

async function lastRevision(trx: Trx, reportId: number): Promise<number> {
  const { last } = await trx
    .selectFrom('reportRevisions')
    .where('reportId', '=', reportId)
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}
