import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type OutcomeAnswer,
  type OutcomeCount,
  type OutcomeFilters,
  type OutcomeKind,
  outcomeKindLabels,
  outcomeStateLabels,
} from '#app/domain/evidence/outcomes.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { awardsCountedFor, awardsSeenBy, caseloadOf } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lastChange, lastMove } from './take.ts'

/** An award with its outcomes, latest first, its partners to choose from, and whether the actor claims more;
 *  null: no award in sight. */
export async function findAwardOutcomes(actor: Permitted<'award.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'organizations.name as leadOrganization',
      eb('awards.id', 'in', caseloadOf(actor.membershipId)).as('isOwnCase'),
      jsonArrayFrom(
        eb
          .selectFrom('partnerships')
          .innerJoin('partners', 'partners.id', 'partnerships.partnerId')
          .whereRef('partnerships.awardId', '=', 'awards.id')
          .select(['partnerships.id', 'partners.name'])
          .orderBy('partners.name'),
      ).as('partners'),
    ])
    .executeTakeFirst()
  if (!award) return null
  const outcomes = await rows(actor)
    .where('awardOutcomes.awardId', '=', award.id)
    .orderBy('awardOutcomes.no', 'desc')
    .execute()
  const isOpen = closedRefusal(award.status) === null
  return {
    ...award,
    outcomes,
    claims: isOpen && may(actor.role, 'outcome.claim'),
    answers: may(actor.role, 'outcome.answer') && award.isOwnCase === true,
  }
}

export type AwardOutcomes = NonNullable<Awaited<ReturnType<typeof findAwardOutcomes>>>

/** Somebody of the grantee claims an outcome; `version` is how many there were when the page was made. Null: no
 *  such award. */
export async function claimOutcome(
  actor: Permitted<'outcome.claim'>,
  key: WriteKey,
  { number, version }: { number: string; version: number },
  given: {
    kind: OutcomeKind
    changed: string
    partnership: string | null
    since: string
    evidence: string
  },
): Promise<{ number: string; no: number } | null> {
  return writeOnce(actor, key, async (trx) => {
    const award = await trx
      .selectFrom('awards')
      .where('awards.number', '=', number)
      .where('awards.id', 'in', awardsSeenBy(actor))
      .select(['awards.id', 'awards.organizationId', 'awards.status'])
      .forUpdate()
      .executeTakeFirst()
    if (!award) return null
    const closed = closedRefusal(award.status)
    if (closed) throw new Conflict(closed, await lastChange(trx, award.id))
    const { last } = await trx
      .selectFrom('awardOutcomes')
      .where('awardId', '=', award.id)
      .select(({ fn }) => fn.max<number | null>('no').as('last'))
      .executeTakeFirstOrThrow()
    if ((last ?? 0) !== version) {
      const at = { kinds: 'outcome.%' as const, key: 'outcome', no: last ?? 0 }
      throw new Conflict(
        'Somebody claimed an outcome of this award after you opened the page.',
        await lastMove(trx, award.id, at),
      )
    }
    if (given.since > today()) throw new Refusal({ 'since.month': 'Enter a day up to today.' })
    const no = version + 1
    const { kind, changed, since, evidence } = given
    await trx
      .insertInto('awardOutcomes')
      .values({
        awardId: award.id,
        organizationId: award.organizationId,
        no,
        kind,
        changed,
        since,
        evidence,
        partnershipId: given.partnership === null ? null : await takePartner(trx, award.id, given),
        claimedBy: actor.personId,
        claimedAt: now(),
        state: 'claimed',
        answeredBy: null,
        answeredAt: null,
        words: null,
      })
      .execute()
    await record(trx, actor, {
      kind: 'outcome.claimed',
      awardId: award.id,
      after: { outcome: no, sort: outcomeKindLabels[kind], since },
      reason: changed,
    })
    return { number, no }
  })
}

async function takePartner(
  trx: Trx,
  awardId: number,
  { partnership }: { partnership: string | null },
): Promise<number> {
  const row = await trx
    .selectFrom('partnerships')
    .where('awardId', '=', awardId)
    .where('id', '=', /^\d{1,15}$/.test(partnership ?? '') ? Number(partnership) : 0)
    .select('id')
    .executeTakeFirst()
  if (!row) throw new Refusal({ partnership: 'Choose a partner of the list, or nobody.' })
  return row.id
}

/** The officer of the caseload confirms what was claimed, or says what is missing. Null: no such outcome. */
export async function answerOutcome(
  actor: Permitted<'outcome.answer'>,
  key: WriteKey,
  { number, no }: { number: string; no: number },
  { answer, words }: { answer: OutcomeAnswer; words: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const row = await trx
      .selectFrom('awardOutcomes')
      .innerJoin('awards', 'awards.id', 'awardOutcomes.awardId')
      .where('awards.number', '=', number)
      .where('awardOutcomes.no', '=', no)
      .where('awards.id', 'in', caseloadOf(actor.membershipId))
      .select([
        'awardOutcomes.id',
        'awardOutcomes.awardId',
        'awardOutcomes.state',
        'awardOutcomes.kind',
      ])
      .forUpdate('awardOutcomes')
      .executeTakeFirst()
    if (!row) return null
    if (row.state !== 'claimed') {
      const at = { kinds: 'outcome.%' as const, key: 'outcome', no }
      throw new Conflict('This outcome was answered already.', await lastMove(trx, row.awardId, at))
    }
    await trx
      .updateTable('awardOutcomes')
      .set({ state: answer, words, answeredBy: actor.personId, answeredAt: now() })
      .where('id', '=', row.id)
      .execute()
    await record(trx, actor, {
      kind: 'outcome.answered',
      awardId: row.awardId,
      before: { state: outcomeStateLabels.claimed },
      after: {
        outcome: no,
        sort: outcomeKindLabels[row.kind],
        state: outcomeStateLabels[answer],
      },
      reason: words,
    })
    return number
  })
}

/** An outcome of an award of the officer's caseload; null: none. */
export async function findOutcome(
  actor: Permitted<'outcome.answer'>,
  number: string,
  no: number,
): Promise<ListedOutcome | null> {
  const outcome = await rows(actor)
    .where('awards.number', '=', number)
    .where('awardOutcomes.no', '=', no)
    .where('awards.id', 'in', caseloadOf(actor.membershipId))
    .executeTakeFirst()
  return outcome ?? null
}

/** How many outcomes of each kind there are in each sector, and in all of them once: one statement. */
export async function countOutcomes(
  actor: Permitted<'portfolio.read'>,
  { origin }: Pick<OutcomeFilters, 'origin'>,
): Promise<OutcomeCount[]> {
  const { rows: counts } = await sql<OutcomeCount>`
    select said.kind, award_sectors.sector_code as sector,
      count(distinct said.id) filter (where said.state = 'confirmed')::int as confirmed,
      count(distinct said.id) filter (where said.state = 'claimed')::int as claimed,
      count(distinct said.award_id) filter (where said.state <> 'not_confirmed')::int as awards
    from award_outcomes said
    join awards on awards.id = said.award_id
    left join award_sectors on award_sectors.award_id = said.award_id
    where awards.sample = ${origin === 'sample'} and awards.id in ${awardsCountedFor(actor)}
    group by grouping sets ((said.kind), (said.kind, award_sectors.sector_code))
    having grouping(award_sectors.sector_code) = 1 or award_sectors.sector_code is not null
  `.execute(db)
  return counts
}

const outcomesShown = 25

/** The latest outcomes that fit, with their awards, from a place on. */
export async function listOutcomes(
  actor: Permitted<'award.read'>,
  { origin, kind, sector }: OutcomeFilters,
  after: number | null,
) {
  const found = await rows(actor)
    .where('awards.sample', '=', origin === 'sample')
    .$if(kind !== null, (query) => query.where('awardOutcomes.kind', '=', kind ?? 'retention'))
    .$if(sector !== null, (query) =>
      query.where(
        sql<SqlBool>`exists (select from award_sectors
          where award_sectors.award_id = awards.id and sector_code = ${sector})`,
      ),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(award_outcomes.since, award_outcomes.id) < (
          select since, id from award_outcomes where id = ${after})`,
      ),
    )
    .orderBy('awardOutcomes.since', 'desc')
    .orderBy('awardOutcomes.id', 'desc')
    .limit(outcomesShown + 1)
    .execute()
  return { outcomes: found.slice(0, outcomesShown), hasMore: found.length > outcomesShown }
}

export type ListedOutcome = Awaited<ReturnType<typeof listOutcomes>>['outcomes'][number]

function rows(actor: Actor) {
  return db
    .selectFrom('awardOutcomes')
    .innerJoin('awards', 'awards.id', 'awardOutcomes.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('people as claimer', 'claimer.id', 'awardOutcomes.claimedBy')
    .leftJoin('people as answerer', 'answerer.id', 'awardOutcomes.answeredBy')
    .leftJoin('partnerships', 'partnerships.id', 'awardOutcomes.partnershipId')
    .leftJoin('partners', 'partners.id', 'partnerships.partnerId')
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select([
      'awardOutcomes.id',
      'awardOutcomes.no',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as leadOrganization',
      'awardOutcomes.kind',
      'awardOutcomes.changed',
      'awardOutcomes.since',
      'awardOutcomes.evidence',
      'awardOutcomes.state',
      'awardOutcomes.words',
      'awardOutcomes.claimedAt',
      'awardOutcomes.answeredAt',
      'claimer.name as claimedBy',
      'answerer.name as answeredBy',
      'partners.name as partner',
    ])
}
