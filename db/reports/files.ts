import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type KeptFile, isBacked, mayAttach, mostFiles } from '#app/domain/report/files.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import type { TemplateItem } from '#app/domain/report/template.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { recordTouch, sealed } from './answers.ts'
import type { ReportReader } from './find.ts'
import { readItems } from './matter.ts'
import { type TakenReport, moveReport, takeReport } from './state.ts'

/** The files of a draft, for its own organization; what others see of files is in the sealed versions. */
export async function listFiles(actor: ReportReader, reportId: number) {
  return filesOf(actor, reportId).where('reportId', 'in', reportsSeenBy(actor)).execute()
}

export function filesOf({ organizationId }: ReportReader, reportId: number) {
  return db
    .selectFrom('reportFiles')
    .innerJoin('people', 'people.id', 'reportFiles.addedBy')
    .where('reportId', '=', reportId)
    .where('reportFiles.organizationId', '=', organizationId)
    .where('removedAt', 'is', null)
    .select([
      'itemCode',
      'reportFiles.name',
      'kind',
      'size',
      'sha256',
      'addedAt',
      'people.name as who',
    ])
    .orderBy('reportFiles.id')
}

export type ListedFile = Awaited<ReturnType<typeof listFiles>>[number]

/** The draft's files as a version seals them, in the order of their items. */
export async function readFiles(
  reportId: number,
  items: readonly TemplateItem[],
  within: Db | Trx,
) {
  const rows = await within
    .selectFrom('reportFiles')
    .where('reportId', '=', reportId)
    .where('removedAt', 'is', null)
    .select(['itemCode', 'name', 'kind', 'size', 'sha256'])
    .orderBy('id')
    .execute()
  return items.flatMap(({ itemCode }) => rows.filter((row) => row.itemCode === itemCode))
}

/** One file of a report, for whoever sees it: its own organization those of the draft, and everybody who
 *  reads the report those that a sealed version names. */
export async function findFile(
  actor: ReportReader,
  number: string,
  itemCode: string,
  sha256: string,
) {
  const row = await db
    .selectFrom('reportFiles')
    .innerJoin('reports', 'reports.id', 'reportFiles.reportId')
    .where('reports.number', '=', number)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .where('itemCode', '=', itemCode)
    .where('sha256', '=', sha256)
    .select([
      'reports.id as reportId',
      'reports.awardId',
      'reports.organizationId',
      'name',
      'kind',
      'size',
      'sha256',
      'removedAt',
    ])
    .orderBy('reportFiles.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const isOwn = row.organizationId === actor.organizationId
  const isOpen =
    (isOwn && row.removedAt === null) || (await isSealed(row.reportId, itemCode, sha256))
  return isOpen ? { ...row, isOwn } : null
}

export type FoundFile = NonNullable<Awaited<ReturnType<typeof findFile>>>

async function isSealed(reportId: number, itemCode: string, sha256: string): Promise<boolean> {
  const versions = await db
    .selectFrom('reportVersions')
    .where('reportId', '=', reportId)
    .select('content')
    .execute()
  return versions.some(({ content }) =>
    (JSON.parse(content) as SealedContent).files?.some(
      (file) => file.code === itemCode && file.sha256 === sha256,
    ),
  )
}

/** Keeps that somebody outside the report's organization took a file away. */
export async function recordDownload(
  actor: Permitted<'report.read'>,
  { reportId, awardId, sha256 }: FoundFile,
): Promise<void> {
  await db
    .transaction()
    .execute((trx) =>
      record(trx, actor, { kind: 'file.downloaded', awardId, reportId, after: { sha256 } }),
    )
}

/** Adds a file to an answer of a draft. Null: no such report, or no item that files may back. */
export async function addFile(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  itemCode: string,
  file: KeptFile,
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const found = await takeItem(trx, actor, number, itemCode)
    if (!found) return null
    const { report, item } = found
    await refuseAgain(trx, report, itemCode, file)
    if (report.state.author === 'not_started') await moveReport(trx, actor, report, 'start')
    const at = now()
    await trx
      .insertInto('reportFiles')
      .values({
        reportId: report.id,
        organizationId: report.organizationId,
        itemCode,
        ...file,
        addedBy: actor.personId,
        addedAt: at,
        removedBy: null,
        removedAt: null,
      })
      .execute()
    await recordTouch(trx, actor, report, item.sectionOrder)
    await record(trx, actor, {
      kind: 'file.added',
      awardId: report.awardId,
      reportId: report.id,
      after: { answer: item.label, file: file.name, sha256: file.sha256 },
    })
    return { number: report.number }
  })
}

/** Takes a file off a draft. Its row ends; its bytes stay, as sealed versions may name them. */
export async function removeFile(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  itemCode: string,
  sha256: string,
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const found = await takeItem(trx, actor, number, itemCode)
    if (!found) return null
    const { report, item } = found
    const removed = await trx
      .updateTable('reportFiles')
      .set({ removedBy: actor.personId, removedAt: now() })
      .where('reportId', '=', report.id)
      .where('itemCode', '=', itemCode)
      .where('sha256', '=', sha256)
      .where('removedAt', 'is', null)
      .returning('name')
      .executeTakeFirst()
    if (!removed) throw new Conflict('This file is no longer with the answer: somebody removed it.')
    await recordTouch(trx, actor, report, item.sectionOrder)
    await record(trx, actor, {
      kind: 'file.removed',
      awardId: report.awardId,
      reportId: report.id,
      before: { answer: item.label, file: removed.name, sha256 },
    })
    return { number: report.number }
  })
}

async function takeItem(
  trx: Trx,
  actor: Permitted<'report.write'>,
  number: string,
  itemCode: string,
): Promise<{ report: TakenReport; item: TemplateItem } | null> {
  const report = await takeReport(trx, actor, number)
  if (!report) return null
  const { programCode } = await trx
    .selectFrom('awards')
    .where('id', '=', report.awardId)
    .select('programCode')
    .executeTakeFirstOrThrow()
  const items = await readItems(report, programCode, trx)
  const item = items.find((one) => one.itemCode === itemCode && isBacked(one))
  if (!item) return null
  if (!mayAttach(report.state, item)) throw sealed(report)
  return { report, item }
}

async function refuseAgain(
  trx: Trx,
  report: TakenReport,
  itemCode: string,
  file: KeptFile,
): Promise<void> {
  const files = await trx
    .selectFrom('reportFiles')
    .where('reportId', '=', report.id)
    .where('itemCode', '=', itemCode)
    .where('removedAt', 'is', null)
    .select(['name', 'sha256'])
    .execute()
  const same = files.find(({ sha256 }) => sha256 === file.sha256)
  if (same) throw new Refusal({ file: `This file is here already, as ${same.name}.` })
  if (files.length >= mostFiles) {
    throw new Refusal({ file: `An answer has at most ${mostFiles} files. Remove one first.` })
  }
}
