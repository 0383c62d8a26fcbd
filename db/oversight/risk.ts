import { type SqlBool, sql } from 'kysely'
import type { Permitted, SystemPermitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { warningWeight } from '#app/domain/oversight/early_warning.ts'
import { judgeRisk } from '#app/domain/oversight/risk.ts'
import { type RiskTier, riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { caseloadOf, risksSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { readRiskFacts } from './risk_facts.ts'

/** The risk of an award as its record says today, and what its officers say of it; null: none whose risk
 *  the actor follows. */
export async function findRisk(actor: Permitted<'risk.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', risksSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.amount',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const [facts] = await readRiskFacts(db, [award.id], today())
  const ratings = await db
    .selectFrom('riskRatings')
    .innerJoin('people', 'people.id', 'riskRatings.ratedBy')
    .where('awardId', '=', award.id)
    .select(['riskRatings.id', 'tier', 'reason', 'ratedAt', 'people.name as ratedBy'])
    .orderBy('riskRatings.id', 'desc')
    .execute()
  return facts ? { ...award, isOwnCase: award.isOwnCase === true, facts, ratings } : null
}

export type AwardRisk = NonNullable<Awaited<ReturnType<typeof findRisk>>>

/** The awards of an officer's caseload that stand out most, with the facts that say so. */
export async function listEarlyWarnings(actor: Permitted<'risk.read'>) {
  const rows = await db
    .selectFrom('awardRisks')
    .innerJoin('awards', 'awards.id', 'awardRisks.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awardRisks.awardId', 'in', risksSeenBy(actor))
    .where('awardRisks.awardId', 'in', caseloadOf(actor.membershipId))
    .where('awards.status', 'in', ['active', 'suspended'])
    .where('awardRisks.weight', '>', 0)
    .select([
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'awardRisks.tier',
      'awardRisks.ratedTier',
    ])
    .orderBy('awardRisks.weight', 'desc')
    .orderBy('awards.amount', (order) => order.desc().nullsLast())
    .orderBy('awards.id')
    .limit(5)
    .execute()
  const facts = await readRiskFacts(
    db,
    rows.map(({ id }) => id),
    today(),
  )
  return rows.flatMap((row) => {
    const known = facts.find(({ id }) => id === row.id)
    return known ? [{ ...row, facts: known }] : []
  })
}

/** The officer of the caseload says how risky an award is and why; `version` is the number of ratings that
 *  the page showed. Null: no such award. */
export async function rateRisk(
  actor: Permitted<'risk.rate'>,
  key: WriteKey,
  number: string,
  version: number,
  { tier, reason }: { tier: RiskTier; reason: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await trx
      .selectFrom('awards')
      .where('awards.number', '=', number)
      .where('awards.id', 'in', caseloadOf(actor.membershipId))
      .select(['awards.id', 'awards.organizationId'])
      .forUpdate()
      .executeTakeFirst()
    if (!award) return null
    const before = await trx
      .selectFrom('riskRatings')
      .innerJoin('people', 'people.id', 'riskRatings.ratedBy')
      .where('awardId', '=', award.id)
      .select(['tier', 'people.name as who', 'ratedAt'])
      .orderBy('riskRatings.id')
      .execute()
    const last = before.at(-1)
    if (before.length !== version) {
      throw new Conflict('This award was rated after you opened the page.', {
        who: last?.who ?? null,
        at: last?.ratedAt.toISOString() ?? null,
      })
    }
    await trx
      .insertInto('riskRatings')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        tier,
        reason,
        ratedBy: actor.personId,
        ratedAt: now(),
      })
      .execute()
    await keepRisks(trx, [award.id], today())
    await record(trx, actor, {
      kind: 'risk.rated',
      awardId: award.id,
      ...(last && { before: { tier: riskTierLabels[last.tier] } }),
      after: { tier: riskTierLabels[tier] },
      reason,
    })
    return number
  })
}

/** Judges again what a day or an event may have changed, so many awards at a time. Answers how many. */
export async function judgeRisks(
  _actor: SystemPermitted<'risk.judge'>,
  day: string,
  on: Db = db,
): Promise<number> {
  let judged = 0
  let after = 0
  for (;;) {
    const stale = await on
      .selectFrom('awards')
      .leftJoin('awardRisks', 'awardRisks.awardId', 'awards.id')
      .where('awards.id', '>', after)
      .where('awards.status', 'not in', ['announced', 'closed'])
      .where(
        sql<SqlBool>`(award_risks.judged_on is distinct from ${day}::date or exists (
          select from events where events.award_id = awards.id and events.at > award_risks.judged_at))`,
      )
      .select('awards.id')
      .orderBy('awards.id')
      .limit(batch)
      .execute()
    const ids = stale.map(({ id }) => id)
    if (ids.length > 0) await on.transaction().execute((trx) => keepRisks(trx, ids, day))
    judged += ids.length
    if (ids.length < batch) return judged
    after = ids.at(-1) ?? after
  }
}

const batch = 500

/** Judges awards and keeps tier and weight, which lists are filtered and ordered by. */
async function keepRisks(within: Db | Trx, ids: readonly number[], day: string): Promise<void> {
  const at = now()
  const facts = await readRiskFacts(within, ids, day)
  const rows = facts.map((one) => ({
    awardId: one.id,
    organizationId: one.organizationId,
    tier: judgeRisk(one).tier,
    ratedTier: one.ratedTier,
    weight: warningWeight(one),
    judgedOn: day,
    judgedAt: at,
  }))
  await within
    .insertInto('awardRisks')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('awardId').doUpdateSet((eb) => ({
        organizationId: eb.ref('excluded.organizationId'),
        tier: eb.ref('excluded.tier'),
        ratedTier: eb.ref('excluded.ratedTier'),
        weight: eb.ref('excluded.weight'),
        judgedOn: eb.ref('excluded.judgedOn'),
        judgedAt: eb.ref('excluded.judgedAt'),
      })),
    )
    .execute()
}
