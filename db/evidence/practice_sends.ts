import { type SqlBool, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import type { Kinship, PracticeAnswer } from '#app/domain/evidence/practice.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy, caseloadOf, practiceNotesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

/** The awards of the own caseload that are alike to what a note tells of, the most alike first. A note that rests
 *  on anything invented goes to sample awards alone. */
export async function previewSending(actor: Permitted<'practice.send'>, noteId: number) {
  return alike(db, actor, noteId)
}

export type AlikeAward = Awaited<ReturnType<typeof previewSending>>[number]

/** Sends an approved note to chosen awards of the own caseload; those that have it already are passed over. */
export async function sendNote(
  actor: Permitted<'practice.send'>,
  key: WriteKey,
  noteId: number,
  numbers: readonly string[],
) {
  return writeOnce(actor, key, async (trx) => {
    const note = await trx
      .selectFrom('practiceNotes')
      .where('id', '=', noteId)
      .where('id', 'in', practiceNotesSeenBy(actor))
      .select(['id', 'title', 'state'])
      .executeTakeFirst()
    if (!note) return null
    if (note.state !== 'approved') {
      throw new Conflict('This note is not approved, so it is not sent yet.')
    }
    const likely = await alike(trx, actor, noteId)
    const chosen = likely.filter(({ number }) => numbers.includes(number))
    if (chosen.length < numbers.length) {
      throw new Refusal({ award: 'Choose awards of the list: they are your caseload, and alike.' })
    }
    const made = await trx
      .insertInto('practiceSends')
      .values(
        chosen.map(({ awardId, organizationId, alike: reasons }) => ({
          noteId,
          awardId,
          organizationId,
          alike: reasons,
          sentBy: actor.personId,
          sentAt: now(),
        })),
      )
      .onConflict((conflict) => conflict.columns(['noteId', 'awardId']).doNothing())
      .returning('awardId')
      .execute()
    // Each is told in the chain of its own award.
    for (const { awardId } of made) {
      await record(trx, actor, {
        kind: 'practice.sent',
        awardId,
        after: { note: noteId, title: note.title },
      })
    }
    return { sent: made.length }
  })
}

/** What the grantee of an award makes of a note; once. */
export async function answerNote(
  actor: Permitted<'practice.answer'>,
  key: WriteKey,
  at: { number: string; sendId: number },
  { answer, words }: { answer: PracticeAnswer; words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const sent = await trx
      .selectFrom('practiceSends')
      .innerJoin('awards', 'awards.id', 'practiceSends.awardId')
      .innerJoin('practiceNotes', 'practiceNotes.id', 'practiceSends.noteId')
      .where('practiceSends.id', '=', at.sendId)
      .where('awards.number', '=', at.number)
      .where('awards.id', 'in', awardsSeenBy(actor))
      .where('practiceSends.organizationId', '=', actor.organizationId)
      .select([
        'practiceSends.awardId',
        'practiceSends.noteId',
        'practiceSends.answer',
        'practiceSends.answeredBy',
        'practiceSends.answeredAt',
        'practiceNotes.title',
      ])
      .forUpdate('practiceSends')
      .executeTakeFirst()
    if (!sent) return null
    if (sent.answer) {
      const by = await trx
        .selectFrom('people')
        .where('id', '=', sent.answeredBy)
        .select('name')
        .executeTakeFirst()
      throw new Conflict('Your organization answered this note already.', {
        who: by?.name ?? null,
        at: sent.answeredAt?.toISOString() ?? null,
      })
    }
    await trx
      .updateTable('practiceSends')
      .set({
        answer,
        answerWords: words,
        answeredBy: actor.personId,
        answeredAt: now(),
      })
      .where('id', '=', at.sendId)
      .execute()
    await record(trx, actor, {
      kind: 'practice.answered',
      awardId: sent.awardId,
      after: { note: sent.noteId, title: sent.title, answer },
    })
    return { id: at.sendId }
  })
}

async function alike(on: Db | Trx, actor: Permitted<'practice.send'>, noteId: number) {
  const rows = await on
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('practiceNotes', (join) => join.on('practiceNotes.id', '=', noteId))
    .leftJoin('practiceSends', (join) =>
      join
        .onRef('practiceSends.noteId', '=', 'practiceNotes.id')
        .onRef('practiceSends.awardId', '=', 'awards.id'),
    )
    .where('practiceNotes.id', 'in', practiceNotesSeenBy(actor))
    .where('awards.id', 'in', caseloadOf(actor.membershipId))
    .where('awards.status', 'in', ['announced', 'awarded', 'active', 'suspended'])
    .where(sql<SqlBool>`awards.sample or not practice_notes.sample`)
    // It tells this one nothing new.
    .where(
      sql<SqlBool>`not exists (select from practice_citations
        join reports on reports.id = practice_citations.report_id
        where practice_citations.note_id = practice_notes.id and reports.award_id = awards.id)`,
    )
    .select([
      'awards.id as awardId',
      'awards.organizationId',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'practiceSends.sentAt',
      sql<Kinship[]>`array_remove(array[
        case when exists (select from award_sectors where award_id = awards.id
          and sector_code = any (practice_notes.sectors)) then 'sector' end,
        case when exists (select from award_fidelity where award_id = awards.id
          and component = any (practice_notes.components) and word <> 'in_place') then 'component' end,
        case when practice_notes.model = (select model from award_models
          where award_id = awards.id and since <= ${today()}::date order by no desc limit 1)
          then 'model' end], null)`.as('alike'),
    ])
    .orderBy('awards.number')
    .limit(500)
    .execute()
  return rows
    .filter((row) => row.alike.length > 0)
    .sort((one, other) => other.alike.length - one.alike.length)
}
