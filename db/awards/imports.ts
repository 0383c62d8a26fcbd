import { type SystemPermitted, type Permitted, type Actor, permit } from '#app/domain/access.ts'
import type { AwardSheetKind, ImportState, PlannedAward } from '#app/domain/award_sheet.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { SheetProblem } from '#app/domain/report/sheet_reading.ts'
import { readActing } from '../acting.ts'
import { keepBytes } from '../file_store.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { enqueue } from '../jobs.ts'
import { importsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

export interface SentAwards {
  name: string
  sha256: string
  bytes: Uint8Array
  sample: boolean
  /** For new awards whose listing holds several programs. */
  program: string | null
}

/** Keeps a file of awards and has it read. */
export async function sendImport(
  actor: Permitted<'award.import'>,
  key: WriteKey,
  file: SentAwards,
): Promise<{ id: number }> {
  await keepBytes(file.bytes)
  return writeOnce(actor, key, async (trx) => {
    const programs = await listProgramsOf(actor, trx)
    if (file.program !== null && !programs.some(({ code }) => code === file.program)) {
      throw new Refusal({ program: 'Choose a program of your agency.' })
    }
    const sent = await trx
      .insertInto('awardImports')
      .values({
        organizationId: actor.organizationId,
        membershipId: actor.membershipId,
        agencyCode: actor.agencyCode ?? '',
        fileName: file.name,
        sha256: file.sha256,
        sample: file.sample,
        programCode: file.program,
        state: 'waiting',
        uploadedBy: actor.personId,
        uploadedAt: now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(trx, actor, {
      kind: 'awards.file_sent',
      after: { file: file.name, sha256: file.sha256 },
    })
    await enqueue(trx, 'read_import', { importId: sent.id }, `read_import ${sent.id}`)
    return sent
  })
}

/** The programs of an actor's own agency. */
export async function listProgramsOf(actor: Actor, within: Trx | typeof db = db) {
  return within
    .selectFrom('programs')
    .innerJoin('streams', 'streams.code', 'programs.stream')
    .where('streams.bureau', '=', actor.agencyCode)
    .where('streams.status', '=', 'active')
    .select(['programs.code', 'programs.name'])
    .orderBy('programs.name')
    .execute()
}

/** The latest files of awards of an actor's own agency. */
export async function listImports(actor: Permitted<'award.import'>) {
  return db
    .selectFrom('awardImports')
    .innerJoin('people', 'people.id', 'awardImports.uploadedBy')
    .where('awardImports.id', 'in', importsSeenBy(actor))
    .select([
      'awardImports.id',
      'fileName',
      'state',
      'awardImports.sample',
      'rowsTotal',
      'uploadedAt',
      'storedAt',
      'people.name as who',
    ])
    .orderBy('awardImports.id', 'desc')
    .limit(20)
    .execute()
}

/** A file of awards with what it would do or what is wrong with it; null: none of the own agency. */
export async function findImport(actor: Permitted<'award.import'>, id: number) {
  const row = await db
    .selectFrom('awardImports')
    .innerJoin('people', 'people.id', 'awardImports.uploadedBy')
    .leftJoin('people as confirmers', 'confirmers.id', 'awardImports.confirmedBy')
    .where('awardImports.id', '=', id)
    .where('awardImports.id', 'in', importsSeenBy(actor))
    .select([
      'awardImports.id',
      'fileName',
      'sha256',
      'awardImports.kind',
      'awardImports.sample',
      'state',
      'rowsTotal',
      'rowsDone',
      'planned',
      'problems',
      'say',
      'uploadedAt',
      'people.name as who',
      'confirmedAt',
      'confirmers.name as confirmedBy',
      'storedAt',
      'awardImports.version',
    ])
    .executeTakeFirst()
  if (!row) return null
  const { planned, problems, ...sent } = row
  return {
    ...sent,
    planned: JSON.parse(planned ?? '[]') as PlannedAward[],
    problems: JSON.parse(problems ?? '[]') as SheetProblem[],
  }
}

/** Confirms what a file would do, so that it is stored whole; null: no such file. */
export async function confirmImport(
  actor: Permitted<'award.import'>,
  key: WriteKey,
  id: number,
  version: number,
): Promise<{ id: number } | null> {
  return moveImport(actor, key, id, version, {
    from: ['ready'],
    to: 'confirmed',
    job: 'store_import',
  })
}

/** Has a file read again, against the record of now; null: no such file. */
export async function rereadImport(
  actor: Permitted<'award.import'>,
  key: WriteKey,
  id: number,
  version: number,
): Promise<{ id: number } | null> {
  return moveImport(actor, key, id, version, {
    from: ['ready', 'refused', 'overtaken'],
    to: 'waiting',
    job: 'read_import',
  })
}

async function moveImport(
  actor: Permitted<'award.import'>,
  key: WriteKey,
  id: number,
  version: number,
  move: {
    from: readonly ImportState[]
    to: ImportState
    job: 'read_import' | 'store_import'
  },
): Promise<{ id: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const sent = await trx
      .selectFrom('awardImports')
      .leftJoin('people', 'people.id', 'awardImports.confirmedBy')
      .where('awardImports.id', '=', id)
      .where('awardImports.id', 'in', importsSeenBy(actor))
      .select([
        'state',
        'fileName',
        'sha256',
        'awardImports.version',
        'people.name as who',
        'confirmedAt',
      ])
      .forUpdate('awardImports')
      .executeTakeFirst()
    if (!sent) return null
    if (sent.version !== version || !move.from.includes(sent.state)) {
      throw new Conflict(overtaken[sent.state], {
        who: sent.who,
        at: sent.confirmedAt?.toISOString() ?? null,
      })
    }
    const at = now()
    const isConfirmed = move.to === 'confirmed'
    await trx
      .updateTable('awardImports')
      .where('id', '=', id)
      .set((eb) => ({
        state: move.to,
        version: eb('version', '+', 1),
        rowsDone: 0,
        confirmedBy: isConfirmed ? actor.personId : null,
        confirmedMembershipId: isConfirmed ? actor.membershipId : null,
        confirmedAt: isConfirmed ? at : null,
        say: null,
        ...(!isConfirmed && { planned: null, problems: null }),
      }))
      .execute()
    await record(trx, actor, {
      kind: isConfirmed ? 'awards.file_confirmed' : 'awards.file_sent_again',
      after: { file: sent.fileName, sha256: sent.sha256 },
    })
    await enqueue(trx, move.job, { importId: id }, `${move.job} ${id}`)
    return { id }
  })
}

const overtaken: Record<ImportState, string> = {
  waiting: 'This file is waiting to be read.',
  reading: 'This file is being read.',
  refused: 'This file has cells to fix, so nothing of it is stored.',
  ready: 'This file was read again after you opened the page.',
  confirmed: 'This file is confirmed already and is about to be stored.',
  storing: 'This file is being stored.',
  stored: 'The awards of this file are stored already.',
  overtaken: 'The record changed before this file could be stored. Read it again.',
}

/** Takes a file that waits to be read; null where another has read it, or it is gone. */
export async function takeToRead(_: SystemPermitted<'award.import'>, id: number) {
  const sent = await db
    .updateTable('awardImports')
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'reading'])
    .set({ state: 'reading', rowsDone: 0, rowsTotal: 0 })
    .returning(['id', 'fileName', 'sha256', 'sample', 'programCode', 'agencyCode'])
    .executeTakeFirst()
  return sent ?? null
}

/** Tells how far the work is. */
export async function tellImport(
  _: SystemPermitted<'award.import'>,
  id: number,
  progress: { rowsTotal: number; rowsDone: number },
): Promise<void> {
  await db.updateTable('awardImports').where('id', '=', id).set(progress).execute()
}

/** Keeps what reading a file came to. */
export async function stageImport(
  _: SystemPermitted<'award.import'>,
  id: number,
  read:
    | { kind: AwardSheetKind; planned: readonly PlannedAward[] }
    | { kind: AwardSheetKind | null; problems: readonly SheetProblem[]; say: string | null },
): Promise<void> {
  const found =
    'planned' in read
      ? {
          state: 'ready' as const,
          planned: JSON.stringify(read.planned),
          problems: null,
          say: null,
        }
      : {
          state: 'refused' as const,
          planned: null,
          problems: JSON.stringify(read.problems),
          say: read.say,
        }
  await db
    .updateTable('awardImports')
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .set((eb) => ({ ...found, kind: read.kind, version: eb('version', '+', 1) }))
    .execute()
}

/** A confirmed file, and who confirmed it with the right of today: null where it is lost since, or nothing
 *  is to be stored. */
export async function takeToStore(_: SystemPermitted<'award.import'>, id: number) {
  const sent = await db
    .updateTable('awardImports')
    .where('id', '=', id)
    .where('state', 'in', ['confirmed', 'storing'])
    .set({ state: 'storing' })
    .returning([
      'id',
      'fileName',
      'sha256',
      'sample',
      'agencyCode',
      'planned',
      'confirmedMembershipId',
    ])
    .executeTakeFirst()
  if (!sent) return null
  const { planned, confirmedMembershipId, ...file } = sent
  const actor = await readActing(confirmedMembershipId, `store_import ${id}`)
  return {
    file,
    planned: JSON.parse(planned ?? '[]') as PlannedAward[],
    actor: actor ? permit(actor, 'award.import') : null,
  }
}

/** What stopped a file from being stored, in a sentence; nothing of it was. */
export async function giveUpImport(
  _: SystemPermitted<'award.import'>,
  id: number,
  say: string,
): Promise<void> {
  await db
    .updateTable('awardImports')
    .where('id', '=', id)
    .where('state', '=', 'storing')
    .set((eb) => ({ state: 'overtaken', say, version: eb('version', '+', 1) }))
    .execute()
}
