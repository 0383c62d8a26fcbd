import { type Kysely, sql } from 'kysely'

/** How alike the arms are and how many people are left in each analysis, versions that are only added to; and
 *  the lock after which nothing of it, nor of enrolment, is added without a reason. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table balance_tables (
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      sample text not null check (sample in ('randomized', 'analytic')),
      -- The omnibus test, which the team computes from people's records; they never come here.
      omnibus_f numeric check (omnibus_f >= 0),
      omnibus_df1 integer check (omnibus_df1 > 0),
      omnibus_df2 integer check (omnibus_df2 > 0),
      reason text check (reason <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, no),
      check (num_nulls(omnibus_f, omnibus_df1, omnibus_df2) in (0, 3))
    );

    create table balance_rows (
      study_id bigint not null,
      no integer not null,
      position integer not null check (position > 0),
      name text not null check (name <> ''),
      kind text not null check (kind in ('measured', 'share')),
      program_n integer not null check (program_n > 0),
      control_n integer not null check (control_n > 0),
      -- The mean of what is measured; of a share the people who have it.
      program_value numeric not null,
      control_value numeric not null,
      program_sd numeric check (program_sd >= 0),
      control_sd numeric check (control_sd >= 0),
      adjusted boolean not null,
      primary key (study_id, no, position),
      unique (study_id, no, name),
      foreign key (study_id, no) references balance_tables (study_id, no),
      check ((kind = 'measured') = (program_sd is not null)),
      check ((kind = 'measured') = (control_sd is not null)),
      check (kind = 'measured' or (program_value between 0 and program_n
        and control_value between 0 and control_n))
    );

    create table attrition_counts (
      study_id bigint not null references studies,
      outcome text not null check (outcome <> ''),
      source text not null check (source in ('survey', 'wage_records', 'program_records', 'other_records')),
      no integer not null check (no > 0),
      bound text not null check (bound in ('cautious', 'optimistic')),
      randomized_program integer not null check (randomized_program > 0),
      randomized_control integer not null check (randomized_control > 0),
      analyzed_program integer not null check (analyzed_program between 0 and randomized_program),
      analyzed_control integer not null check (analyzed_control between 0 and randomized_control),
      reason text check (reason <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, outcome, source, no),
      check (no = 1 or reason is not null)
    );

    create table database_locks (
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      words text not null check (words <> ''),
      -- SHA-256 of every count as it stood.
      hash text not null check (hash ~ '^[0-9a-f]{64}$'),
      locked_by bigint not null references people,
      locked_at timestamptz not null,
      primary key (study_id, no)
    );

    create function refuse_after_lock() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    begin
      if tg_op = 'INSERT' then
        if new.reason is null and exists (select from database_locks where study_id = new.study_id) then
          raise exception 'After the database lock a count needs its reason.'
            using errcode = 'check_violation';
        end if;
        return new;
      end if;
      if exists (select from database_locks where study_id = old.study_id) then
        raise exception 'Counts of a locked database do not change.' using errcode = 'check_violation';
      end if;
      return coalesce(new, old);
    end $$;
    create trigger enrolment_counts_locked before insert or update or delete on enrolment_counts
      for each row execute function refuse_after_lock();
    create trigger balance_tables_locked before insert or update or delete on balance_tables
      for each row execute function refuse_after_lock();
    create trigger attrition_counts_locked before insert or update or delete on attrition_counts
      for each row execute function refuse_after_lock();

    create function refuse_lock_change() returns trigger language plpgsql as $$
    begin
      raise exception 'A database lock is never taken back.' using errcode = 'check_violation';
    end $$;
    create trigger database_locks_stand before update or delete on database_locks
      for each row execute function refuse_lock_change();
    create trigger balance_rows_stand before update or delete on balance_rows
      for each row execute function refuse_lock_change();
  `.execute(db)
}
