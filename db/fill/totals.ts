import { sql } from 'kysely'
import type { Trx } from '../index.ts'

const batch = 25_000

/** The kept totals of everything that was filled, which the triggers would have kept one by one. */
export async function addUp(trx: Trx): Promise<void> {
  await sql`
    select count_awards('{}', array(
      select row(awards.*)::awards from awards join fill_awards using (id)))`.execute(trx)
  const { rows } = await sql<{ low: number | null; high: number | null }>`
    select min(id) as low, max(id) as high from fill_awards`.execute(trx)
  const { low, high } = rows[0] ?? {}
  if (!low || !high) return
  await sql`create index on accepted_figures (award_id)`.execute(trx)
  await sql`create index fill_clocks on report_clocks (award_id)`.execute(trx)
  await sql`analyze accepted_figures`.execute(trx)
  for (let from = low; from <= high; from += batch) {
    await sql`
      insert into award_figures
      select * from figures_of_awards(array(
        select id from fill_awards where id between ${from} and ${from + batch - 1} order by id))`.execute(
      trx,
    )
    await sql`
      insert into award_coverage
      select * from coverage_of_awards(array(
        select id from fill_awards where id between ${from} and ${from + batch - 1} order by id))`.execute(
      trx,
    )
    await sql`
      select count_coverage('{}', array(
        select row(cells.*)::award_coverage from award_coverage cells
        join fill_awards on fill_awards.id = cells.award_id
        where cells.award_id between ${from} and ${from + batch - 1}))`.execute(trx)
    await sql`
      select add_periods(array(
        select row(places.*)::period_place from period_places(array(
          select id from fill_awards where id between ${from} and ${from + batch - 1})) places),
        '{1}', '{}', '{}')`.execute(trx)
    await sql`
      select count_days('{}', array(
        select row(clocks.*)::report_clocks from report_clocks clocks
        where clocks.award_id between ${from} and ${from + batch - 1}
          and exists (select from fill_awards where id = clocks.award_id)))`.execute(trx)
  }
  await sql`drop index accepted_figures_award_id_idx, fill_clocks`.execute(trx)
  await sql`
    select count_figures('{}', array(
      select row(figures.*)::award_figures from award_figures figures
      join fill_awards on fill_awards.id = figures.award_id))`.execute(trx)
}
