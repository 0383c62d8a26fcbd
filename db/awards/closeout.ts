import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type CloseoutItem,
  type CloseoutOutcome,
  type FinalReports,
  checklistRefusal,
  closeoutItemCodes,
  closeoutItems,
  closeoutOutcomeLabels,
  doneRefusal,
} from '#app/domain/closeout.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { financialForm } from '#app/domain/report/period_name.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy, caseloadOf, closeoutsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lastChange } from './take.ts'
import { standsInFor } from '../reports/due.ts'

/** The closeout checklist of an award: what is settled, by whom and on what evidence, and how its final
 *  reports stand. Null: none whose closeout the actor follows. */
export async function findCloseout(actor: Permitted<'closeout.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', closeoutsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.agencyCode',
      'awards.status',
      'awards.periodEnd',
      'awards.endedOn',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const settled = await db
    .selectFrom('closeoutItems')
    .innerJoin('people', 'people.id', 'closeoutItems.settledBy')
    .where('awardId', '=', award.id)
    .select(['item', 'outcome', 'words', 'settledAt', 'people.name as settledBy'])
    .execute()
  return {
    ...award,
    isOwnCase: award.isOwnCase === true,
    lastDay: award.endedOn ?? award.periodEnd,
    settled,
    performance: await finalReports(db, award.id, 'performance_report'),
    financial: await finalReports(db, award.id, 'financial_report'),
  }
}

export type Closeout = NonNullable<Awaited<ReturnType<typeof findCloseout>>>

/** Settles an item, or settles it another way. Officers of the caseload and grants officers of the agency
 *  say that it is done; waiving one is the grants officer's. Null: no such award. */
export async function settleCloseoutItem(
  actor: Permitted<'closeout.settle'>,
  key: WriteKey,
  number: string,
  item: CloseoutItem,
  { outcome, words }: { outcome: CloseoutOutcome; words: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await takeForCloseout(trx, actor, number)
    if (!award) return null
    const day = today()
    const shut = checklistRefusal(award, day)
    if (shut) throw new Conflict(shut, await lastChange(trx, award.id))
    if (outcome === 'waived' && !may(actor.role, 'closeout.waive')) {
      throw new Refusal({ outcome: 'Only a grants officer waives an item.' })
    }
    if (outcome === 'done') {
      const lastDay = award.endedOn ?? award.periodEnd
      const refusal = doneRefusal(item, await finalReports(trx, award.id, item), lastDay)
      if (refusal) throw new Refusal({ outcome: refusal })
    }
    const before = await trx
      .selectFrom('closeoutItems')
      .where('awardId', '=', award.id)
      .where('item', '=', item)
      .select(['outcome', 'words'])
      .executeTakeFirst()
    const settled = { outcome, words, settledBy: actor.personId, settledAt: now() }
    await trx
      .insertInto('closeoutItems')
      .values({ ...settled, awardId: award.id, organizationId: award.organizationId, item })
      .onConflict((conflict) => conflict.columns(['awardId', 'item']).doUpdateSet(settled))
      .execute()
    const { done } = await trx
      .selectFrom('closeoutItems')
      .where('awardId', '=', award.id)
      .select(({ fn }) => fn.countAll<number>().as('done'))
      .executeTakeFirstOrThrow()
    await record(trx, actor, {
      kind: 'closeout.settled',
      awardId: award.id,
      ...(before && { before: { outcome: closeoutOutcomeLabels[before.outcome] } }),
      after: {
        item: closeoutItems[item].label,
        outcome: closeoutOutcomeLabels[outcome],
        itemsStillOpen: closeoutItemCodes.length - done,
      },
      reason: words,
    })
    return award.number
  })
}

/** The award, under its lock, if the actor may settle its items: of the own caseload or agency. */
async function takeForCloseout(trx: Trx, actor: Permitted<'closeout.settle'>, number: string) {
  const award = await trx
    .selectFrom('awards')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', closeoutsSeenBy(actor))
    .$if(actor.role === 'officer', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .select([
      'awards.id',
      'awards.number',
      'awards.organizationId',
      'awards.status',
      'awards.periodEnd',
      'awards.endedOn',
    ])
    .forUpdate()
    .executeTakeFirst()
  return award ?? null
}

/** How an award's reports of a kind stand; an item that is no report has none. */
async function finalReports(
  within: Db | Trx,
  awardId: number,
  item: CloseoutItem,
): Promise<FinalReports> {
  return within
    .selectFrom('reports')
    .where('awardId', '=', awardId)
    .where('templateCode', item === 'financial_report' ? '=' : '<>', financialForm)
    .select(({ fn }) => [
      fn.countAll<number>().as('opened'),
      fn
        .countAll<number>()
        .filterWhere('endedAs', 'is', null)
        .filterWhere('agencyState', '<>', 'accepted')
        .as('unfinished'),
      fn.max<string | null>('periodEnd').as('lastPeriodEnd'),
    ])
    .executeTakeFirstOrThrow()
}

/** Awards on an actor's desk that have ended and are not closed, the longest ended first; for a grants
 *  officer those suspended too. */
export async function listCloseoutsOnDesk(actor: Permitted<'session.use'>) {
  if (!may(actor.role, 'closeout.settle') && actor.organizationKind !== 'grantee') return []
  return db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.id', 'in', awardsSeenBy(actor))
    .where('awards.status', 'in', ['ended', 'closeout', 'suspended', 'terminated'])
    .$if(actor.role === 'officer', (query) =>
      query.where('awards.id', 'in', caseloadOf(actor.membershipId)),
    )
    .$if(actor.role === 'grants_officer', (query) =>
      query.where('awards.agencyCode', '=', actor.agencyCode),
    )
    .select((eb) => [
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'awards.periodEnd',
      'awards.endedOn',
      'organizations.name as leadOrganization',
      standsInFor(actor).as('standsInFor'),
      jsonArrayFrom(
        eb
          .selectFrom('closeoutItems')
          .whereRef('closeoutItems.awardId', '=', 'awards.id')
          .select('closeoutItems.item'),
      ).as('settled'),
    ])
    .orderBy('awards.endedOn')
    .orderBy('awards.id')
    .limit(longest)
    .execute()
}

const longest = 60
