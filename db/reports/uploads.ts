import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { SheetEntry, SheetProblem } from '#app/domain/report/sheet_reading.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { mayWrite, recordSaving, sealed, writeChanges } from './answers.ts'
import { readItems } from './matter.ts'
import { type TakenReport, takeReport } from './state.ts'

/** How long figures wait to be confirmed. */
export const uploadHours = 24

/** Problems kept for the list that people download; a file has more only when all of it is wrong. */
export const problemsKept = 10_000

/** A file as it was sent. */
export interface SentFile {
  name: string
  sha256: string
}

/** What reading it came to. */
export type StagedMatter =
  { entries: readonly SheetEntry[] } | { problems: readonly SheetProblem[] }

/** Keeps what was read from a file until somebody confirms it, or what was wrong until it is fixed.
 *  No answer changes. Null: no such report. */
export async function stageUpload(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  file: SentFile,
  matter: StagedMatter,
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number)
    if (!report) return null
    await forgetExpired(trx, report)
    const read =
      'entries' in matter
        ? { entries: JSON.stringify(matter.entries), problems: null }
        : { entries: null, problems: JSON.stringify(matter.problems.slice(0, problemsKept)) }
    return trx
      .insertInto('reportUploads')
      .values({
        reportId: report.id,
        organizationId: report.organizationId,
        fileName: file.name,
        sha256: file.sha256,
        ...read,
        uploadedBy: actor.personId,
        uploadedAt: now(),
        savedAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
}

/** Of awards under a legal hold, from which nothing is deleted. */
const heldReports = db
  .selectFrom('reports')
  .innerJoin('awardHolds', 'awardHolds.awardId', 'reports.awardId')
  .where('awardHolds.liftedAt', 'is', null)
  .select('reports.id')

/** What nobody confirmed in time; what was saved is named by its revisions and stays. */
async function forgetExpired(trx: Trx, report: TakenReport): Promise<void> {
  await trx
    .deleteFrom('reportUploads')
    .where('reportId', '=', report.id)
    .where('savedAt', 'is', null)
    .where('uploadedAt', '<', oldest())
    .where('reportId', 'not in', heldReports)
    .execute()
}

const oldest = () => new Date(now().getTime() - uploadHours * 3_600_000)

/** A file that was read for a report of one's own organization; null once it has expired. */
export async function findUpload(actor: Permitted<'report.write'>, number: string, id: number) {
  const row = await db
    .selectFrom('reportUploads')
    .innerJoin('reports', 'reports.id', 'reportUploads.reportId')
    .innerJoin('people', 'people.id', 'reportUploads.uploadedBy')
    .where('reportUploads.id', '=', id)
    .where('reports.number', '=', number)
    .where('reportUploads.reportId', 'in', reportsSeenBy(actor))
    .where('reportUploads.organizationId', '=', actor.organizationId)
    .select([
      'reportUploads.id',
      'fileName',
      'sha256',
      'entries',
      'problems',
      'uploadedAt',
      'savedAt',
      'people.name as who',
    ])
    .executeTakeFirst()
  if (!row || (row.savedAt === null && row.uploadedAt < oldest())) return null
  const { entries, problems, ...upload } = row
  return {
    ...upload,
    entries: JSON.parse(entries ?? '[]') as SheetEntry[],
    problems: JSON.parse(problems ?? '[]') as SheetProblem[],
  }
}

/** Writes confirmed figures into the draft, all of them or none: as the page showed them, unless
 *  somebody else has answered since `seen` (AnswersOvertaken). Null: no such upload. */
export async function saveUpload(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  id: number,
  seen: number,
): Promise<{ changed: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number)
    const upload = report && (await takeUpload(trx, report, id))
    if (!upload) return null
    if (upload.savedAt) {
      const by = { who: upload.who, at: upload.savedAt.toISOString() }
      throw new Conflict('The figures of this file are saved already.', by)
    }
    if (upload.uploadedAt < oldest()) {
      throw new Refusal({
        form: `This file was read more than ${uploadHours} hours ago. Upload it again.`,
      })
    }
    const sections = await sectionsOf(trx, report)
    const at = now()
    const changed = await writeChanges(trx, actor, report, {
      changes: upload.entries,
      seen,
      isAutomatic: false,
      uploadId: upload.id,
      at,
    })
    const touched = new Set(changed.map(({ itemCode }) => sections.get(itemCode)))
    for (const section of touched) {
      if (section === undefined || !mayWrite(report, section)) throw sealed(report)
      const items = [...sections].filter(([, order]) => order === section).map(([code]) => code)
      await recordSaving(trx, actor, report, { section, items, isLeaving: true }, at)
    }
    await trx.updateTable('reportUploads').set({ savedAt: at }).where('id', '=', id).execute()
    await record(trx, actor, {
      kind: 'upload.saved',
      awardId: report.awardId,
      reportId: report.id,
      after: { file: upload.fileName, sha256: upload.sha256, changes: changed.length },
    })
    return { changed: changed.length }
  })
}

async function takeUpload(trx: Trx, report: TakenReport, id: number) {
  const row = await trx
    .selectFrom('reportUploads')
    .innerJoin('people', 'people.id', 'reportUploads.uploadedBy')
    .where('reportUploads.id', '=', id)
    .where('reportId', '=', report.id)
    .where('entries', 'is not', null)
    .select([
      'reportUploads.id',
      'fileName',
      'sha256',
      'entries',
      'uploadedAt',
      'savedAt',
      'people.name as who',
    ])
    .executeTakeFirst()
  return row ? { ...row, entries: JSON.parse(row.entries ?? '[]') as SheetEntry[] } : null
}

/** Which section asks for what. */
async function sectionsOf(trx: Trx, report: TakenReport): Promise<Map<string, number>> {
  const { programCode } = await trx
    .selectFrom('awards')
    .where('id', '=', report.awardId)
    .select('programCode')
    .executeTakeFirstOrThrow()
  const items = await readItems(report, programCode, trx)
  return new Map(items.map(({ itemCode, sectionOrder }) => [itemCode, sectionOrder]))
}
