import { type Permitted, may } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { correctionStateLabels } from '#app/domain/oversight/corrections.ts'
import type { BackedPart } from '#app/domain/oversight/visits.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type KeptFile, fileRefusal } from '#app/domain/report/files.ts'
import { lastMove } from '../awards/take.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { oversightSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { moveOn, takeOwnCase } from './visits.ts'

/** One file of a visit by what it is, for whoever reads what it stands behind: the agency's from the letter on
 *  also its grantee, the grantee's from the answer on also the agency. What was taken back only those open who
 *  read the log. That it was taken away is an event. */
export async function openVisitFile(
  actor: Permitted<'visit.read'>,
  at: { number: string; finding: number; sha256: string },
) {
  const isGrantee = actor.organizationKind === 'grantee'
  return db.transaction().execute(async (trx) => {
    const file = await trx
      .selectFrom('visitFiles')
      .innerJoin('visitFindings', 'visitFindings.id', 'visitFiles.findingId')
      .innerJoin('visits', 'visits.id', 'visitFindings.visitId')
      .innerJoin('awards', 'awards.id', 'visits.awardId')
      .leftJoin('corrections', 'corrections.findingId', 'visitFindings.id')
      .where('awards.number', '=', at.number)
      .where('awards.id', 'in', oversightSeenBy(actor))
      .where('visitFindings.id', '=', at.finding)
      .where('visitFiles.sha256', '=', at.sha256)
      .where((eb) =>
        isGrantee
          ? eb('visits.state', '=', 'done')
          : eb.or([
              eb('visitFiles.backs', '=', 'finding'),
              eb('visitFiles.takenBackShown', '=', true),
              eb('corrections.state', '<>', 'asked').and('visitFiles.takenBackAt', 'is', null),
            ]),
      )
      .$if(!may(actor.role, 'log.read'), (query) =>
        query.where('visitFiles.takenBackAt', 'is', null),
      )
      .select([
        'visitFiles.name',
        'visitFiles.kind',
        'visitFiles.sha256',
        'visitFiles.backs',
        'visits.no as visitNo',
        'visits.awardId',
        'corrections.no as correctionNo',
      ])
      .orderBy('visitFiles.takenBackAt', (by) => by.desc().nullsFirst())
      .orderBy('visitFiles.no')
      .limit(1)
      .executeTakeFirst()
    if (!file) return null
    if (isGrantee !== (file.backs === 'answer')) {
      await record(trx, actor, {
        kind: file.backs === 'answer' ? 'correction.file_downloaded' : 'visit.file_downloaded',
        awardId: file.awardId,
        after:
          file.backs === 'answer'
            ? { correctiveAction: file.correctionNo, file: file.name }
            : { visit: file.visitNo, file: file.name },
      })
    }
    return file
  })
}

/** Adds a file to what a planned visit found, before its letter is sent. Null: no such finding of the own
 *  caseload. */
export async function addFindingFile(
  actor: Permitted<'visit.plan'>,
  key: WriteKey,
  at: { number: string; no: number; finding: number },
  file: KeptFile,
) {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeOwnCase(trx, actor, at.number)
    if (!award) return null
    const finding = await trx
      .selectFrom('visitFindings')
      .innerJoin('visits', 'visits.id', 'visitFindings.visitId')
      .where('visits.awardId', '=', award.id)
      .where('visits.no', '=', at.no)
      .where('visitFindings.id', '=', at.finding)
      .select(['visitFindings.id', 'visitFindings.organizationId', 'visitId', 'visits.state'])
      .executeTakeFirst()
    if (!finding) return null
    if (finding.state !== 'planned') {
      const by = await lastMove(trx, award.id, { kinds: 'visit.%', key: 'visit', no: at.no })
      throw new Conflict('The letter of this visit is sent already.', by)
    }
    await add(trx, actor, { ...finding, backs: 'finding' }, file)
    await moveOn(trx, finding.visitId, {})
    await record(trx, actor, {
      kind: 'visit.file_added',
      awardId: award.id,
      after: { visit: at.no, file: file.name, sha256: file.sha256 },
    })
    return { number: at.number, no: at.no }
  })
}

/** Adds a file to the answer that a grantee prepares. Null: no such corrective action of an own award. */
export async function addAnswerFile(
  actor: Permitted<'correction.draft'>,
  key: WriteKey,
  at: { number: string; no: number },
  file: KeptFile,
) {
  return writeOnce(actor, key, async (trx) => {
    const action = await trx
      .selectFrom('corrections')
      .innerJoin('awards', 'awards.id', 'corrections.awardId')
      .where('awards.number', '=', at.number)
      .where('awards.id', 'in', oversightSeenBy(actor))
      .where('corrections.no', '=', at.no)
      .select([
        'corrections.id',
        'corrections.awardId',
        'corrections.organizationId',
        'corrections.findingId',
        'corrections.state',
      ])
      .forUpdate('corrections')
      .executeTakeFirst()
    if (!action) return null
    if (action.state !== 'asked') {
      throw new Conflict(
        `The answer is sent, and takes no more files (${correctionStateLabels[action.state].toLowerCase()}).`,
        await lastMove(trx, action.awardId, {
          kinds: 'correction.%',
          key: 'correctiveAction',
          no: at.no,
        }),
      )
    }
    const { findingId: id, organizationId } = action
    await add(trx, actor, { id, organizationId, backs: 'answer' }, file)
    // Whoever sends the answer has seen each file of it.
    await trx
      .updateTable('corrections')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', action.id)
      .execute()
    await record(trx, actor, {
      kind: 'correction.file_added',
      awardId: action.awardId,
      after: { correctiveAction: at.no, file: file.name, sha256: file.sha256 },
    })
    return { number: at.number, no: at.no }
  })
}

async function add(
  trx: Trx,
  actor: { personId: number },
  finding: { id: number; organizationId: number; backs: BackedPart },
  file: KeptFile,
): Promise<void> {
  const held = await trx
    .selectFrom('visitFiles')
    .where('findingId', '=', finding.id)
    .select(['no', 'backs', 'sha256', 'takenBackAt'])
    .orderBy('no', 'desc')
    .execute()
  const { backs } = finding
  const refusal = fileRefusal(
    held.filter((one) => one.backs === backs && one.takenBackAt === null),
    file,
    backs,
  )
  if (refusal) throw new Refusal({ file: refusal })
  const { name, kind, size, sha256 } = file
  await trx
    .insertInto('visitFiles')
    .values({
      findingId: finding.id,
      organizationId: finding.organizationId,
      no: (held[0]?.no ?? 0) + 1,
      backs,
      name,
      kind,
      size,
      sha256,
      addedBy: actor.personId,
      addedAt: now(),
    })
    .execute()
}
