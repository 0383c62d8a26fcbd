import { type Kysely, sql } from 'kysely'

/** What accepted reports come to period by period, over the awards of a program and of a sector, kept in the
 *  transaction of every change. Each period holds what it adds: over all periods up to a day, values add up
 *  to the awards' latest, and the awards that joined to all that have reported. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table period_totals (
      grain text not null check (grain in ('program', 'sector')),
      code text not null,
      indicator_code text not null references indicators (code),
      sample boolean not null,
      period_end date not null,
      slot smallint not null check (slot between 0 and 15),
      -- Awards that reported for the period, and those of them that never did before.
      reported integer not null,
      joined integer not null,
      -- Of those that joined, how many have a target.
      with_target integer not null,
      -- What counts and amounts add, and of a rate its two parts.
      value numeric not null,
      numerator numeric not null,
      denominator numeric not null,
      -- Targets of the awards that joined; of a rate what its numerator would be at each award's target.
      target numeric not null,
      primary key (grain, code, indicator_code, sample, period_end, slot)
    );

    create type period_part as (
      award_id bigint, indicator_code text, period_end date, is_rate boolean, joined integer,
      value numeric, numerator numeric, denominator numeric);
    create type period_place as (award_id bigint, grain text, code text);

    -- What each period of these awards adds to its program and sectors; with rows that came and went, as it
    -- was before them. Running totals add what they grew by; a rate without
    -- anybody to be a part of says nothing; medians and balances do not add up.
    create function period_parts(ids bigint[], came accepted_figures[], gone accepted_figures[])
      returns setof period_part language sql stable set search_path = pg_catalog, public as $$
      with figure as (
        select f.award_id, f.indicator_code, f.period_end, i.cumulation, i.value_type,
          i.numerator_code, i.denominator_code,
          case i.cumulation when 'period' then sum(f.value)
            else (array_agg(f.value order by f.report_id desc))[1] end as value
        from (
          select * from accepted_figures kept where kept.award_id = any (ids)
            and (kept.report_id, kept.indicator_code) not in (
              select c.report_id, c.indicator_code from unnest(came) c)
          union all select * from unnest(gone)
        ) f
        join indicators i on i.code = f.indicator_code
        where i.value_type <> 'text'
        group by f.award_id, f.indicator_code, f.period_end, i.cumulation, i.value_type,
          i.numerator_code, i.denominator_code
      ), part as (
        select award_id, indicator_code, period_end, false as is_rate, cumulation, value,
          null::numeric as numerator, null::numeric as denominator
        from figure where value_type in ('count', 'usd') and cumulation <> 'point'
        union all
        select rate.award_id, rate.indicator_code, top.period_end, true, rate.cumulation, null,
          top.value, bottom.value
        from (select distinct award_id, indicator_code, cumulation, numerator_code, denominator_code
          from figure where value_type = 'rate' and cumulation <> 'point') rate
        join figure top on top.award_id = rate.award_id and top.indicator_code = rate.numerator_code
        join figure bottom on bottom.award_id = rate.award_id
          and bottom.indicator_code = rate.denominator_code and bottom.period_end = top.period_end
          and bottom.value <> 0
      )
      select award_id, indicator_code, period_end, is_rate, (row_number() over own = 1)::int,
        case cumulation when 'period' then value else value - coalesce(lag(value) over own, 0) end,
        case cumulation when 'period' then numerator
          else numerator - coalesce(lag(numerator) over own, 0) end,
        case cumulation when 'period' then denominator
          else denominator - coalesce(lag(denominator) over own, 0) end
      from part
      window own as (partition by award_id, indicator_code order by period_end)
    $$;

    -- Where awards count: in their program, and in each of their sectors.
    create function period_places(ids bigint[]) returns setof period_place language sql stable
      set search_path = pg_catalog, public as $$
      select id, 'program', program_code from awards where id = any (ids)
      union all select award_id, 'sector', sector_code from award_sectors where award_id = any (ids)
    $$;

    -- What periods of awards come to where they count, now (1), without what is before (-1), or the change.
    create function period_sums(
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
            * case when is_rate then denominator else joined end), 0) as target
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
      where (reported, joined, with_target, value, numerator, denominator, target)
        <> (0, 0, 0, 0, 0, 0, 0)
    $$;

    create function add_periods(
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
        target = kept.target + excluded.target;
    end $$;

    -- What changes figures, places or targets of one award is added up one after the other; a file of many
    -- awards holds no more than a thousand locks.
    create function take_periods(ids bigint[]) returns void language plpgsql
      set search_path = pg_catalog, public as $$
    begin
      perform pg_advisory_xact_lock(hashtext('award_periods'), stripe)
      from (select distinct (id % 1024)::int as stripe from unnest(ids) id order by 1) one;
    end $$;
  `.execute(db)

  await sql`
    create function periods_reported() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    declare
      came accepted_figures[] := '{}';
      gone accepted_figures[] := '{}';
      ids bigint[];
    begin
      if tg_op <> 'DELETE' then
        came := array(select row(new_rows.*)::accepted_figures from new_rows);
      end if;
      if tg_op <> 'INSERT' then
        gone := array(select row(old_rows.*)::accepted_figures from old_rows);
      end if;
      ids := array(select c.award_id from unnest(came) c union select g.award_id from unnest(gone) g);
      if cardinality(ids) = 0 then return null; end if;
      perform take_periods(ids);
      perform add_periods(
        array(select row(p.*)::period_place from period_places(ids) p), '{-1,1}', came, gone);
      return null;
    end $$;
    create trigger periods_come after insert on accepted_figures
      referencing new table as new_rows for each statement execute function periods_reported();
    create trigger periods_changed after update on accepted_figures
      referencing old table as old_rows new table as new_rows
      for each statement execute function periods_reported();
    create trigger periods_gone after delete on accepted_figures
      referencing old table as old_rows for each statement execute function periods_reported();

    -- An award that moves to another program, or is found to be sample, takes its periods along. Whoever
    -- accepts a report takes the same locks in the same order.
    create function award_periods_moved() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      perform pg_advisory_xact_lock(hashtext('award_figures'), new.id::int);
      perform pg_advisory_xact_lock(hashtext('award_coverage'), new.id::int);
      perform take_periods(array[new.id]);
      perform add_periods(
        array(select row(p.*)::period_place from period_places(array[new.id]) p),
        array[case tg_when when 'BEFORE' then -1 else 1 end], '{}', '{}');
      return new;
    end $$;
    create trigger award_periods_leave before update on awards for each row
      when ((old.program_code, old.sample) is distinct from (new.program_code, new.sample))
      execute function award_periods_moved();
    create trigger award_periods_arrive after update on awards for each row
      when ((old.program_code, old.sample) is distinct from (new.program_code, new.sample))
      execute function award_periods_moved();

    create function sector_periods_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    declare
      places period_place[];
    begin
      if tg_op <> 'INSERT' then
        places := array(select row(award_id, 'sector', sector_code)::period_place from old_rows);
        perform take_periods(array(select p.award_id from unnest(places) p));
        perform add_periods(places, '{-1}', '{}', '{}');
      end if;
      if tg_op <> 'DELETE' then
        places := array(select row(award_id, 'sector', sector_code)::period_place from new_rows);
        perform take_periods(array(select p.award_id from unnest(places) p));
        perform add_periods(places, '{1}', '{}', '{}');
      end if;
      return null;
    end $$;
    create trigger sector_periods_come after insert on award_sectors
      referencing new table as new_rows for each statement execute function sector_periods_changed();
    create trigger sector_periods_changed after update on award_sectors
      referencing old table as old_rows new table as new_rows
      for each statement execute function sector_periods_changed();
    create trigger sector_periods_gone after delete on award_sectors
      referencing old table as old_rows for each statement execute function sector_periods_changed();

    create function add_period_targets(changed award_targets[], sign integer) returns void
      language plpgsql set search_path = pg_catalog, public as $$
    declare ids bigint[] := array(select distinct c.award_id from unnest(changed) c);
    begin
      perform take_periods(ids);
      insert into period_totals as kept
      select place.grain, place.code, part.indicator_code, awards.sample, part.period_end,
        (awards.id % 16)::smallint, 0, 0, sum(sign * part.joined), 0, 0, 0,
        sum(sign * c.target * case when part.is_rate then part.denominator else part.joined end)
      from period_parts(ids, '{}', '{}') part
      join unnest(changed) c on c.award_id = part.award_id and c.indicator_code = part.indicator_code
      join awards on awards.id = part.award_id
      join period_places(ids) place on place.award_id = part.award_id
      group by 1, 2, 3, 4, 5, 6
      order by 1, 2, 3, 4, 5, 6
      on conflict (grain, code, indicator_code, sample, period_end, slot) do update set
        with_target = kept.with_target + excluded.with_target,
        target = kept.target + excluded.target;
    end $$;

    create function period_targets_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op <> 'INSERT' then
        perform add_period_targets(array(select row(old_rows.*)::award_targets from old_rows), -1);
      end if;
      if tg_op <> 'DELETE' then
        perform add_period_targets(array(select row(new_rows.*)::award_targets from new_rows), 1);
      end if;
      return null;
    end $$;
    create trigger period_targets_come after insert on award_targets
      referencing new table as new_rows for each statement execute function period_targets_changed();
    create trigger period_targets_changed after update on award_targets
      referencing old table as old_rows new table as new_rows
      for each statement execute function period_targets_changed();
    create trigger period_targets_gone after delete on award_targets
      referencing old table as old_rows for each statement execute function period_targets_changed();

    -- A release may say anew how an indicator adds up; every award that reports it is added up again.
    create function periods_redefined() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    declare ids bigint[] := array(
      select distinct award_id from accepted_figures where indicator_code = new.code order by 1);
    begin
      perform take_periods(ids);
      delete from period_totals where indicator_code = new.code;
      insert into period_totals
      select * from period_sums(
        array(select row(p.*)::period_place from period_places(ids) p), '{1}', '{}', '{}') fresh
      where fresh.indicator_code = new.code;
      return null;
    end $$;
    create trigger periods_redefined after update on indicators for each row
      when ((old.cumulation, old.value_type, old.numerator_code, old.denominator_code)
        is distinct from (new.cumulation, new.value_type, new.numerator_code, new.denominator_code))
      execute function periods_redefined();

    revoke execute on function add_periods, take_periods, periods_reported, award_periods_moved,
      sector_periods_changed, add_period_targets, period_targets_changed, periods_redefined
      from public;

    -- What is held already.
    select add_periods(
      array(select row(p.*)::period_place
        from period_places(array(select distinct award_id from accepted_figures)) p),
      '{1}', '{}', '{}');
  `.execute(db)
}
