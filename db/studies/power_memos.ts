import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy } from './plan.ts'

/** What a study kept of its power, the latest first, with everything each was computed from. */
export async function listPowerMemos(actor: Permitted<'plan.read'>, studyId: number) {
  return db
    .selectFrom('powerMemos')
    .innerJoin('people', 'people.id', 'powerMemos.savedBy')
    .where('powerMemos.studyId', '=', studyId)
    .where('powerMemos.studyId', 'in', studiesSeenBy(actor))
    .select([
      'powerMemos.no',
      'powerMemos.inputs',
      'powerMemos.results',
      'powerMemos.enrolled',
      'powerMemos.asOf',
      'powerMemos.words',
      'powerMemos.savedAt',
      'people.name as savedBy',
    ])
    .orderBy('powerMemos.no', 'desc')
    .execute()
}

/** Keeps what a study can tell on a day, with its inputs: a memo is never changed. */
export async function savePowerMemo(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  memo: {
    inputs: unknown
    results: unknown
    enrolled: number
    asOf: string
    reached: string
    words: string
  },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { inputs, results, enrolled, asOf, reached, words } = memo
    const { no } = await trx
      .selectFrom('powerMemos')
      .where('studyId', '=', study.id)
      .select((eb) => eb(eb.fn.coalesce(eb.fn.max('no'), eb.lit(0)), '+', 1).as('no'))
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('powerMemos')
      .values({
        studyId: study.id,
        no,
        inputs: JSON.stringify(inputs),
        results: JSON.stringify(results),
        enrolled,
        asOf,
        words,
        savedBy: actor.personId,
        savedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'power.memo_saved',
      studyId: study.id,
      after: { memo: no, enrolled, targetReached: reached },
      reason: words,
    })
    return { no }
  })
}
