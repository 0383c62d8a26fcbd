import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { now, today } from '#app/domain/clock.ts'
import { type Commitment, type PartnerRole, partnerRoleLabels } from '#app/domain/partner.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { awardsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { isSameOrganization } from './same.ts'

/** Somebody of the grantee records who takes part in an own award: an organization that is known, by its id or
 *  its UEI or its very name, or else a new one. Answers the id of the part; null: no such award. */
export async function addPartner(
  actor: Permitted<'partner.record'>,
  key: WriteKey,
  number: string,
  given: { partner: number | null; name: string; uei: string | null; role: PartnerRole },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeOwn(trx, actor, number)
    if (!award) return null
    const partner = await takePartner(trx, actor, award.sample, given)
    const part = await trx
      .insertInto('partnerships')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        partnerId: partner.id,
        role: given.role,
        enteredBy: actor.personId,
        enteredAt: now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!part) {
      const role = partnerRoleLabels[given.role].toLowerCase()
      throw new Refusal({ role: `${partner.name} is recorded as ${role} of this award already.` })
    }
    await record(trx, actor, {
      kind: 'partner.added',
      awardId: award.id,
      after: { partner: partner.name, uei: partner.uei, role: partnerRoleLabels[given.role] },
    })
    return part.id
  })
}

/** Somebody of the grantee says what an employer promised and did in a period; `version` is how often that was
 *  said when the page was made. What was said before of the same period is kept. Null: no such employer. */
export async function recordCommitment(
  actor: Permitted<'partner.record'>,
  key: WriteKey,
  at: { number: string; id: number; version: number },
  { period, wage, ...counts }: Commitment & { period: string; wage: string | null },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeOwn(trx, actor, at.number)
    if (!award) return null
    const part = await trx
      .selectFrom('partnerships')
      .innerJoin('partners', 'partners.id', 'partnerships.partnerId')
      .where('partnerships.id', '=', at.id)
      .where('partnerships.awardId', '=', award.id)
      .where('partnerships.role', '=', 'employer')
      .select(['partnerships.id', 'partners.name'])
      .executeTakeFirst()
    if (!part) return null
    const said = await trx
      .selectFrom('employerCommitments')
      .innerJoin('people', 'people.id', 'employerCommitments.saidBy')
      .where('partnershipId', '=', part.id)
      .select(['periodEnd', 'people.name as saidBy', 'saidAt'])
      .orderBy('employerCommitments.id', 'desc')
      .execute()
    if (said.length !== at.version) {
      throw new Conflict('Somebody recorded figures of this employer after you opened the page.', {
        who: said[0]?.saidBy ?? null,
        at: said[0]?.saidAt.toISOString() ?? null,
      })
    }
    if (period > today()) throw new Refusal({ 'period.month': 'Enter a day up to today.' })
    await trx
      .insertInto('employerCommitments')
      .values({
        partnershipId: part.id,
        organizationId: award.organizationId,
        periodEnd: period,
        no: said.filter(({ periodEnd }) => periodEnd === period).length + 1,
        ...counts,
        wage,
        saidBy: actor.personId,
        saidAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'partner.commitment_recorded',
      awardId: award.id,
      after: { partner: part.name, period, ...counts, wageAtHire: wage },
    })
    return part.id
  })
}

/** An own award that is not closed, held until the write is over. */
export async function takeOwn(trx: Trx, actor: Permitted<'partner.record'>, number: string) {
  const award = await trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select([
      'awards.id',
      'awards.organizationId',
      'awards.sample',
      'awards.status',
      'awards.amount',
    ])
    .forUpdate()
    .executeTakeFirst()
  if (!award) return null
  const closed = closedRefusal(award.status)
  if (closed) throw new Conflict(closed)
  return award
}

async function takePartner(
  trx: Trx,
  actor: Permitted<'partner.record'>,
  sample: boolean,
  { partner, name, uei }: { partner: number | null; name: string; uei: string | null },
) {
  const known = trx
    .selectFrom('partners')
    .where('sample', '=', sample)
    .select(['id', 'name', 'uei'])
  if (partner !== null) {
    const chosen = await known.where('id', '=', partner).executeTakeFirst()
    if (!chosen) throw new Refusal({ partner: 'Choose one of the list, or that it is another.' })
    return chosen
  }
  const same = await known
    .where(isSameOrganization({ name: sql`lower(name)`, uei: sql`uei` }, { name, uei }))
    .orderBy(sql`uei is null`)
    .executeTakeFirst()
  if (same) return same
  return trx
    .insertInto('partners')
    .values({ name, uei, sample, enteredBy: actor.personId, enteredAt: now() })
    .returning(['id', 'name', 'uei'])
    .executeTakeFirstOrThrow()
}
