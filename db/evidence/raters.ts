import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { bodyRuleSet } from '#app/domain/evidence/body.ts'
import {
  type BodyLevel,
  type BodyRating,
  nextWord,
  raterPartLabels,
  readsWord,
} from '#app/domain/evidence/raters.ts'
import { ratingLabel } from '#app/domain/evidence/ratings.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { bodyRatingsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { findCountyHealth } from './body.ts'

/** What people of the evaluation office rated, latest first, with what the actor may say next. Who is to give the
 *  second rating does not read the first. */
export async function listBodyRatings(actor: Permitted<'body_rating.read'>) {
  const said = await listWords(db, actor)
  const next = nextWord(said, actor.personId)
  const isRater = may(actor.role, 'body_rating.rate')
  return {
    words: said.filter((word) => readsWord(word, next, isRater)),
    next: isRater ? next : null,
    version: said.length,
  }
}

/** Somebody gives the next word of a round; `version` is how many there were when the page was made. Null: none
 *  that the actor could add to. */
export async function rateBody(
  actor: Permitted<'body_rating.rate'>,
  key: WriteKey,
  version: number,
  { level, reason }: { level: BodyLevel; reason: string },
): Promise<number> {
  const worked = await findCountyHealth()
  return writeOnce(actor, key, async (trx) => {
    // Of two people who rate at once, one is first.
    await trx
      .selectFrom('organizations')
      .where('id', '=', actor.organizationId)
      .select('id')
      .forUpdate()
      .execute()
    const said = await listWords(trx, actor)
    const [last] = said
    const next = nextWord(said, actor.personId)
    if (said.length !== version || next.may === 'wait') {
      const what =
        next.may === 'wait'
          ? 'You gave the first rating of this round. Somebody else gives the second.'
          : 'Somebody rated after you opened the page.'
      throw new Conflict(what, {
        who: last?.ratedBy ?? null,
        at: last?.ratedAt.toISOString() ?? null,
      })
    }
    const part = next.may === 'settle' ? 'final' : next.part
    await trx
      .insertInto('bodyRatings')
      .values({
        organizationId: actor.organizationId,
        system: 'county_health',
        round: next.round,
        part,
        level,
        reason,
        workedLevel: worked.rating.level,
        ruleSet: bodyRuleSet,
        ratedBy: actor.personId,
        ratedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'body.rated',
      // Whoever rates second is told that it waits, never what the first said.
      after: {
        about: 'County Health Rankings, What Works for Health',
        round: next.round,
        part: raterPartLabels[part],
        ...(part === 'final' && { level: ratingLabel('county_health', level) }),
      },
      ...(part === 'final' && { reason }),
    })
    return next.round
  })
}

async function listWords(within: Db | Trx, actor: Actor): Promise<BodyRating[]> {
  return within
    .selectFrom('bodyRatings')
    .innerJoin('people', 'people.id', 'bodyRatings.ratedBy')
    .where('bodyRatings.id', 'in', bodyRatingsSeenBy(actor))
    .select([
      'bodyRatings.round',
      'bodyRatings.part',
      'bodyRatings.level',
      'bodyRatings.reason',
      'bodyRatings.workedLevel',
      'bodyRatings.ruleSet',
      'bodyRatings.ratedBy as raterId',
      'people.name as ratedBy',
      'bodyRatings.ratedAt',
    ])
    .orderBy('bodyRatings.id', 'desc')
    .execute()
}
