import { type Kysely, sql } from 'kysely'

/** What a study of this tracker found: drafted by its team, approved by somebody else, and only then part of
 *  the library. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table study_findings (
      id bigint generated always as identity primary key,
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      state text not null check (state in ('draft', 'submitted', 'returned', 'approved')),
      kind text not null check (kind in ('effect', 'before_after', 'level')),
      -- As the study's record had it when the finding was last saved.
      design text not null check (design in
        ('descriptive', 'pre_post', 'comparison', 'individual_random', 'site_random')),
      -- Null while it is none of the library; a real study's is named before it is published.
      model text references models,
      outcome_domain text not null check (outcome_domain <> ''),
      outcome_measure text not null check (outcome_measure <> ''),
      contrast text not null check (contrast <> ''),
      scale text not null check (scale in
        ('usd_per_year', 'usd_two_years', 'usd_per_quarter', 'usd_per_month', 'usd_per_participant',
         'percent_of_control', 'points_in_year', 'points_in_two_years', 'points_in_quarter', 'points')),
      price_year integer check (price_year between 1990 and 2100),
      impact numeric not null,
      standard_error numeric check (standard_error > 0),
      error_origin text check (error_origin in ('reported', 'back_solved')),
      p_value numeric check (p_value between 0 and 1),
      control_mean numeric,
      program_mean numeric,
      months integer not null check (months between 1 and 240),
      sample_program integer not null check (sample_program > 0),
      sample_control integer check (sample_control > 0),
      exploratory boolean not null,
      source_detail text not null check (source_detail <> ''),
      -- What a rating is worked out from; null where the team has not counted it.
      attrition text check (attrition in ('low', 'high')),
      baseline text check (baseline in ('satisfied', 'satisfied_with_adjustment', 'not_satisfied')),
      has_controls boolean not null,
      is_adjusted boolean not null,
      drafted_by bigint not null references people,
      drafted_at timestamptz not null,
      submitted_by bigint references people,
      submitted_at timestamptz,
      shared_at timestamptz,
      decision_words text check (decision_words <> ''),
      decided_by bigint references people,
      decided_at timestamptz,
      library_code text unique references findings,
      version integer not null default 1,
      unique (study_id, no),
      check (kind <> 'effect' or sample_control is not null),
      check ((scale like 'usd%') = (price_year is not null)),
      check ((standard_error is null) = (error_origin is null)),
      check (state = 'draft' or submitted_by is not null),
      check (state not in ('returned', 'approved') or decided_by is not null),
      -- Who drafted or handed it over does not decide it.
      check (decided_by is null or (decided_by <> drafted_by and decided_by <> submitted_by)),
      check (library_code is null or state = 'approved')
    );

    create table study_finding_responses (
      study_id bigint not null,
      no integer not null,
      organization_id bigint not null references organizations,
      words text not null check (words <> ''),
      written_by bigint not null references people,
      written_at timestamptz not null,
      primary key (study_id, no, organization_id),
      foreign key (study_id, no) references study_findings (study_id, no)
    );

    create function study_findings_kept() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' and old.state = 'approved' then
        raise exception 'An approved finding does not change.' using errcode = 'check_violation';
      end if;
      if tg_op <> 'DELETE' and new.kind = 'effect' and new.design in ('descriptive', 'pre_post') then
        raise exception 'A study without a comparison group finds no effect.'
          using errcode = 'check_violation';
      end if;
      return coalesce(new, old);
    end $$;
    create trigger study_findings_kept before insert or update or delete on study_findings
      for each row execute function study_findings_kept();
  `.execute(db)
}
