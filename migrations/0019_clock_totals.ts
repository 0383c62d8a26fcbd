import { type Kysely, sql } from 'kysely'

/** How many reports spent how many working days at each step, kept instead of counted: a page over all
 *  periods then reads a row for each number of days that occurs, not one for each report. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table clock_totals (
      period_end date not null,
      program_code text not null references programs (code),
      sample boolean not null,
      -- A step, or all that either side of the table took by the time the report ended.
      measure text not null check (measure in
        ('preparing', 'signing', 'correcting', 'waiting', 'review', 'grantee', 'agency')),
      days integer not null check (days >= 0),
      slot smallint not null check (slot between 0 and 15),
      reports integer not null,
      primary key (period_end, program_code, sample, measure, days, slot)
    );

    create function count_days(gone report_clocks[], come report_clocks[]) returns void
      language plpgsql set search_path = pg_catalog, public as $$
    begin
      insert into clock_totals as kept
      select period_end, program_code, sample, measure, lain, award_id % 16, sum(sign)
      from (
        select changed.*, awards.program_code, awards.sample
        from (select *, -1 as sign from unnest(gone) union all select *, 1 from unnest(come)) changed
        join awards on awards.id = changed.award_id
      ) clocks
      cross join lateral (values
        ('preparing', preparing), ('signing', signing), ('correcting', correcting),
        ('waiting', waiting), ('review', review),
        ('grantee', case when step is null and preparing is not null then
          preparing + coalesce(signing, 0) + coalesce(correcting, 0) end),
        ('agency', case when step is null and waiting is not null then
          waiting + coalesce(review, 0) end)
      ) spent (measure, lain)
      where lain is not null
      group by 1, 2, 3, 4, 5, 6
      having sum(sign) <> 0
      order by 1, 2, 3, 4, 5, 6
      on conflict (period_end, program_code, sample, measure, days, slot) do update set
        reports = kept.reports + excluded.reports;
    end $$;

    create function report_clocks_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform count_days('{}', array(select row(new_rows.*)::report_clocks from new_rows));
      elsif tg_op = 'DELETE' then
        perform count_days(array(select row(old_rows.*)::report_clocks from old_rows), '{}');
      else
        perform count_days(
          array(select row(old_rows.*)::report_clocks from old_rows),
          array(select row(new_rows.*)::report_clocks from new_rows));
      end if;
      return null;
    end $$;
    create trigger report_clocks_come after insert on report_clocks
      referencing new table as new_rows for each statement execute function report_clocks_changed();
    create trigger report_clocks_changed after update on report_clocks
      referencing old table as old_rows new table as new_rows
      for each statement execute function report_clocks_changed();
    create trigger report_clocks_gone after delete on report_clocks
      referencing old table as old_rows for each statement execute function report_clocks_changed();

    -- An award that moves to another program takes its reports' days along: before it moves they are
    -- taken out of where it was, afterwards they are put where it is.
    create function award_days_moved() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    declare clocks report_clocks[] := array(
      select row(c.*)::report_clocks from report_clocks c where c.award_id = new.id);
    begin
      if tg_when = 'BEFORE' then
        perform count_days(clocks, '{}');
        return new;
      end if;
      perform count_days('{}', clocks);
      return null;
    end $$;
    create trigger award_days_leave before update on awards for each row
      when ((old.program_code, old.sample) is distinct from (new.program_code, new.sample))
      execute function award_days_moved();
    create trigger award_days_arrive after update on awards for each row
      when ((old.program_code, old.sample) is distinct from (new.program_code, new.sample))
      execute function award_days_moved();

    revoke execute on function count_days, report_clocks_changed, award_days_moved from public;

    -- What is held already.
    select count_days('{}', array(select row(c.*)::report_clocks from report_clocks c));
  `.execute(db)
}
