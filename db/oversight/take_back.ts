import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { correctionStateLabels } from '#app/domain/oversight/corrections.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { lastMove } from '../awards/take.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { caseloadOf, oversightSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { moveOn, takeOwnCase } from './visits.ts'

/** The rights of those who add files behind a finding, or behind the answer to it, and take them back. */
type FileWriter = 'visit.plan' | 'correction.draft'

interface FileAddress {
  number: string
  finding: number
  sha256: string
}

/** One file of the actor's own side, as last added, with the version of what it stands behind. `closed`: why
 *  it can be taken back no more. */
export async function findOwnFile(actor: Permitted<FileWriter>, at: FileAddress) {
  const file = await ownFile(db, actor, at)
  return file && { ...file, closed: closedOf(file) }
}

/** Takes a file back from a finding whose letter is not sent, or from an answer that is not: its bytes, its
 *  name and the reason stay in the record. Null: no such file of the own caseload or organization. */
export async function takeFileBack(
  actor: Permitted<FileWriter>,
  key: WriteKey,
  at: FileAddress & { version: number },
  { words }: { words: string },
): Promise<{ number: string; backs: 'finding' | 'answer'; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    await hold(trx, actor, at)
    const file = await ownFile(trx, actor, at)
    if (!file) return null
    const { number, backs, awardId } = file
    const thing =
      backs === 'finding'
        ? { kind: 'visit', key: 'visit', no: file.visitNo }
        : { kind: 'correction', key: 'correctiveAction', no: file.correctionNo ?? 0 }
    const closed = closedOf(file)
    if (closed !== null || file.version !== at.version) {
      throw new Conflict(
        closed ?? 'Something changed here after you opened the page.',
        await lastMove(trx, awardId, { ...thing, kinds: `${thing.kind}.%` }),
      )
    }
    await trx
      .updateTable('visitFiles')
      .set({
        takenBackBy: actor.personId,
        takenBackAt: now(),
        takenBackBecause: words,
        takenBackShown: file.answeredAt !== null && file.answeredAt >= file.addedAt,
      })
      .where('findingId', '=', at.finding)
      .where('no', '=', file.no)
      .execute()
    if (backs === 'finding') await moveOn(trx, file.visitId, {})
    else {
      await trx
        .updateTable('corrections')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('findingId', '=', at.finding)
        .execute()
    }
    await record(trx, actor, {
      kind: backs === 'finding' ? 'visit.file_taken_back' : 'correction.file_taken_back',
      awardId,
      after: { [thing.key]: thing.no, file: file.name, sha256: at.sha256 },
      reason: words,
    })
    return { number, backs, no: thing.no }
  })
}

/** Whatever else changes the visit or the answer waits until this write is over. */
async function hold(trx: Trx, actor: Permitted<FileWriter>, { number, finding }: FileAddress) {
  if (actor.organizationKind !== 'grantee') return takeOwnCase(trx, actor, number)
  return trx
    .selectFrom('corrections')
    .where('corrections.findingId', '=', finding)
    .where('corrections.awardId', 'in', oversightSeenBy(actor))
    .select('corrections.id')
    .forUpdate()
    .executeTakeFirst()
}

async function ownFile(
  on: Db | Trx,
  actor: Permitted<FileWriter>,
  { number, finding, sha256 }: FileAddress,
) {
  const isGrantee = actor.organizationKind === 'grantee'
  const file = await on
    .selectFrom('visitFiles')
    .innerJoin('visitFindings', 'visitFindings.id', 'visitFiles.findingId')
    .innerJoin('visits', 'visits.id', 'visitFindings.visitId')
    .innerJoin('awards', 'awards.id', 'visits.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('people', 'people.id', 'visitFiles.addedBy')
    .leftJoin('corrections', 'corrections.findingId', 'visitFindings.id')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', isGrantee ? oversightSeenBy(actor) : caseloadOf(actor.membershipId))
    .where('visitFindings.id', '=', finding)
    .where('visitFiles.backs', '=', isGrantee ? 'answer' : 'finding')
    .where('visitFiles.sha256', '=', sha256)
    .select([
      'awards.number',
      'awards.name as awardName',
      'awards.sample',
      'organizations.name as leadOrganization',
      'visits.awardId',
      'visits.id as visitId',
      'visits.no as visitNo',
      'visits.kind as visitKind',
      'visits.state as visitState',
      'visits.version as visitVersion',
      'corrections.no as correctionNo',
      'corrections.state as correctionState',
      'corrections.version as correctionVersion',
      'corrections.answeredAt',
      'visitFindings.words',
      'visitFiles.no',
      'visitFiles.backs',
      'visitFiles.name',
      'visitFiles.size',
      'visitFiles.addedAt',
      'visitFiles.takenBackAt',
      'people.name as adder',
    ])
    .orderBy('visitFiles.no', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!file) return null
  return { ...file, version: (isGrantee ? file.correctionVersion : file.visitVersion) ?? 0 }
}

type OwnFile = NonNullable<Awaited<ReturnType<typeof ownFile>>>

function closedOf({ backs, takenBackAt, visitState, correctionState }: OwnFile): string | null {
  if (takenBackAt !== null) return 'This file was taken back already.'
  if (backs === 'finding') {
    return visitState === 'done' ? 'The letter of this visit is sent, with its files.' : null
  }
  return correctionState === null || correctionState === 'asked'
    ? null
    : `The answer is sent, with its files (${correctionStateLabels[correctionState].toLowerCase()}).`
}
