import { type Expression, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { db } from '../index.ts'
import { anywhere } from '../pattern.ts'
import { awardsSeenBy, partnersSeenBy } from '../scope.ts'
import { standing } from './subawards.ts'

/** An award with the organizations that take part in it, and for employers what they promised and did in all;
 *  null: none that the actor sees. */
export async function findAwardPartners(actor: Permitted<'award.read'>, number: string) {
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
      'awards.amount',
      'organizations.name as leadOrganization',
      jsonArrayFrom(
        eb
          .selectFrom('awardPartners')
          .whereRef('awardPartners.awardId', '=', 'awards.id')
          .select('awardPartners.name')
          .orderBy('awardPartners.position'),
      ).as('named'),
      jsonArrayFrom(
        eb
          .selectFrom('partnerships')
          .innerJoin('partners', 'partners.id', 'partnerships.partnerId')
          .whereRef('partnerships.awardId', '=', 'awards.id')
          .select(({ ref }) => [
            'partnerships.id',
            'partnerships.role',
            'partners.id as partnerId',
            'partners.name',
            'partners.uei',
            ...summed(ref('partnerships.id')),
            standing(ref('partnerships.id')).as('subaward'),
          ])
          .orderBy('partners.name')
          .orderBy('partnerships.id'),
      ).as('partners'),
    ])
    .executeTakeFirst()
  if (!award) return null
  return {
    ...award,
    records: may(actor.role, 'partner.record') && closedRefusal(award.status) === null,
  }
}

/** The standing word on each period, added up; null where nothing was said. */
function summed(partnership: Expression<number>) {
  const sum = (step: string) => sql<number | null>`(
    select sum(${sql.ref(`said.${step}`)})::int from (
      select distinct on (period_end) * from employer_commitments
      where partnership_id = ${partnership} order by period_end, no desc
    ) said)`
  return [
    sum('committed').as('committed'),
    sum('interviewed').as('interviewed'),
    sum('hired').as('hired'),
    sum('retained').as('retained'),
  ] as const
}

/** Organizations that are known by a name like this one, typos forgiven, so that nobody is entered twice. Of
 *  them who records partners reads no more than name and UEI. */
export async function listAlike(
  _actor: Permitted<'partner.record'>,
  { name, sample }: { name: string; sample: boolean },
) {
  const knows = await sql<{ known: boolean }>`
    select to_regproc('word_similarity') is not null as known`.execute(db)
  const within = sql<SqlBool>`partners.name ilike ${anywhere(name)} or partners.uei = ${name.toUpperCase()}`
  const alike = knows.rows[0]?.known
    ? sql<SqlBool>`(${within} or similarity(partners.name, ${name}) > 0.35)`
    : sql<SqlBool>`(${within})`
  return db
    .selectFrom('partners')
    .where('sample', '=', sample)
    .where(alike)
    .select(['id', 'name', 'uei'])
    .orderBy('name')
    .limit(10)
    .execute()
}

const saidAtUtc = sql<string>`to_char(said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** One organization's part in an award, with every period that was spoken of, each by its last word. */
export async function findPartnership(actor: Permitted<'award.read'>, number: string, id: number) {
  const row = await db
    .selectFrom('partnerships')
    .innerJoin('awards', 'awards.id', 'partnerships.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('partners', 'partners.id', 'partnerships.partnerId')
    .where('awards.number', '=', number)
    .where('partnerships.id', '=', id)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'partnerships.id',
      'partnerships.role',
      'partners.id as partnerId',
      'partners.name as partner',
      'partners.uei',
      'awards.amount',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'organizations.name as leadOrganization',
      jsonArrayFrom(
        eb
          .selectFrom('employerCommitments')
          .innerJoin('people', 'people.id', 'employerCommitments.saidBy')
          .whereRef('employerCommitments.partnershipId', '=', 'partnerships.id')
          .select([
            'employerCommitments.id',
            'employerCommitments.periodEnd',
            'employerCommitments.no',
            'employerCommitments.committed',
            'employerCommitments.interviewed',
            'employerCommitments.hired',
            'employerCommitments.retained',
            sql<string | null>`wage::text`.as('wage'),
            'people.name as saidBy',
            saidAtUtc.as('saidAt'),
          ])
          .orderBy('employerCommitments.periodEnd', 'desc')
          .orderBy('employerCommitments.no', 'desc'),
      ).as('said'),
      jsonArrayFrom(
        eb
          .selectFrom('subawards')
          .innerJoin('people', 'people.id', 'subawards.saidBy')
          .whereRef('subawards.partnershipId', '=', 'partnerships.id')
          .select([
            'subawards.no',
            sql<string>`amount::text`.as('amount'),
            'subawards.agreedOn',
            'subawards.reason',
            'people.name as saidBy',
            saidAtUtc.as('saidAt'),
          ])
          .orderBy('subawards.no', 'desc'),
      ).as('subawards'),
    ])
    .executeTakeFirst()
  if (!row) return null
  return {
    ...row,
    records:
      (row.role === 'employer' || row.role === 'subrecipient') &&
      may(actor.role, 'partner.record') &&
      closedRefusal(row.status) === null,
  }
}

export type Partnership = NonNullable<Awaited<ReturnType<typeof findPartnership>>>

const partnersShown = 50

/** Organizations that take part in awards in sight, by name, with how many of those. */
export async function listPartners(
  actor: Permitted<'award.read'>,
  { q, after }: { q: string | null; after: number | null },
) {
  const rows = await db
    .selectFrom('partners')
    .where('partners.id', 'in', partnersSeenBy(actor))
    .$if(q !== null, (query) =>
      query.where(
        sql<SqlBool>`(partners.name ilike ${anywhere(q ?? '')} or partners.uei = ${(q ?? '').toUpperCase()})`,
      ),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(lower(partners.name), partners.id) > (
          select lower(name), id from partners where id = ${after})`,
      ),
    )
    .select((eb) => [
      'partners.id',
      'partners.name',
      'partners.uei',
      'partners.sample',
      sql<string[]>`array(select distinct role from partnerships
        where partner_id = partners.id order by 1)`.as('roles'),
      eb
        .selectFrom('partnerships')
        .whereRef('partnerships.partnerId', '=', 'partners.id')
        .where('partnerships.awardId', 'in', awardsSeenBy(actor))
        .select(sql<number>`count(distinct award_id)::int`.as('awards'))
        .as('awards'),
    ])
    .orderBy(sql`lower(partners.name)`)
    .orderBy('partners.id')
    .limit(partnersShown + 1)
    .execute()
  return { partners: rows.slice(0, partnersShown), hasMore: rows.length > partnersShown }
}

/** An organization with its part in every award in sight; null where it takes part in none of those. */
export async function findPartner(actor: Permitted<'award.read'>, id: number) {
  const partner = await db
    .selectFrom('partners')
    .where('partners.id', '=', id)
    .where('partners.id', 'in', partnersSeenBy(actor))
    .select((eb) => [
      'partners.id',
      'partners.name',
      'partners.uei',
      'partners.sample',
      jsonArrayFrom(
        eb
          .selectFrom('partnerships')
          .innerJoin('awards', 'awards.id', 'partnerships.awardId')
          .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
          .whereRef('partnerships.partnerId', '=', 'partners.id')
          .where('awards.id', 'in', awardsSeenBy(actor))
          .select(({ ref }) => [
            'partnerships.id',
            'partnerships.role',
            'awards.number',
            'awards.name',
            'awards.status',
            'organizations.name as leadOrganization',
            ...summed(ref('partnerships.id')),
            standing(ref('partnerships.id')).as('subaward'),
          ])
          .orderBy('awards.number')
          .orderBy('partnerships.id'),
      ).as('awards'),
    ])
    .executeTakeFirst()
  return partner ?? null
}

export type FoundPartner = NonNullable<Awaited<ReturnType<typeof findPartner>>>
