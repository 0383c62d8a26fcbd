import { type Kysely, sql } from 'kysely'

/** What a study is designed as, what it is registered as, what it may do, whom it enrolls and what that
 *  enrolment can tell. Versions and counts that were relied on are added to, never changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table studies
      add column enrolment_opened_on date,
      add column database_locked_on date;

    create table study_designs (
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      questions text not null check (questions <> ''),
      design text not null check (design in
        ('descriptive', 'pre_post', 'comparison', 'individual_random', 'site_random')),
      program_arm text,
      control_arm text,
      contrast text,
      -- Places of the program and of the control group in each so many assigned.
      program_places integer check (program_places between 1 and 20),
      control_places integer check (control_places between 1 and 20),
      block_size integer,
      sample_target integer check (sample_target > 0),
      opens_on date,
      closes_on date check (closes_on > opens_on),
      needs_clearance boolean not null,
      cost numeric(14, 2) check (cost >= 0),
      reason text check (reason <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, no),
      check ((program_places is null) = (control_places is null)),
      check (block_size > 0 and block_size % (program_places + control_places) = 0)
    );

    create table study_outcomes (
      study_id bigint not null,
      design_no integer not null,
      position integer not null check (position > 0),
      rank text not null check (rank in ('primary', 'secondary')),
      name text not null check (name <> ''),
      source text not null check (source in ('survey', 'wage_records', 'program_records', 'other_records')),
      months integer not null check (months between 1 and 240),
      primary key (study_id, design_no, position),
      foreign key (study_id, design_no) references study_designs (study_id, no)
    );

    create table study_registrations (
      study_id bigint not null references studies,
      registry text not null check (registry in ('aea', 'osf', 'clinicaltrials')),
      no integer not null check (no > 0),
      identifier text not null check (identifier <> ''),
      url text,
      registered_on date not null,
      design_no integer not null,
      reason text check (reason <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, registry, no),
      foreign key (study_id, design_no) references study_designs (study_id, no),
      check (no = 1 or reason is not null)
    );

    create table gate_requests (
      id bigint generated always as identity primary key,
      study_id bigint not null,
      stage text not null,
      side text not null check (side in ('entry', 'exit')),
      words text not null check (words <> ''),
      asked_by bigint not null references people,
      asked_at timestamptz not null,
      foreign key (study_id, stage) references study_stages (study_id, stage)
    );
    create index gate_requests_study on gate_requests (study_id, stage, side, id);
  `.execute(db)
}
