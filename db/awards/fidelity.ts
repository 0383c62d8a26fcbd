import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type FidelitySide,
  type FidelityWord,
  fidelitySideLabels,
  fidelityWordLabels,
  quartersToRate,
} from '#app/domain/evidence/fidelity.ts'
import { type Component, componentLabels } from '#app/domain/evidence/library.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { caseloadOf, fidelitySeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

/** An award with every word on its components, latest first, and for which side the actor may say more; null:
 *  none whose fidelity the actor follows. */
export async function findFidelity(actor: Permitted<'fidelity.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', fidelitySeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.periodStart',
      'awards.periodEnd',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const ratings = await db
    .selectFrom('fidelityRatings')
    .innerJoin('people', 'people.id', 'fidelityRatings.ratedBy')
    .where('awardId', '=', award.id)
    .select([
      'fidelityRatings.id',
      'side',
      'component',
      'periodEnd',
      'no',
      'word',
      'evidence',
      'ratedAt',
      'people.name as ratedBy',
    ])
    .orderBy('fidelityRatings.id', 'desc')
    .execute()
  const isOpen = may(actor.role, 'fidelity.rate') && closedRefusal(award.status) === null
  const side = sideOf(actor)
  return {
    ...award,
    ratings,
    rates: isOpen && (side === 'grantee' || award.isOwnCase === true) ? side : null,
  }
}

export type AwardFidelity = NonNullable<Awaited<ReturnType<typeof findFidelity>>>

/**
 * The officer of the caseload, or somebody of the grantee, says how far components are in place in a quarter;
 * `version` is how often that side had spoken of the award when the page was made. Nothing said before is
 * changed. Null: no such award.
 */
export async function rateFidelity(
  actor: Permitted<'fidelity.rate'>,
  key: WriteKey,
  at: { number: string; version: number },
  given: {
    quarter: string
    ratings: { component: Component; word: FidelityWord; evidence: string }[]
  },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const side = sideOf(actor)
    const award = await takeRated(trx, actor, at.number)
    if (!award) return null
    const closed = closedRefusal(award.status)
    if (closed) throw new Conflict(closed)
    const last = await trx
      .selectFrom('fidelityRatings')
      .innerJoin('people', 'people.id', 'fidelityRatings.ratedBy')
      .where('awardId', '=', award.id)
      .where('side', '=', side)
      .select(['no', 'ratedAt', 'people.name as who'])
      .orderBy('no', 'desc')
      .limit(1)
      .executeTakeFirst()
    const version = last?.no ?? 0
    if (version !== at.version) {
      throw new Conflict('Somebody of your side rated this award after you opened the page.', {
        who: last?.who ?? null,
        at: last?.ratedAt.toISOString() ?? null,
      })
    }
    if (!quartersToRate(award, today()).includes(given.quarter)) {
      throw new Refusal({ quarter: 'Choose a quarter of the list.' })
    }
    const stored = await trx
      .insertInto('fidelityRatings')
      .values(
        given.ratings.map((rating, place) => ({
          ...rating,
          awardId: award.id,
          organizationId: award.organizationId,
          side,
          periodEnd: given.quarter,
          no: version + place + 1,
          ratedBy: actor.personId,
          ratedAt: now(),
        })),
      )
      .returning(['id as ratingId', 'awardId', 'organizationId', 'component', 'word', 'periodEnd'])
      .execute()
    if (side === 'officer') await keepStanding(trx, stored)
    await record(trx, actor, {
      kind: 'fidelity.rated',
      awardId: award.id,
      after: {
        by: fidelitySideLabels[side],
        quarter: given.quarter,
        ratings: given.ratings
          .map(
            ({ component, word }) => `${componentLabels[component]}: ${fidelityWordLabels[word]}`,
          )
          .join('; '),
      },
    })
    return at.number
  })
}

/** A word on an earlier quarter than the one that stands does not take its place. */
async function keepStanding(
  trx: Trx,
  rows: {
    awardId: number
    organizationId: number
    component: Component
    word: FidelityWord
    periodEnd: string
    ratingId: number
  }[],
) {
  await trx
    .insertInto('awardFidelity')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['awardId', 'component'])
        .doUpdateSet((eb) => ({
          word: eb.ref('excluded.word'),
          periodEnd: eb.ref('excluded.periodEnd'),
          ratingId: eb.ref('excluded.ratingId'),
        }))
        .whereRef('awardFidelity.periodEnd', '<=', 'excluded.periodEnd'),
    )
    .execute()
}

function sideOf({ organizationKind }: Actor): FidelitySide {
  return organizationKind === 'grantee' ? 'grantee' : 'officer'
}

async function takeRated(trx: Trx, actor: Permitted<'fidelity.rate'>, number: string) {
  const own = sideOf(actor) === 'grantee' ? fidelitySeenBy(actor) : caseloadOf(actor.membershipId)
  return trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', own)
    .select(['awards.id', 'organizationId', 'status', 'periodStart', 'periodEnd'])
    .forUpdate()
    .executeTakeFirst()
}
