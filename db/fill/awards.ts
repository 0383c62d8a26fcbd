import { sql } from 'kysely'
import { performanceForms } from '../awards/schedule.ts'
import type { Trx } from '../index.ts'
import type { Ground } from './ground.ts'
import { settle } from './people.ts'
import { awardEndings, partnerEndings } from './words.ts'

/** The invented awards of sixteen years, each for twelve to twenty-four quarters, of which the last begin
 *  after the day; with what they are for, where, and what they promise. */
export async function enterAwards(trx: Trx, ground: Ground): Promise<void> {
  await listPrograms(trx)
  await drawAwards(trx, ground)
  await sql`
    insert into awards (id, number, organization_id, sample, agency_code, program_code, stream_code, name,
      status, announced_on, period_start, awarded_period_end, awarded_amount, amount_precision, match_amount,
      city, state,
      statewide, report_frequency, report_offset_days, report_roll_rule, report_calendar, first_period_end)
      overriding system value
    select id, number, organization_id, true, agency_code, program_code, stream_code, name, status,
      period_start - 60, period_start, period_end, amount,
      case when amount is null then 'not_in_sources_read' else 'exact' end,
      case when program_code = 'BPIJG' then round(amount * 0.15, 2) end, city, state, is_statewide,
      'quarterly', offset_days, roll_rule, calendar, first_end
    from fill_awards`.execute(trx)
  await settle(trx, 'awards')
  await sql`analyze awards`.execute(trx)
  await enterPlaces(trx)
  await enterPromises(trx)
  await sql`
    insert into fill_events (award_id, at, step, kind, system_actor, after)
    select id, (period_start - 60) + interval '15 hours', 0, 'award.entered', 'loader',
      jsonb_build_object('number', number)
    from fill_awards`.execute(trx)
}

async function listPrograms(trx: Trx): Promise<void> {
  await sql`
    create temporary table fill_programs on commit drop as
    select programs.code, streams.code as stream_code, streams.bureau as agency_code, form.template,
      form.version,
      case streams.code when 'GJC' then 30 else 45 end as offset_days,
      case streams.code when 'GJC' then 'none' when 'WIOA' then 'next_business_day'
        else 'previous_business_day' end as roll_rule,
      case streams.code when 'WIOA' then 'program_year' else 'calendar_year' end as calendar,
      row_number() over (partition by streams.code order by programs.code) as k,
      count(*) over (partition by streams.code) as number
    from programs
    join streams on streams.code = programs.stream
    join lateral (
      select template, max(version) as version from template_programs
      where program = programs.code and template = any (${performanceForms}::text[])
      group by template
    ) form on true
    where streams.status = 'active'`.execute(trx)
}

/** A grantee's kind says which stream it reaches for; the first awards go round, the others to few. */
async function drawAwards(
  trx: Trx,
  { awards, grantees, lastQuarter, newestFrom }: Ground,
): Promise<void> {
  await sql`
    create temporary table fill_awards on commit drop as
    with drawn as (
      select n,
        case when n <= ${grantees} then n
          else 1 + floor(${grantees} * power(pg_temp.draw('holder', n), 1.7))::bigint end as holder,
        floor(pg_temp.draw('begin', n) * 66)::int - 64 as first_q,
        (pg_temp.pick('{12,16,16,16,20,20,20,20,24,24}', pg_temp.draw('quarters', n)))::int as quarters,
        pg_temp.draw('stream', n) as stream, pg_temp.draw('program', n) as program,
        pg_temp.draw('amount', n) as size, pg_temp.draw('status', n) as fate
      from generate_series(1::bigint, ${awards}) n
    ), placed as (
      select drawn.*, o.id as organization_id, o.city, o.state,
        case
          when o.type = 'state agency' or (o.type = 'workforce board' and stream < 0.6) then 'WIOA'
          when stream < 0.75 then 'SSEEP' else 'GJC'
        end as stream_code
      from drawn join fill_organizations o on o.n = holder
    )
    select placed.n, (select coalesce(max(id), 0) from awards) + placed.n as id,
      'SAMPLE-' || p.code || '-' || lpad(placed.n::text, 6, '0') as number,
      organization_id, p.code as program_code, p.stream_code, p.agency_code, p.template, p.version,
      p.offset_days, p.roll_rule, p.calendar, city, state,
      city || ' ' || pg_temp.pick(${awardEndings}::text[], pg_temp.draw('award name', placed.n)) as name,
      p.stream_code = 'WIOA' or pg_temp.draw('statewide', placed.n) < 0.1 as is_statewide,
      first_q, first_q + quarters - 1 as end_q, quarters,
      least(first_q + quarters - 1, ${lastQuarter}::int) as last_q,
      starting.starts as period_start, starting.ends as first_end, ending.ends as period_end,
      case
        when first_q > 0 then case when fate < 0.5 then 'announced' else 'awarded' end
        when first_q + quarters > 0 then case when fate < 0.004 then 'suspended' else 'active' end
        when first_q + quarters = 0 then 'ended'
        when first_q + quarters > -5 then 'closeout'
        when fate < 0.01 then 'terminated' else 'closed'
      end as status,
      first_q <= 0 and first_q + quarters > -5 as is_under_way,
      first_q <= ${lastQuarter}::int and first_q + quarters > ${newestFrom}::int as reports_now,
      case when fate > 0.985 then null else round((case p.stream_code
        when 'WIOA' then 400000 * exp(4.6 * power(size, 1.8))
        when 'GJC' then 500000 * exp(3.4 * power(size, 1.6))
        else 300000 * exp(2.8 * power(size, 1.5)) end)::numeric, -3) end as amount,
      greatest(12, 300000 * exp(2.8 * power(size, 1.5)) / 7500 / quarters) as people,
      0.72 + 0.26 * pg_temp.draw('quality', placed.n) as quality
    from placed
    join fill_programs p on p.stream_code = placed.stream_code and p.k = 1 + floor(program * p.number)
    join fill_quarters starting on starting.q = first_q
    join fill_quarters ending on ending.q = first_q + quarters - 1`.execute(trx)
  await sql`create unique index on fill_awards (n)`.execute(trx)
  await sql`analyze fill_awards`.execute(trx)
}

/** One or two sectors, the state of the grantee and now and then another. */
async function enterPlaces(trx: Trx): Promise<void> {
  await sql`
    with choice as (
      select array_agg(code order by code) as all_of_them from sectors where not cross_cutting
    )
    insert into award_sectors (award_id, sector_code)
    select distinct id, case
        when program_code = 'NEG' then 'healthcare'
        else pg_temp.pick(all_of_them, power(pg_temp.draw('sector', n * 3 + k), 1.5)) end
    from fill_awards, choice, generate_series(1, 2) k
    where k = 1 or pg_temp.draw('sectors', n) < 0.4`.execute(trx)
  await sql`
    insert into award_states (award_id, usps)
    select id, state from fill_awards
    union
    select id, (select usps from states where kind = 'state' order by usps
      offset floor(pg_temp.draw('second state', n) * 50)::int limit 1)
    from fill_awards where pg_temp.draw('states', n) < 0.1`.execute(trx)
}

/** Targets near what the award will reach, and partners. */
async function enterPromises(trx: Trx): Promise<void> {
  await sql`
    insert into award_targets (award_id, indicator_code, target)
    select id, promised.code,
      round((people * quarters * promised.share * (0.9 + 0.35 * pg_temp.draw('target', n)))::numeric)
    from fill_awards
    join (values ('GJC', 'GJC_ENROLLED', 1.0), ('GJC', 'GJC_COMPLETED', 0.72), ('GJC', 'GJC_PLACED', 0.6),
      ('SSEEP', 'H1B_PARTICIPANTS', 1.0), ('SSEEP', 'H1B_COMPLETED_TRAINING', 0.66)
    ) as promised (stream_code, code, share) using (stream_code)`.execute(trx)
  await sql`
    insert into award_partners (award_id, position, name)
    select id, k, city || ' ' || pg_temp.pick(${partnerEndings}::text[], pg_temp.draw('partner', n * 3 + k))
    from fill_awards, generate_series(1, 2) k
    where stream_code <> 'WIOA' and pg_temp.draw('partners', n) < 0.6`.execute(trx)
}
