import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { record } from '../events.ts'
import { caseloadOf } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

/** Keeps what the officer of a caseload leaves in words, award by award; what is empty or unchanged is left
 *  as it is. Answers how many awards have new words. */
export async function leaveWords(
  actor: Permitted<'award.hand_over'>,
  key: WriteKey,
  left: readonly { number: string; words: string | null }[],
): Promise<number> {
  return writeOnce(actor, key, async (trx) => {
    const known = await trx
      .selectFrom('awards')
      .innerJoin('caseloads', 'caseloads.awardId', 'awards.id')
      .where('caseloads.membershipId', '=', actor.membershipId)
      .where('caseloads.endedAt', 'is', null)
      .where('awards.id', 'in', caseloadOf(actor.membershipId))
      .select((eb) => [
        'awards.id',
        'awards.number',
        'awards.organizationId',
        eb
          .selectFrom('handOverWords')
          .whereRef('handOverWords.awardId', '=', 'awards.id')
          .select('handOverWords.words')
          .orderBy('handOverWords.id', 'desc')
          .limit(1)
          .as('words'),
      ])
      .orderBy('awards.id')
      .execute()
    let count = 0
    for (const award of known) {
      const words = left.find(({ number }) => number === award.number)?.words ?? null
      if (words === null || words === award.words) continue
      await trx
        .insertInto('handOverWords')
        .values({
          awardId: award.id,
          organizationId: award.organizationId,
          words,
          writtenBy: actor.personId,
          writtenAt: now(),
        })
        .execute()
      await record(trx, actor, { kind: 'award.hand_over_noted', awardId: award.id })
      count += 1
    }
    return count
  })
}
