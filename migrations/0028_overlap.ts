import { type Kysely, sql } from 'kysely'

/** What awards reach, as their officers say, and which of them overlap, as the rule finds and people decide. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_reaches (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      nationwide boolean not null,
      statewide text[] not null,
      counties text[] not null,
      -- An empty list is not said.
      populations text[] not null check (populations <@ array['unemployed', 'underemployed', 'incumbent',
        'youth', 'justice_involved', 'veterans', 'people_with_disabilities', 'english_learners',
        'low_income', 'dislocated', 'tanf_snap', 'opioid_recovery', 'native_communities', 'rural',
        'nurses_and_instructors', 'general_public']),
      services text[] not null check (services <@ array['recruitment', 'assessment', 'career_readiness',
        'classroom_training', 'apprenticeship', 'on_the_job_training', 'incumbent_training',
        'supportive_services', 'placement', 'retention', 'instructor_training', 'employer_engagement',
        'system_development']),
      ground text not null check (ground <> ''),
      said_by bigint not null references people,
      said_at timestamptz not null,
      unique (award_id, no),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );
    create index award_reaches_nationwide on award_reaches (award_id) where nationwide;

    create table overlap_findings (
      id bigint generated always as identity primary key,
      -- A sorted pair, so that it is found once.
      low_award_id bigint not null references awards,
      high_award_id bigint not null references awards,
      rule_version integer not null check (rule_version > 0),
      sample boolean not null,
      level text not null check (level in ('possible_overlap', 'fragmentation', 'overlap', 'duplication')),
      score numeric(5, 2) check (score between 0 and 100),
      data_incomplete boolean not null,
      place numeric(4, 3) not null,
      sector_share numeric(4, 3) not null,
      service_share numeric(4, 3),
      population_share numeric(4, 3),
      days integer check (days >= 0),
      shared_states text[] not null,
      shared_counties text[] not null,
      shared_sectors text[] not null,
      shared_services text[] not null,
      shared_populations text[] not null,
      -- The order of the list: by level, then by score.
      weight numeric(7, 2) not null,
      -- The hash of what the rule read of both awards.
      read_hash text not null,
      state text not null check (state in ('detected', 'triaged', 'confirmed', 'dismissed',
        'action_planned', 'resolved', 'accepted_risk', 'reopened')),
      action text check (action in ('coordinate', 'align_timing', 'share_provider', 'merge', 'none')),
      detected_at timestamptz not null,
      judged_at timestamptz not null,
      -- The rule no longer finds it.
      gone_at timestamptz,
      shared_at timestamptz,
      version integer not null default 1,
      unique (low_award_id, high_award_id, rule_version),
      check (low_award_id < high_award_id)
    );
    create index overlap_findings_order on overlap_findings (sample, weight desc, id) where gone_at is null;
    create index overlap_findings_high on overlap_findings (high_award_id);
    create index overlap_findings_state on overlap_findings (state, sample, weight desc, id) where gone_at is null;
    create index overlap_findings_places on overlap_findings using gin (shared_states, shared_sectors);

    create table overlap_moves (
      id bigint generated always as identity primary key,
      overlap_id bigint not null references overlap_findings,
      move text not null check (move in ('triage', 'confirm', 'dismiss', 'plan', 'resolve', 'accept_risk',
        'reopen', 'comment', 'share', 'rule_reopened')),
      words text check (words <> ''),
      moved_by bigint references people,
      moved_at timestamptz not null,
      check ((move = 'rule_reopened') = (moved_by is null))
    );
    create index overlap_moves_overlap on overlap_moves (overlap_id, id);

    -- Awards whose pairs the rule has to judge again.
    create table overlap_queue (
      award_id bigint primary key references awards on delete cascade
    );
  `.execute(db)

  await sql`
    create function queue_overlaps() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_table_name = 'awards' then
        insert into overlap_queue
        select id from new_rows join old_rows using (id)
        where (new_rows.status in ('announced', 'awarded', 'active', 'suspended'), new_rows.sample,
            new_rows.agency_code, new_rows.period_start, new_rows.period_end, new_rows.statewide)
          is distinct from
          (old_rows.status in ('announced', 'awarded', 'active', 'suspended'), old_rows.sample,
            old_rows.agency_code, old_rows.period_start, old_rows.period_end, old_rows.statewide)
        order by id on conflict do nothing;
      elsif tg_op = 'DELETE' then
        insert into overlap_queue
        select distinct award_id from old_rows where exists (select from awards where id = award_id)
        order by 1 on conflict do nothing;
      else
        insert into overlap_queue
        select distinct award_id from new_rows order by 1 on conflict do nothing;
      end if;
      return null;
    end $$;
    create trigger awards_judged after update on awards
      referencing old table as old_rows new table as new_rows
      for each statement execute function queue_overlaps();
    create trigger award_sectors_judged after insert on award_sectors
      referencing new table as new_rows for each statement execute function queue_overlaps();
    create trigger award_sectors_judged_less after delete on award_sectors
      referencing old table as old_rows for each statement execute function queue_overlaps();
    create trigger award_states_judged after insert on award_states
      referencing new table as new_rows for each statement execute function queue_overlaps();
    create trigger award_states_judged_less after delete on award_states
      referencing old table as old_rows for each statement execute function queue_overlaps();
    revoke execute on function queue_overlaps from public;

    insert into overlap_queue select id from awards;
  `.execute(db)

  // Of many awards at once one lock is taken in the place of one for each, of which there are so many only.
  await sql`
    create or replace function refresh_coverage(ids bigint[]) returns void language plpgsql
      set search_path = pg_catalog, public as $$
    begin
      if cardinality(ids) = 0 then return; end if;
      if cardinality(ids) > 100 then
        perform pg_advisory_xact_lock(hashtext('award_coverage'), 0);
      else
        perform pg_advisory_xact_lock_shared(hashtext('award_coverage'), 0);
        perform pg_advisory_xact_lock(hashtext('award_coverage'), id::int) from unnest(ids) id;
      end if;
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
  `.execute(db)
}
