import { sql } from 'kysely'
import { riskThresholds } from '#app/domain/oversight/risk.ts'
import type { RiskFacts } from '#app/domain/oversight/risk.ts'
import type { RiskTier } from '#app/domain/oversight/risk_tiers.ts'
import { addDays } from '#app/domain/dates.ts'
import type { Db, Trx } from '../index.ts'
import { missedBefore } from '../reports/expected.ts'

export interface FactRow extends RiskFacts {
  id: number
  organizationId: number
  /** The officer's own rating, if one stands. */
  ratedTier: RiskTier | null
}

/** The facts that risk follows from, of awards that were found through a scope or by the schedule, in one
 *  statement over all of them. */
export async function readRiskFacts(
  within: Db | Trx,
  ids: readonly number[],
  day: string,
): Promise<FactRow[]> {
  const yearBefore = addDays(day, -365)
  const { rows } = await sql<FactRow>`
    with chosen as (
      select id, organization_id, amount, period_start, period_end from awards
      where id = any (${ids}::bigint[])
    ), arrived as (
      select reports.award_id, reports.version_no, reports.ended_as,
        greatest(statutory_due_on, working_due_on, extended_due_on) as last_day,
        (select (min(submitted_at) at time zone 'America/New_York')::date from report_versions
          where report_versions.report_id = reports.id) as came_on,
        case when version_no = 0 and ended_as is null
          and greatest(statutory_due_on, working_due_on, extended_due_on) < ${day}::date
          then ${missedBefore(day)} end as missed_before,
        (select count(distinct version_no) from report_returns
          where report_returns.report_id = reports.id
            and returned_at >= ${yearBefore}::date) as returned
      from reports where award_id = any (${ids}::bigint[])
    ), filed as (
      select award_id,
        count(*) filter (where last_day <= ${day}::date or version_no > 0) as reports,
        count(*) filter (where version_no = 0 and ended_as is null
          and (last_day + 30 <= ${day}::date or (last_day < ${day}::date and missed_before))) as delinquent,
        count(*) filter (where last_day between ${yearBefore}::date and ${day}::date - 1
          and ended_as is distinct from 'not_required'
          and (came_on > last_day or (version_no = 0 and ended_as is distinct from 'nothing_to_report'))) as late,
        sum(returned) as returns
      from arrived group by award_id
    ), figure as (
      select award_figures.award_id, indicator_code as code, last_end,
        coalesce(value, numerator / denominator) as value,
        case when period_end > period_start then least(1, greatest(0,
          (last_end - period_start + 1)::numeric / (period_end - period_start + 1))) end as elapsed
      from award_figures join chosen on chosen.id = award_figures.award_id
      where award_figures.award_id = any (${ids}::bigint[])
    ), known as (
      select award_id,
        max(elapsed) filter (where code = 'FIN_EXPENDITURES') as elapsed,
        max(value) filter (where code = 'FIN_EXPENDITURES') as spent,
        max(last_end) filter (where code = 'FIN_EXPENDITURES') as last_end,
        max(value) filter (where code in ('GJC_COMPLETED', 'H1B_COMPLETED_UNEMPLOYED')) as completed,
        max(value) filter (where code in ('GJC_PLACED', 'H1B_ENTERED_EMPLOYMENT')) as placed
      from figure group by award_id
    ), aim as (
      select figure.award_id, figure.code, indicators.name, figure.value / t.target as reached,
        figure.value / t.target / case when indicators.value_type = 'count' or
          (indicators.value_type = 'usd' and indicators.cumulation = 'cumulative')
          then nullif(figure.elapsed, 0) else 1 end as share, figure.elapsed
      from award_targets t
      join figure on figure.award_id = t.award_id and figure.code = t.indicator_code
      join indicators on indicators.code = t.indicator_code
      where t.award_id = any (${ids}::bigint[]) and t.target > 0
    ), enrolment as (
      select award_id, max(reached) as reached from aim
      where code in ('GJC_ENROLLED', 'H1B_PARTICIPANTS') group by award_id
    ), behind as (
      select distinct on (award_id) award_id, name, share from aim
      where elapsed >= ${riskThresholds.targetsFrom} and share is not null
      order by award_id, share, code
    )
    select chosen.id, chosen.organization_id,
      coalesce(filed.reports, 0)::int as reports, coalesce(filed.delinquent, 0)::int as delinquent,
      coalesce(filed.late, 0)::int as late, coalesce(filed.returns, 0)::int as returns,
      (select count(*)::int from modifications where award_id = chosen.id and kind = 'key_person'
        and state in ('asked', 'recommended')) as vacancies,
      (select count(*)::int from corrections where award_id = chosen.id and state <> 'closed') as findings,
      known.elapsed::float8, (known.spent / nullif(chosen.amount, 0))::float8 as spent,
      known.last_end::text as figures_to,
      behind.share::float8 as target, behind.name as target_name,
      enrolment.reached::float8 as enrolled,
      known.completed::float8 as completed, known.placed::float8 as placed,
      (select tier from risk_ratings where award_id = chosen.id order by id desc limit 1) as rated_tier
    from chosen
    left join filed on filed.award_id = chosen.id
    left join known on known.award_id = chosen.id
    left join enrolment on enrolment.award_id = chosen.id
    left join behind on behind.award_id = chosen.id
    order by chosen.id
  `.execute(within)
  return rows
}
