import { type Expression, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { addMoney, compareMoney, formatMoney } from '#app/domain/money.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import { awardsSeenBy, granteesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { takeOwn } from './record.ts'
import { isSameOrganization } from './same.ts'

/** Somebody of the grantee says what a subrecipient receives of an own award in all; `version` is how often that
 *  was said when the page was made. Never more than the award holds. Null: no such subrecipient. */
export async function recordSubaward(
  actor: Permitted<'partner.record'>,
  key: WriteKey,
  at: { number: string; id: number; version: number },
  given: { amount: string; agreedOn: string; reason: string | null },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeOwn(trx, actor, at.number)
    if (!award) return null
    const parts = await trx
      .selectFrom('partnerships')
      .innerJoin('partners', 'partners.id', 'partnerships.partnerId')
      .where('partnerships.awardId', '=', award.id)
      .where('partnerships.role', '=', 'subrecipient')
      .select(({ ref }) => [
        'partnerships.id',
        'partners.name',
        standing(ref('partnerships.id')).as('amount'),
      ])
      .execute()
    const part = parts.find(({ id }) => id === at.id)
    if (!part) return null
    const said = await trx
      .selectFrom('subawards')
      .innerJoin('people', 'people.id', 'subawards.saidBy')
      .where('partnershipId', '=', part.id)
      .select(['people.name as who', 'saidAt'])
      .orderBy('no', 'desc')
      .execute()
    if (said.length !== at.version) {
      throw new Conflict('Somebody recorded this subaward after you opened the page.', {
        who: said[0]?.who ?? null,
        at: said[0]?.saidAt.toISOString() ?? null,
      })
    }
    if (given.agreedOn > today())
      throw new Refusal({ 'agreedOn.month': 'Enter a day up to today.' })
    if (said.length > 0 && given.reason === null) {
      throw new Refusal({ reason: 'Enter what changed since the amount before.' })
    }
    const others = parts.flatMap(({ id, amount }) => (id === at.id ? [] : (amount ?? [])))
    const sum = addMoney(given.amount, ...others)
    if (award.amount !== null && compareMoney(sum, award.amount) > 0) {
      throw new Refusal({
        amount: `With it, subawards come to ${formatMoney(sum)}, more than the ${formatMoney(award.amount)} of the award.`,
      })
    }
    await trx
      .insertInto('subawards')
      .values({
        partnershipId: part.id,
        organizationId: award.organizationId,
        no: said.length + 1,
        ...given,
        saidBy: actor.personId,
        saidAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'partner.subaward_recorded',
      awardId: award.id,
      before: { subaward: part.amount },
      after: { partner: part.name, subaward: given.amount, agreedOn: given.agreedOn },
      ...(given.reason && { reason: given.reason }),
    })
    return part.id
  })
}

/** The last word on what a subrecipient receives, in dollars; null where nothing was said. */
export function standing(partnership: Expression<number>) {
  return sql<string | null>`(
    select amount::text from subawards where partnership_id = ${partnership} order by no desc limit 1)`
}

interface Named {
  name: string
  uei: string | null
  sample: boolean
}

/** Grantees that are the same organization as a partner. */
export async function listGranteesNamed(actor: Permitted<'award.read'>, named: Named) {
  return db
    .selectFrom('organizations')
    .where('organizations.id', 'in', granteesSeenBy(actor))
    .where('organizations.sample', '=', named.sample)
    .where(
      isSameOrganization(
        { name: sql`(lower(organizations.name) collate "C")`, uei: sql`organizations.uei` },
        named,
      ),
    )
    .select(['organizations.slug', 'organizations.name'])
    .orderBy('organizations.id')
    .limit(5)
    .execute()
}

/** What a grantee receives under awards of others, in sight of the actor: it is part of those awards, and is
 *  never added to what the grantee holds itself. */
export async function listSubawardsTo(actor: Permitted<'award.read'>, named: Named) {
  return db
    .selectFrom('partners')
    .innerJoin('partnerships', 'partnerships.partnerId', 'partners.id')
    .innerJoin('awards', 'awards.id', 'partnerships.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('partnerships.role', '=', 'subrecipient')
    .where('awards.id', 'in', awardsSeenBy(actor))
    .where('partners.sample', '=', named.sample)
    .where(isSameOrganization({ name: sql`lower(partners.name)`, uei: sql`partners.uei` }, named))
    .select(({ ref }) => [
      'partnerships.id',
      'partners.id as partnerId',
      'awards.number',
      'awards.name',
      'awards.status',
      'organizations.name as leadOrganization',
      'organizations.slug as leadSlug',
      standing(ref('partnerships.id')).as('subaward'),
    ])
    .orderBy('awards.number')
    .orderBy('partnerships.id')
    .limit(200)
    .execute()
}

export type SubawardTo = Awaited<ReturnType<typeof listSubawardsTo>>[number]
