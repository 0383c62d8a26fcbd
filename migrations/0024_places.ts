import { type Kysely, sql } from 'kysely'

/** Where money and people are, sector by state by stream: each award's cells, and what is in each cell, kept
 *  in the transaction of every change. '*' stands for all sectors or states, so that an award of two counts
 *  once; '-' for an award that names none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_coverage (
      award_id bigint not null references awards on delete cascade,
      sector_code text not null,
      usps text not null,
      stream_code text not null references streams (code),
      sample boolean not null,
      amount numeric(14, 2),
      people numeric,
      primary key (award_id, sector_code, usps)
    );
    create index award_coverage_cell on award_coverage (sector_code, usps, award_id);

    create table coverage_totals (
      sector_code text not null,
      usps text not null,
      stream_code text not null references streams (code),
      sample boolean not null,
      slot smallint not null check (slot between 0 and 15),
      awards integer not null,
      with_amount integer not null,
      amount numeric(20, 2) not null,
      with_people integer not null,
      people numeric not null,
      primary key (sector_code, usps, stream_code, sample, slot)
    );
    create index coverage_totals_place on coverage_totals (usps, sector_code);

    -- What an accepted report of a stream counts as its people; null where nothing does.
    create function people_indicator(stream text) returns text language sql immutable as $$
      select case stream when 'GJC' then 'GJC_ENROLLED' when 'SSEEP' then 'H1B_PARTICIPANTS'
        when 'WIOA' then 'WIOA_PARTICIPANTS' end
    $$;

    create function coverage_of_awards(ids bigint[]) returns setof award_coverage language sql stable
      set search_path = pg_catalog, public as $$
      select awards.id, sector.code, place.usps, awards.stream_code, awards.sample, awards.amount,
        people.value
      from awards
      cross join lateral (
        select '*' as code union all select sector_code from award_sectors where award_id = awards.id
        union all select '-' where not exists (select from award_sectors where award_id = awards.id)
      ) sector
      cross join lateral (
        select '*' as usps union all select award_states.usps from award_states
          where award_id = awards.id
        union all select '-' where not exists (select from award_states where award_id = awards.id)
      ) place
      left join award_figures people on people.award_id = awards.id
        and people.indicator_code = people_indicator(awards.stream_code)
      where awards.id = any (ids)
    $$;

    create function refresh_coverage(ids bigint[]) returns void language plpgsql
      set search_path = pg_catalog, public as $$
    begin
      if cardinality(ids) = 0 then return; end if;
      -- Changes of one award are counted one after the other.
      perform pg_advisory_xact_lock(hashtext('award_coverage'), id::int) from unnest(ids) id;
      delete from award_coverage kept where kept.award_id = any (ids) and not exists (
        select from coverage_of_awards(ids) fresh where fresh.award_id = kept.award_id
          and fresh.sector_code = kept.sector_code and fresh.usps = kept.usps);
      insert into award_coverage as kept select * from coverage_of_awards(ids)
      on conflict (award_id, sector_code, usps) do update set
        stream_code = excluded.stream_code, sample = excluded.sample, amount = excluded.amount,
        people = excluded.people
      where (kept.stream_code, kept.sample, kept.amount, kept.people)
        is distinct from (excluded.stream_code, excluded.sample, excluded.amount, excluded.people);
    end $$;

    create function count_coverage(gone award_coverage[], come award_coverage[]) returns void
      language plpgsql set search_path = pg_catalog, public as $$
    begin
      insert into coverage_totals as kept
      select sector_code, usps, stream_code, sample, award_id % 16, sum(sign),
        coalesce(sum(sign) filter (where amount is not null), 0), coalesce(sum(sign * amount), 0),
        coalesce(sum(sign) filter (where people is not null), 0), coalesce(sum(sign * people), 0)
      from (select *, -1 as sign from unnest(gone) union all select *, 1 from unnest(come)) changed
      group by 1, 2, 3, 4, 5
      having sum(sign) <> 0 or coalesce(sum(sign * amount), 0) <> 0
        or coalesce(sum(sign * people), 0) <> 0
        or coalesce(sum(sign) filter (where amount is not null), 0) <> 0
        or coalesce(sum(sign) filter (where people is not null), 0) <> 0
      order by 1, 2, 3, 4, 5
      on conflict (sector_code, usps, stream_code, sample, slot) do update set
        awards = kept.awards + excluded.awards,
        with_amount = kept.with_amount + excluded.with_amount,
        amount = kept.amount + excluded.amount,
        with_people = kept.with_people + excluded.with_people,
        people = kept.people + excluded.people;
    end $$;

    create function award_coverage_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform count_coverage('{}', array(select row(new_rows.*)::award_coverage from new_rows));
      elsif tg_op = 'DELETE' then
        perform count_coverage(array(select row(old_rows.*)::award_coverage from old_rows), '{}');
      else
        perform count_coverage(
          array(select row(old_rows.*)::award_coverage from old_rows),
          array(select row(new_rows.*)::award_coverage from new_rows));
      end if;
      return null;
    end $$;
    create trigger award_coverage_come after insert on award_coverage
      referencing new table as new_rows for each statement execute function award_coverage_changed();
    create trigger award_coverage_changed after update on award_coverage
      referencing old table as old_rows new table as new_rows
      for each statement execute function award_coverage_changed();
    create trigger award_coverage_gone after delete on award_coverage
      referencing old table as old_rows for each statement execute function award_coverage_changed();
  `.execute(db)

  await sql`
    -- Of awards only what stands in a cell; who changes anything else of one waits for nobody.
    create function cover_awards() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform refresh_coverage(array(select id from new_rows order by 1));
      else
        perform refresh_coverage(array(
          select id from new_rows join old_rows using (id)
          where (new_rows.stream_code, new_rows.sample, new_rows.amount)
            is distinct from (old_rows.stream_code, old_rows.sample, old_rows.amount)
          order by 1));
      end if;
      return null;
    end $$;
    create trigger awards_cover after insert on awards
      referencing new table as new_rows for each statement execute function cover_awards();
    create trigger awards_cover_anew after update on awards
      referencing old table as old_rows new table as new_rows
      for each statement execute function cover_awards();

    create function cover_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform refresh_coverage(array(select distinct award_id from new_rows order by 1));
      elsif tg_op = 'DELETE' then
        perform refresh_coverage(array(select distinct award_id from old_rows order by 1));
      else
        perform refresh_coverage(array(
          select award_id from old_rows union select award_id from new_rows order by 1));
      end if;
      return null;
    end $$;
    create trigger award_sectors_cover after insert on award_sectors
      referencing new table as new_rows for each statement execute function cover_changed();
    create trigger award_sectors_cover_anew after update on award_sectors
      referencing old table as old_rows new table as new_rows
      for each statement execute function cover_changed();
    create trigger award_sectors_uncover after delete on award_sectors
      referencing old table as old_rows for each statement execute function cover_changed();
    create trigger award_states_cover after insert on award_states
      referencing new table as new_rows for each statement execute function cover_changed();
    create trigger award_states_cover_anew after update on award_states
      referencing old table as old_rows new table as new_rows
      for each statement execute function cover_changed();
    create trigger award_states_uncover after delete on award_states
      referencing old table as old_rows for each statement execute function cover_changed();

    create function cover_people() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform refresh_coverage(array(select distinct award_id from new_rows
          where indicator_code = people_indicator(stream_code) order by 1));
      elsif tg_op = 'DELETE' then
        perform refresh_coverage(array(select distinct award_id from old_rows
          where indicator_code = people_indicator(stream_code) order by 1));
      else
        perform refresh_coverage(array(
          select award_id from old_rows where indicator_code = people_indicator(stream_code)
          union
          select award_id from new_rows where indicator_code = people_indicator(stream_code)
          order by 1));
      end if;
      return null;
    end $$;
    create trigger award_figures_cover after insert on award_figures
      referencing new table as new_rows for each statement execute function cover_people();
    create trigger award_figures_cover_anew after update on award_figures
      referencing old table as old_rows new table as new_rows
      for each statement execute function cover_people();
    create trigger award_figures_uncover after delete on award_figures
      referencing old table as old_rows for each statement execute function cover_people();

    revoke execute on function refresh_coverage, count_coverage, award_coverage_changed, cover_awards,
      cover_changed, cover_people from public;

    insert into award_coverage select * from coverage_of_awards(array(select id from awards));
  `.execute(db)
}
