import { type Kysely, sql } from 'kysely'

/** Beside what all awards add to a period, what those add that have a target, so that the one can be held
 *  against the other without asking each award; and an index for whoever counts the open reports of many. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table period_totals add column targeted_value numeric not null default 0;

    create or replace function period_sums(
      places period_place[], signs integer[], came accepted_figures[], gone accepted_figures[]
    ) returns setof period_totals language sql stable set search_path = pg_catalog, public as $$
      with ids as (select array(select distinct p.award_id from unnest(places) p) as list)
      select * from (
        select place.grain, place.code, part.indicator_code, awards.sample, part.period_end,
          (awards.id % 16)::smallint, sum(sign) as reported, sum(sign * joined) as joined,
          coalesce(sum(sign * joined) filter (where award_targets.target is not null), 0) as with_target,
          coalesce(sum(sign * value), 0) as value,
          coalesce(sum(sign * numerator), 0) as numerator,
          coalesce(sum(sign * denominator), 0) as denominator,
          coalesce(sum(sign * award_targets.target
            * case when is_rate then denominator else joined end), 0) as target,
          coalesce(sum(sign * value) filter (where award_targets.target is not null), 0)
            as targeted_value
        from (
          select -1 as sign, was.* from ids, period_parts(ids.list, came, gone) was
            where -1 = any (signs)
          union all
          select 1, now.* from ids, period_parts(ids.list, '{}', '{}') now where 1 = any (signs)
        ) part
        join awards on awards.id = part.award_id
        join unnest(places) place on place.award_id = part.award_id
        left join award_targets on award_targets.award_id = part.award_id
          and award_targets.indicator_code = part.indicator_code
        group by 1, 2, 3, 4, 5, 6
      ) summed
      where (reported, joined, with_target, value, numerator, denominator, target, targeted_value)
        <> (0, 0, 0, 0, 0, 0, 0, 0)
    $$;

    create or replace function add_periods(
      places period_place[], signs integer[], came accepted_figures[], gone accepted_figures[]
    ) returns void language plpgsql set search_path = pg_catalog, public as $$
    begin
      insert into period_totals as kept
      select * from period_sums(places, signs, came, gone) order by 1, 2, 3, 4, 5, 6
      on conflict (grain, code, indicator_code, sample, period_end, slot) do update set
        reported = kept.reported + excluded.reported,
        joined = kept.joined + excluded.joined,
        with_target = kept.with_target + excluded.with_target,
        value = kept.value + excluded.value,
        numerator = kept.numerator + excluded.numerator,
        denominator = kept.denominator + excluded.denominator,
        target = kept.target + excluded.target,
        targeted_value = kept.targeted_value + excluded.targeted_value;
    end $$;

    create or replace function add_period_targets(changed award_targets[], sign integer) returns void
      language plpgsql set search_path = pg_catalog, public as $$
    declare ids bigint[] := array(select distinct c.award_id from unnest(changed) c);
    begin
      perform take_periods(ids);
      insert into period_totals as kept
      select place.grain, place.code, part.indicator_code, awards.sample, part.period_end,
        (awards.id % 16)::smallint, 0, 0, sum(sign * part.joined), 0, 0, 0,
        sum(sign * c.target * case when part.is_rate then part.denominator else part.joined end),
        coalesce(sum(sign * part.value), 0)
      from period_parts(ids, '{}', '{}') part
      join unnest(changed) c on c.award_id = part.award_id and c.indicator_code = part.indicator_code
      join awards on awards.id = part.award_id
      join period_places(ids) place on place.award_id = part.award_id
      group by 1, 2, 3, 4, 5, 6
      order by 1, 2, 3, 4, 5, 6
      on conflict (grain, code, indicator_code, sample, period_end, slot) do update set
        with_target = kept.with_target + excluded.with_target,
        target = kept.target + excluded.target,
        targeted_value = kept.targeted_value + excluded.targeted_value;
    end $$;

    -- What is held already.
    delete from period_totals;
    select add_periods(
      array(select row(p.*)::period_place
        from period_places(array(select distinct award_id from accepted_figures)) p),
      '{1}', '{}', '{}');

    create index reports_open on reports (award_id)
      where ended_as is null and agency_state <> 'accepted';
  `.execute(db)
}
