import { sql } from 'kysely'
import { today } from '#app/domain/clock.ts'
import { measureIndicators, moneyMeasures } from '#app/domain/funds.ts'
import type { Trx } from '../index.ts'

/** Keeps what the award of a report has expended and drawn once its figures are those that count, so that a
 *  later day can be asked what was known on this one. Unchanged values leave no row. */
export async function keepAcceptedMoney(
  trx: Trx,
  report: { id: number; awardId: number; organizationId: number },
): Promise<void> {
  const measures = moneyMeasures.map((one) => sql`(${one}::text, ${measureIndicators[one]}::text)`)
  await sql`
    insert into accepted_money
      (award_id, organization_id, report_id, measure, value, accepted_on)
    select ${report.awardId}::bigint, ${report.organizationId}::bigint, ${report.id}::bigint, asked.measure,
      figure.value, ${today()}::date
    from (values ${sql.join(measures)}) asked (measure, indicator_code)
    left join award_figures figure on figure.award_id = ${report.awardId}::bigint
      and figure.indicator_code = asked.indicator_code
    left join lateral (
      select value from accepted_money kept
      where kept.award_id = ${report.awardId}::bigint and kept.measure = asked.measure
      order by id desc limit 1
    ) last on true
    where last.value is distinct from figure.value::numeric(16, 2)
  `.execute(trx)
}
