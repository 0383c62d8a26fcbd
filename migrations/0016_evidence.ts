import { type Kysely, sql } from 'kysely'

/** What studies found, as published: models of training, findings about them, claims that others make,
 *  questions that are open, and ladders of credentials. A null is what the sources do not say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models (
      code text primary key,
      position integer not null,
      kind text not null check (kind in ('model', 'site', 'group')),
      parent text references models,
      related text[] not null,
      name text not null,
      operator text,
      places text[],
      population text,
      duration text,
      screening text check (screening in ('yes', 'partly', 'no')),
      occupational_training text check (occupational_training in ('yes', 'partly', 'no')),
      career_readiness text check (career_readiness in ('yes', 'partly', 'no')),
      wraparound text check (wraparound in ('yes', 'partly', 'no')),
      employer_ties text check (employer_ties in ('yes', 'partly', 'no')),
      components_basis text,
      cost_per_participant_usd numeric(14, 2) check (cost_per_participant_usd >= 0),
      price_year integer,
      cost_note text,
      description text not null,
      source text not null,
      source_url text,
      check ((kind = 'site') = (parent is not null))
    );

    create table model_sectors (
      model text not null references models,
      sector text not null references sectors,
      position integer not null,
      primary key (model, sector)
    );

    create table findings (
      code text primary key,
      position integer not null,
      model text not null references models,
      -- The people it is about; a finding that pools samples names them all.
      samples text[] not null check (cardinality(samples) > 0),
      kind text not null check (kind in ('effect', 'level', 'before_after', 'review')),
      population text,
      follow_up_window text check
        (follow_up_window in ('year1', 'year2', 'years3_5', 'years6plus')),
      follow_up text not null,
      follow_up_months integer check (follow_up_months >= 0),
      program text not null,
      site text not null,
      study text not null,
      design text not null,
      outcome_domain text not null,
      outcome_measure text not null,
      scale text not null check (scale in
        ('usd_per_year', 'usd_two_years', 'usd_per_quarter', 'usd_per_month', 'usd_per_participant',
         'percent_of_control', 'points_in_year', 'points_in_two_years', 'points_in_quarter', 'points')),
      unit text not null,
      price_basis text not null check (price_basis in ('real', 'nominal', 'unknown', 'none')),
      price_year integer,
      exploratory boolean,
      control_mean numeric,
      treatment_mean numeric,
      impact numeric not null,
      standard_error numeric check (standard_error > 0),
      error_origin text check (error_origin in ('reported', 'back_solved')),
      p_relation text check (p_relation in ('=', '<')),
      p_value numeric check (p_value between 0 and 1),
      ci_low numeric,
      ci_high numeric,
      sample_treatment integer,
      sample_control integer,
      sample_total integer,
      clear_level text check (clear_level in ('low', 'moderate', 'high')),
      source_url text,
      canonical_url text,
      source_detail text,
      notes text,
      check (source_url is not null or source_detail is not null),
      check ((standard_error is null) = (error_origin is null)),
      check ((p_value is null) = (p_relation is null)),
      check ((price_basis = 'real') = (price_year is not null))
    );
    create index findings_by_model on findings (model, position);
    create index findings_by_position on findings (position);

    create table finding_sectors (
      finding text not null references findings,
      sector text not null references sectors,
      position integer not null,
      primary key (finding, sector)
    );

    create table claims (
      code text primary key,
      position integer not null,
      claim text not null,
      kind text not null check (kind in ('definition', 'finding', 'fact', 'question', 'rating')),
      qualifier text,
      value text,
      value_to text,
      unit text,
      subject text not null,
      outcome text not null,
      author text,
      title text not null,
      short_title text not null,
      publisher text not null,
      dated text,
      url text,
      caveat text
    );

    create table claim_findings (
      claim text not null references claims,
      finding text not null references findings,
      primary key (claim, finding)
    );

    -- What a claim would have us find, so that a rule can hold findings against it.
    create table claim_checks (
      claim text not null references claims,
      outcome_domain text not null,
      scale text check (scale in
        ('usd_per_year', 'usd_two_years', 'usd_per_quarter', 'usd_per_month', 'usd_per_participant',
         'percent_of_control', 'points_in_year', 'points_in_two_years', 'points_in_quarter', 'points')),
      windows text[],
      models text[],
      expectation text not null check (expectation in ('figure', 'increase', 'no_increase')),
      basis text not null,
      primary key (claim, outcome_domain)
    );

    -- Ratings as their raters gave them, with what a rule needs to work one out beside it. A null input is
    -- what the profile does not say.
    create table ratings (
      code text primary key,
      position integer not null,
      system text not null check (system in ('clear', 'wwc', 'essa', 'pathways', 'county_health')),
      system_version text,
      level text not null,
      study text not null,
      outcome text not null,
      model text references models,
      rated_by text not null,
      rated_on date,
      reason text,
      source text not null,
      source_url text,
      design text check (design in
        ('rct', 'comparison_group', 'difference_in_differences', 'fixed_effects',
         'interrupted_time_series', 'descriptive')),
      has_confound boolean,
      is_outcome_valid boolean,
      is_assignment_compromised boolean,
      is_probability_change_ignored boolean,
      attrition text check (attrition in ('low', 'high')),
      has_required_controls boolean,
      baseline text check (baseline in ('satisfied', 'satisfied_with_adjustment', 'not_satisfied')),
      is_adjusted boolean,
      is_outcome_measured_before boolean
    );

    create table rated_findings (
      rating text not null references ratings,
      finding text not null references findings,
      primary key (rating, finding)
    );

    create table questions (
      code text primary key,
      position integer not null,
      question text not null,
      types text[] not null,
      outcome_domains text[] not null,
      causal boolean not null,
      allowed_designs text[] not null,
      contributing_designs text[],
      design_note text,
      source_titles text[] not null
    );

    -- How much is known about a question in a sector, judged from the studies it names. A null sector is
    -- all of them together; a null level is not judged.
    create table question_cells (
      code text primary key,
      question text not null references questions,
      sector text references sectors,
      level integer check (level between 0 and 6),
      studies text,
      why text not null,
      models text[] not null,
      position integer not null
    );

    create table career_rungs (
      ladder text not null,
      rung text not null,
      sector text not null references sectors,
      rung_order integer not null check (rung_order > 0),
      credential text,
      typical_next text[],
      source_title text not null,
      source_url text,
      note text,
      primary key (ladder, rung)
    );
  `.execute(db)
}
