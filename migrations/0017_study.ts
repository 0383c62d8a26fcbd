import { type Kysely, sql } from 'kysely'

/** What a study is designed as, what it is registered as, what it may do, whom it enrolls and what that
 *  enrolment can tell. Versions and counts that were relied on are added to, never changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table studies
      add column enrolment_opened_on date;

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

    create table study_agreements (
      id bigint generated always as identity primary key,
      study_id bigint not null references studies,
      kind text not null check (kind in ('irb', 'dua', 'pra', 'participation')),
      award_id bigint,
      party text not null check (party <> ''),
      identifier text check (identifier <> ''),
      url text,
      effective_on date not null,
      expires_on date check (expires_on > effective_on),
      renews_id bigint,
      entered_by bigint not null references people,
      entered_at timestamptz not null,
      ended_on date,
      ended_reason text check (ended_reason <> ''),
      ended_by bigint references people,
      unique (study_id, id),
      unique (renews_id),
      foreign key (study_id, renews_id) references study_agreements (study_id, id),
      foreign key (study_id, award_id) references study_sites (study_id, award_id),
      check ((kind = 'participation') = (award_id is not null)),
      check (kind <> 'pra' or (identifier is not null and expires_on is not null)),
      check ((ended_on is null) = (ended_reason is null)),
      check ((ended_on is null) = (ended_by is null))
    );

    create table enrolment_counts (
      study_id bigint not null,
      award_id bigint not null,
      month date not null check (extract(day from month) = 1),
      block text not null check (block <> ''),
      no integer not null check (no > 0),
      reached integer not null check (reached >= 0),
      assessed integer not null check (assessed between 0 and reached),
      ineligible integer not null check (ineligible >= 0),
      failed_screen integer not null check (failed_screen >= 0),
      declined_consent integer not null check (declined_consent >= 0),
      other integer not null check (other >= 0),
      program integer not null check (program >= 0),
      control integer not null check (control >= 0),
      -- Of the people assigned in this month, as known when the version was saved.
      program_served integer not null check (program_served between 0 and program),
      control_served integer not null check (control_served between 0 and control),
      program_withdrawn integer not null check (program_withdrawn between 0 and program),
      control_withdrawn integer not null check (control_withdrawn between 0 and control),
      reason text check (reason <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, award_id, month, block, no),
      foreign key (study_id, award_id) references study_sites (study_id, award_id),
      check (assessed = ineligible + failed_screen + declined_consent + other + program + control),
      check (no = 1 or reason is not null)
    );

    create table power_memos (
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      inputs text not null,
      results text not null,
      enrolled integer not null check (enrolled >= 0),
      as_of date not null,
      words text not null check (words <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, no)
    );
  `.execute(db)
}
