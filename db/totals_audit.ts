import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from './index.ts'
import { daysSpent } from './reports/clocks.ts'

/** Counts every kept total again from what lies under it, as of one moment: the first that differs in
 *  words, or null. */
export async function verifyTotals(db: Db): Promise<string | null> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      // Counting everything takes as long as there is of it; nobody waits for this but who asked.
      await sql`set local statement_timeout = 0`.execute(trx)
      for (const { name, kept, counted } of totals) {
        const place = await firstDifference(trx, kept, counted)
        if (place) return `the total of ${name} at ${place} is not what is under it`
      }
      return findFigureDrift(trx)
    })
}

const totals = [
  {
    name: 'awards',
    kept: sql`select program_code, status, sample, slot::int, awards::bigint, with_amount::bigint, amount
      from award_totals where awards <> 0`,
    counted: sql`select program_code, status, sample, (id % 16)::int, count(*), count(amount),
        coalesce(sum(amount), 0)
      from awards group by 1, 2, 3, 4`,
  },
  {
    name: 'sectors',
    kept: sql`select sector_code, stream_code, sample, slot::int, awards::bigint, with_amount::bigint,
        amount
      from sector_totals where awards <> 0`,
    counted: sql`select sector_code, stream_code, sample, (id % 16)::int, count(*), count(amount),
        coalesce(sum(amount), 0)
      from award_sectors join awards on awards.id = award_id group by 1, 2, 3, 4`,
  },
  {
    name: 'grantees',
    kept: sql`select organization_id, sample, awards::bigint, with_amount::bigint, amount
      from grantee_totals where awards <> 0`,
    counted: sql`select organization_id, sample, count(*), count(amount), coalesce(sum(amount), 0)
      from awards group by 1, 2`,
  },
  {
    name: 'organizations with awards',
    kept: sql`select sample, slot::int, grantees::bigint from grantee_counts where grantees <> 0`,
    counted: sql`select sample, (organization_id % 16)::int, count(distinct organization_id)
      from awards group by 1, 2`,
  },
  {
    name: 'figures of a stream',
    kept: sql`select stream_code, sample, indicator_code, slot::int, awards::bigint, value, numerator,
        denominator
      from stream_figures where awards <> 0`,
    counted: sql`select stream_code, sample, indicator_code, (award_id % 16)::int, count(*),
        coalesce(sum(award_figures.value) filter (
          where cumulation <> 'point' and value_type in ('count', 'usd')), 0),
        coalesce(sum(award_figures.numerator), 0), coalesce(sum(award_figures.denominator), 0)
      from award_figures join indicators on code = indicator_code group by 1, 2, 3, 4`,
  },
  {
    name: 'figures by period',
    kept: sql`select grain, code, indicator_code, sample, period_end, slot, reported, joined, with_target,
        value, numerator, denominator, target, targeted_value
      from period_totals
      where (reported, joined, with_target, value, numerator, denominator, target, targeted_value)
        <> (0, 0, 0, 0, 0, 0, 0, 0)`,
    counted: sql`select * from period_sums(
      array(select row(p.*)::period_place from period_places(array(select id from awards)) p),
      '{1}', '{}', '{}')`,
  },
  {
    name: 'coverage',
    kept: sql`select sector_code, usps, stream_code, sample, slot::int, awards::bigint,
        with_amount::bigint, amount, with_people::bigint, people
      from coverage_totals where awards <> 0`,
    counted: sql`select sector_code, usps, stream_code, sample, (award_id % 16)::int, count(*),
        count(amount), coalesce(sum(amount), 0), count(people), coalesce(sum(people), 0)
      from coverage_of_awards(array(select id from awards)) group by 1, 2, 3, 4, 5`,
  },
  {
    name: 'accepted money',
    kept: sql`select award_id, measure, value from (
        select distinct on (award_id, measure) award_id, measure, value
        from accepted_money order by award_id, measure, id desc
      ) last where value is not null`,
    counted: sql`select award_id,
        case indicator_code when 'FIN_EXPENDITURES' then 'expended' else 'drawn' end,
        value::numeric(16, 2)
      from award_figures where indicator_code in ('FIN_EXPENDITURES', 'FIN_RECEIPTS')`,
  },
  {
    name: 'days by step',
    kept: sql`select period_end, program_code, sample, measure, days, slot::int, reports::bigint
      from clock_totals where reports <> 0`,
    counted: sql`select clocks.period_end, program_code, sample, measure, days, (award_id % 16)::int,
        count(*)
      from report_clocks clocks join awards on awards.id = clocks.award_id
      cross join lateral ${daysSpent}
      where days is not null group by 1, 2, 3, 4, 5, 6`,
  },
]

const batch = 2000

/** The figures of the awards, so many awards at a time. */
async function findFigureDrift(trx: Trx): Promise<string | null> {
  let last = 0
  for (;;) {
    const awards = await trx
      .selectFrom('awards')
      .where('id', '>', last)
      .select('id')
      .orderBy('id')
      .limit(batch)
      .execute()
    const ids = awards.map(({ id }) => id)
    const place = await firstDifference(
      trx,
      sql`select * from award_figures where award_id = any (${ids}::bigint[])`,
      sql`select * from figures_of_awards(${ids}::bigint[])`,
    )
    if (place) return `the figures of an award at ${place} are not what its accepted reports say`
    if (ids.length < batch) return null
    last = ids.at(-1) ?? last
  }
}

async function firstDifference(
  trx: Trx,
  kept: RawBuilder<unknown>,
  counted: RawBuilder<unknown>,
): Promise<string | null> {
  const { rows } = await sql<{ place: string }>`
    select differing::text as place
    from ((${kept} except ${counted}) union all (${counted} except ${kept})) differing
    order by 1 limit 1
  `.execute(trx)
  return rows[0]?.place ?? null
}
