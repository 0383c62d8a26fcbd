import { type Kysely, sql } from 'kysely'

/** Totals that are kept instead of counted, so that they cost the same whatever lies under them. Triggers
 *  carry every change into them in its own transaction; each total is spread over sixteen slots, so that
 *  two people who accept reports at once seldom wait for one row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_totals (
      program_code text not null references programs (code),
      status text not null check (status in
        ('announced', 'awarded', 'active', 'suspended', 'ended', 'closeout', 'closed', 'terminated')),
      sample boolean not null,
      slot smallint not null check (slot between 0 and 15),
      awards integer not null,
      with_amount integer not null,
      amount numeric(20, 2) not null,
      primary key (program_code, status, sample, slot)
    );

    create table sector_totals (
      sector_code text not null references sectors (code),
      stream_code text not null references streams (code),
      sample boolean not null,
      slot smallint not null check (slot between 0 and 15),
      awards integer not null,
      with_amount integer not null,
      amount numeric(20, 2) not null,
      primary key (sector_code, stream_code, sample, slot)
    );

    create table grantee_totals (
      organization_id bigint not null references organizations,
      sample boolean not null,
      awards integer not null,
      with_amount integer not null,
      amount numeric(20, 2) not null,
      primary key (organization_id, sample)
    );

    -- Organizations that hold an award.
    create table grantee_counts (
      sample boolean not null,
      slot smallint not null check (slot between 0 and 15),
      grantees integer not null,
      primary key (sample, slot)
    );

    -- What the accepted reports of an award add up to: a rate by its two parts, everything else by its value.
    create table award_figures (
      award_id bigint not null references awards,
      indicator_code text not null references indicators (code),
      stream_code text not null references streams (code),
      sample boolean not null,
      value numeric,
      numerator numeric,
      denominator numeric check (denominator <> 0),
      first_end date not null,
      last_end date not null,
      primary key (award_id, indicator_code),
      check ((value is null) = (numerator is not null)),
      check ((numerator is null) = (denominator is null)),
      check (first_end <= last_end)
    );
    create index award_figures_first on award_figures (stream_code, sample, indicator_code, first_end);
    create index award_figures_last on award_figures (stream_code, sample, indicator_code, last_end);
    create index award_figures_value on award_figures (stream_code, sample, indicator_code, value)
      where value is not null;

    create table stream_figures (
      stream_code text not null references streams (code),
      sample boolean not null,
      indicator_code text not null references indicators (code),
      slot smallint not null check (slot between 0 and 15),
      awards integer not null,
      value numeric not null,
      numerator numeric not null,
      denominator numeric not null,
      primary key (stream_code, sample, indicator_code, slot)
    );
  `.execute(db)

  await sql`
    create function count_awards(gone awards[], come awards[]) returns void language plpgsql
      set search_path = pg_catalog, public as $$
    begin
      insert into award_totals as kept
      select program_code, status, sample, id % 16, sum(sign),
        coalesce(sum(sign) filter (where amount is not null), 0), coalesce(sum(sign * amount), 0)
      from (select *, -1 as sign from unnest(gone) union all select *, 1 from unnest(come)) changed
      group by 1, 2, 3, 4
      having sum(sign) <> 0 or coalesce(sum(sign * amount), 0) <> 0
        or coalesce(sum(sign) filter (where amount is not null), 0) <> 0
      order by 1, 2, 3, 4
      on conflict (program_code, status, sample, slot) do update set
        awards = kept.awards + excluded.awards,
        with_amount = kept.with_amount + excluded.with_amount,
        amount = kept.amount + excluded.amount;

      insert into sector_totals as kept
      select sector_code, stream_code, sample, id % 16, sum(sign),
        coalesce(sum(sign) filter (where amount is not null), 0), coalesce(sum(sign * amount), 0)
      from (select *, -1 as sign from unnest(gone) union all select *, 1 from unnest(come)) changed
      join award_sectors on award_sectors.award_id = changed.id
      group by 1, 2, 3, 4
      having sum(sign) <> 0 or coalesce(sum(sign * amount), 0) <> 0
        or coalesce(sum(sign) filter (where amount is not null), 0) <> 0
      order by 1, 2, 3, 4
      on conflict (sector_code, stream_code, sample, slot) do update set
        awards = kept.awards + excluded.awards,
        with_amount = kept.with_amount + excluded.with_amount,
        amount = kept.amount + excluded.amount;

      with delta as (
        select organization_id, sample, sum(sign) as awards,
          coalesce(sum(sign) filter (where amount is not null), 0) as with_amount,
          coalesce(sum(sign * amount), 0) as amount
        from (select *, -1 as sign from unnest(gone) union all select *, 1 from unnest(come)) changed
        group by 1, 2
      ), done as (
        insert into grantee_totals as kept
        select organization_id, sample, awards, with_amount, amount from delta
        where awards <> 0 or with_amount <> 0 or amount <> 0
        order by 1, 2
        on conflict (organization_id, sample) do update set
          awards = kept.awards + excluded.awards,
          with_amount = kept.with_amount + excluded.with_amount,
          amount = kept.amount + excluded.amount
        returning kept.organization_id, kept.sample, kept.awards
      )
      insert into grantee_counts as kept
      select sample, organization_id % 16,
        sum((done.awards > 0)::int - (done.awards - delta.awards > 0)::int)
      from done join delta using (organization_id, sample)
      group by 1, 2
      having sum((done.awards > 0)::int - (done.awards - delta.awards > 0)::int) <> 0
      order by 1, 2
      on conflict (sample, slot) do update set grantees = kept.grantees + excluded.grantees;
    end $$;

    create function awards_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform count_awards('{}', array(select row(new_rows.*)::awards from new_rows));
      elsif tg_op = 'DELETE' then
        perform count_awards(array(select row(old_rows.*)::awards from old_rows), '{}');
      else
        perform count_awards(
          array(select row(old_rows.*)::awards from old_rows), array(select row(new_rows.*)::awards from new_rows));
        update award_figures set stream_code = new_rows.stream_code, sample = new_rows.sample
        from new_rows join old_rows using (id)
        where award_figures.award_id = id
          and (new_rows.stream_code, new_rows.sample) <> (old_rows.stream_code, old_rows.sample);
      end if;
      return null;
    end $$;
    create trigger awards_come after insert on awards
      referencing new table as new_rows for each statement execute function awards_changed();
    create trigger awards_changed after update on awards
      referencing old table as old_rows new table as new_rows
      for each statement execute function awards_changed();
    create trigger awards_gone after delete on awards
      referencing old table as old_rows for each statement execute function awards_changed();

    -- A cascade would take the sectors away when the amount can no longer be read.
    create function award_sectors_first() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      delete from award_sectors where award_id = old.id;
      return old;
    end $$;
    create trigger award_sectors_first before delete on awards
      for each row execute function award_sectors_first();

    create function count_sectors(changed award_sectors[], sign integer) returns void language plpgsql
      set search_path = pg_catalog, public as $$
    begin
      -- An amount that changes meanwhile is waited for, and then read.
      perform from awards where id in (select award_id from unnest(changed)) order by id
        for no key update;
      insert into sector_totals as kept
      select c.sector_code, awards.stream_code, awards.sample, awards.id % 16,
        sign * count(*), sign * count(awards.amount), coalesce(sign * sum(awards.amount), 0)
      from unnest(changed) c join awards on awards.id = c.award_id
      group by 1, 2, 3, 4
      order by 1, 2, 3, 4
      on conflict (sector_code, stream_code, sample, slot) do update set
        awards = kept.awards + excluded.awards,
        with_amount = kept.with_amount + excluded.with_amount,
        amount = kept.amount + excluded.amount;
    end $$;

    create function award_sectors_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op <> 'INSERT' then
        perform count_sectors(array(select row(old_rows.*)::award_sectors from old_rows), -1);
      end if;
      if tg_op <> 'DELETE' then
        perform count_sectors(array(select row(new_rows.*)::award_sectors from new_rows), 1);
      end if;
      return null;
    end $$;
    create trigger award_sectors_come after insert on award_sectors
      referencing new table as new_rows for each statement execute function award_sectors_changed();
    create trigger award_sectors_changed after update on award_sectors
      referencing old table as old_rows new table as new_rows
      for each statement execute function award_sectors_changed();
    create trigger award_sectors_gone after delete on award_sectors
      referencing old table as old_rows for each statement execute function award_sectors_changed();
  `.execute(db)

  await sql`
    -- Figures of a period are summed; running totals, balances and medians are the latest; rates are made
    -- anew from numerators and denominators, over the periods that have both.
    create function figures_of_awards(ids bigint[]) returns setof award_figures language sql stable
      set search_path = pg_catalog, public as $$
      with figure as (
        select f.award_id, f.indicator_code, f.period_end, f.value,
          awards.stream_code, awards.sample, i.cumulation, i.value_type,
          i.numerator_code, i.denominator_code
        from accepted_figures f
        join awards on awards.id = f.award_id
        join indicators i on i.code = f.indicator_code
        where f.award_id = any (ids) and i.value_type <> 'text'
      ), part as (
        select rate.award_id, rate.indicator_code, rate.stream_code, rate.sample, rate.cumulation,
          top.period_end, top.value as numerator, bottom.value as denominator,
          row_number() over (partition by rate.award_id, rate.indicator_code order by top.period_end desc)
        from (select distinct award_id, indicator_code, stream_code, sample, cumulation, numerator_code,
            denominator_code from figure where value_type = 'rate') rate
        join figure top on top.award_id = rate.award_id and top.indicator_code = rate.numerator_code
        join figure bottom on bottom.award_id = rate.award_id
          and bottom.indicator_code = rate.denominator_code and bottom.period_end = top.period_end
      )
      select award_id, indicator_code, stream_code, sample,
        case when adds then sum(value) else (array_agg(value order by period_end desc))[1] end,
        null::numeric, null::numeric,
        case when adds then min(period_end) else max(period_end) end, max(period_end)
      from (select *, cumulation = 'period' and value_type in ('count', 'usd') as adds from figure) known
      where value_type <> 'rate'
      group by award_id, indicator_code, stream_code, sample, adds
      union all
      select award_id, indicator_code, stream_code, sample, null, sum(numerator), sum(denominator),
        min(period_end), max(period_end)
      from part
      where cumulation = 'period' or row_number = 1
      group by award_id, indicator_code, stream_code, sample
      having sum(denominator) <> 0
    $$;

    create function refresh_figures(ids bigint[]) returns void language plpgsql
      set search_path = pg_catalog, public as $$
    begin
      -- Reports of one award accepted at once are added up one after the other.
      perform pg_advisory_xact_lock(hashtext('award_figures'), id::int) from unnest(ids) id;
      delete from award_figures a where a.award_id = any (ids) and not exists (
        select from figures_of_awards(ids) f
        where f.award_id = a.award_id and f.indicator_code = a.indicator_code);
      insert into award_figures as kept select * from figures_of_awards(ids)
      on conflict (award_id, indicator_code) do update set
        value = excluded.value, numerator = excluded.numerator, denominator = excluded.denominator,
        first_end = excluded.first_end, last_end = excluded.last_end
      where (kept.value, kept.numerator, kept.denominator, kept.first_end, kept.last_end)
        is distinct from
        (excluded.value, excluded.numerator, excluded.denominator, excluded.first_end, excluded.last_end);
    end $$;

    create function accepted_figures_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    declare ids bigint[];
    begin
      if tg_op = 'INSERT' then
        ids := array(select distinct award_id from new_rows order by 1);
      elsif tg_op = 'DELETE' then
        ids := array(select distinct award_id from old_rows order by 1);
      else
        ids := array(select award_id from old_rows union select award_id from new_rows order by 1);
      end if;
      if cardinality(ids) = 0 then return null; end if;
      perform refresh_figures(ids);
      return null;
    end $$;
    create trigger accepted_figures_come after insert on accepted_figures
      referencing new table as new_rows for each statement execute function accepted_figures_changed();
    create trigger accepted_figures_changed after update on accepted_figures
      referencing old table as old_rows new table as new_rows
      for each statement execute function accepted_figures_changed();
    create trigger accepted_figures_gone after delete on accepted_figures
      referencing old table as old_rows for each statement execute function accepted_figures_changed();

    create function count_figures(gone award_figures[], come award_figures[]) returns void
      language plpgsql set search_path = pg_catalog, public as $$
    begin
      insert into stream_figures as kept
      select stream_code, sample, indicator_code, award_id % 16, sum(sign),
        coalesce(sum(sign * value) filter (where adds), 0),
        coalesce(sum(sign * numerator), 0), coalesce(sum(sign * denominator), 0)
      from (
        select changed.*, i.cumulation <> 'point' and i.value_type in ('count', 'usd') as adds
        from (select *, -1 as sign from unnest(gone) union all select *, 1 from unnest(come)) changed
        join indicators i on i.code = changed.indicator_code
      ) figure
      group by 1, 2, 3, 4
      having sum(sign) <> 0 or coalesce(sum(sign * value) filter (where adds), 0) <> 0
        or coalesce(sum(sign * numerator), 0) <> 0 or coalesce(sum(sign * denominator), 0) <> 0
      order by 1, 2, 3, 4
      on conflict (stream_code, sample, indicator_code, slot) do update set
        awards = kept.awards + excluded.awards,
        value = kept.value + excluded.value,
        numerator = kept.numerator + excluded.numerator,
        denominator = kept.denominator + excluded.denominator;
    end $$;

    create function award_figures_changed() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        perform count_figures('{}', array(select row(new_rows.*)::award_figures from new_rows));
      elsif tg_op = 'DELETE' then
        perform count_figures(array(select row(old_rows.*)::award_figures from old_rows), '{}');
      else
        perform count_figures(
          array(select row(old_rows.*)::award_figures from old_rows), array(select row(new_rows.*)::award_figures from new_rows));
      end if;
      return null;
    end $$;
    create trigger award_figures_come after insert on award_figures
      referencing new table as new_rows for each statement execute function award_figures_changed();
    create trigger award_figures_changed after update on award_figures
      referencing old table as old_rows new table as new_rows
      for each statement execute function award_figures_changed();
    create trigger award_figures_gone after delete on award_figures
      referencing old table as old_rows for each statement execute function award_figures_changed();

    -- A release may say anew how an indicator adds up.
    create function indicator_redefined() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      delete from award_figures where indicator_code = new.code;
      delete from stream_figures where indicator_code = new.code;
      perform refresh_figures(
        array(select distinct award_id from accepted_figures where indicator_code = new.code order by 1));
      return null;
    end $$;
    create trigger indicator_redefined after update on indicators for each row
      when ((old.cumulation, old.value_type, old.numerator_code, old.denominator_code)
        is distinct from (new.cumulation, new.value_type, new.numerator_code, new.denominator_code))
      execute function indicator_redefined();

    revoke execute on function count_awards, awards_changed, award_sectors_first, count_sectors,
      award_sectors_changed, refresh_figures, accepted_figures_changed, count_figures,
      award_figures_changed, indicator_redefined from public;

    -- Parts of names are searched by their trigrams; where the owner may not add the extension that knows
    -- them, the same search reads every row.
    do $$
    begin
      create extension if not exists pg_trgm;
      create index awards_words on awards using gin
        (number gin_trgm_ops, name gin_trgm_ops, fain gin_trgm_ops);
      create index organizations_words on organizations using gin
        (name gin_trgm_ops, city gin_trgm_ops, uei gin_trgm_ops);
    exception when insufficient_privilege or undefined_file or feature_not_supported then
      raise notice 'pg_trgm is not there: text is searched without an index';
    end $$;

    -- The orders of long lists, so that a page reads no more than it shows.
    create index reports_newest on reports (period_end, id) where version_no > 0;
    create index reports_by_state on reports (agency_state, period_end, id) where version_no > 0;
    create index reports_nothing on reports (period_end, id) where ended_as = 'nothing_to_report';
    create index reports_unfinished on reports ((coalesce(extended_due_on, working_due_on)), id)
      where ended_as is null and agency_state <> 'accepted';
    create index reports_to_come on reports (award_id) include (statutory_due_on, working_due_on)
      where author_state <> 'submitted' and agency_state = 'none' and ended_as is null;
    create index events_account on events (id) where kind like 'account.%';
    create index events_subject on events (subject_person_id, id) where subject_person_id is not null;

    -- What is held already.
    select count_awards('{}', array(select awards from awards));
    insert into award_figures
      select * from figures_of_awards(array(select distinct award_id from accepted_figures));
  `.execute(db)
}
