import { sql, type Kysely } from 'kysely'

// The lists people cite, keyed by what they cite: listing numbers, postal codes, form numbers, short
// codes. Closed word lists carry a check because the code branches on them; words that are only shown
// do not. A null means that the sources read do not say.

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reference_loads (
      file text primary key,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      loaded_at timestamptz not null
    )`.execute(db)

  await sql`
    create table agencies (
      code text primary key,
      name text not null,
      parent text references agencies,
      role_in_seti text not null
    )`.execute(db)

  await sql`
    create table sectors (
      code text primary key,
      name text not null unique,
      description text not null,
      naics text[] not null,
      naics_titles text[] not null,
      career_cluster text not null,
      career_cluster_legacy text not null,
      cross_cutting boolean not null,
      source_titles text[],
      good_jobs_challenge_industry text,
      sseep_program text,
      typical_occupations text[] not null,
      source_url text not null,
      notes text
    )`.execute(db)
  await sql`
    comment on column sectors.career_cluster is 'of the 2024 framework; legacy is one of the sixteen before it'
  `.execute(db)
  await sql`
    comment on column sectors.source_titles is 'documents that name the sector; null when none of those read does'
  `.execute(db)

  await sql`
    create table states (
      usps text primary key check (usps ~ '^[A-Z]{2}$'),
      name text not null unique,
      fips text not null unique check (fips ~ '^[0-9]{2}$'),
      kind text not null
        check (kind in ('state', 'district', 'territory', 'freely associated state')),
      eda_region text,
      eta_region smallint check (eta_region between 1 and 6),
      eta_region_city text,
      state_workforce_agency text,
      agency_verified boolean,
      agency_source_url text
    )`.execute(db)
  await sql`
    comment on column states.agency_verified is 'whether the name of the workforce agency was read in a source'
  `.execute(db)

  await sql`
    create table streams (
      code text primary key,
      name text not null unique,
      agency text not null references agencies,
      bureau text not null references agencies,
      kind text not null check (kind in ('competitive', 'formula', 'proposed')),
      status text not null check (status in ('active', 'proposed')),
      description text not null,
      source_url text not null,
      official_awards integer check (official_awards >= 0),
      official_total_usd numeric(14,2) check (official_total_usd >= 0),
      precision text check (precision in
        ('exact', 'rounded_10k', 'rounded_100k', 'rounded', 'approximate', 'not_in_sources_read')),
      as_of date,
      total_source_title text,
      total_source_url text
    )`.execute(db)

  await sql`
    create table assistance_listings (
      aln text primary key check (aln ~ '^[0-9]{2}[.][0-9A-Z]{3}$'),
      program_title text not null,
      agency text not null references agencies,
      bureau text not null references agencies,
      stream text references streams,
      funding_stream text not null,
      status text not null check (status in ('active', 'inactive')),
      gao_candidate text,
      notes text,
      source_url text not null
    )`.execute(db)
  await sql`
    comment on column assistance_listings.funding_stream is 'a label, wider than the four streams'
  `.execute(db)
  await sql`
    comment on column assistance_listings.gao_candidate is
      'how sure it is that GAO-19-200 counts the program among its 43; null when it is not a candidate'
  `.execute(db)

  await sql`
    create table programs (
      code text primary key,
      stream text not null references streams,
      name text not null,
      round text,
      assistance_listing text references assistance_listings,
      official_awards integer check (official_awards >= 0),
      official_total_usd numeric(14,2) check (official_total_usd >= 0),
      precision text not null check (precision in
        ('exact', 'rounded_10k', 'rounded_100k', 'rounded', 'approximate', 'not_in_sources_read')),
      as_of date,
      match_rule text,
      source_url text not null,
      canonical_url text,
      announced_on date,
      rounds text,
      foa text,
      award_floor_usd numeric(14,2) check (award_floor_usd >= 0),
      award_ceiling_usd numeric(14,2) check (award_ceiling_usd >= award_floor_usd),
      tracks text[],
      notes text
    )`.execute(db)
  await sql`comment on column programs.foa is 'number of the funding opportunity announcement'`.execute(
    db,
  )
  await sql`create index on programs (stream)`.execute(db)
  await sql`
    alter table sectors add foreign key (sseep_program) references programs`.execute(db)

  await sql`
    create table program_sectors (
      program text not null references programs,
      sector text not null references sectors,
      position smallint not null check (position >= 1),
      primary key (program, sector)
    )`.execute(db)

  await sql`
    create table indicators (
      code text primary key,
      name text not null,
      stream text not null,
      unit text not null check (unit in ('count', 'percent', 'usd')),
      numerator text,
      denominator text,
      direction text not null check (direction in ('higher', 'lower', 'context')),
      exclusions text,
      reporting_lag text,
      definition text not null,
      source_url text,
      canonical_url text,
      confidence text not null,
      value_type text not null
        check (value_type in ('count', 'rate', 'usd', 'usd_per_hour', 'median_usd', 'text')),
      entry text not null check (entry in ('entered', 'derived')),
      cumulation text not null check (cumulation in ('period', 'cumulative', 'point')),
      numerator_code text references indicators,
      denominator_code text references indicators,
      n_code text references indicators,
      position smallint not null,
      required boolean not null,
      unique (stream, position) deferrable initially deferred,
      check ((numerator_code is null) = (denominator_code is null)),
      check (value_type <> 'rate' or (entry = 'derived' and numerator_code is not null))
    )`.execute(db)
  await sql`
    comment on column indicators.stream is
      'a stream, or EW (Education-to-Workforce) or FIN (financial): catalogues without money of their own'
  `.execute(db)
  await sql`
    comment on column indicators.numerator is 'in words; for a derived row that is no rate, its formula'
  `.execute(db)
  await sql`
    comment on column indicators.cumulation is
      'period may be added over periods; cumulative runs from the start of the award; point is a balance; the last two are never added'
  `.execute(db)
  await sql`comment on column indicators.n_code is 'the count of people behind a median'`.execute(
    db,
  )

  await sql`
    create table crosswalk (
      from_indicator text not null references indicators,
      to_indicator text not null references indicators,
      comparability text not null check (comparability in ('same', 'close', 'not_comparable')),
      reason text not null,
      primary key (from_indicator, to_indicator),
      check (from_indicator <> to_indicator)
    )`.execute(db)

  await sql`
    create table templates (
      code text not null,
      version smallint not null check (version >= 1),
      title text not null,
      content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
      primary key (code, version)
    )`.execute(db)
  await sql`
    comment on column templates.content_sha256 is 'of the items in their order, so that a report can name what it answered'
  `.execute(db)

  await sql`
    create table template_programs (
      template text not null,
      version smallint not null,
      program text not null references programs,
      primary key (template, version, program),
      foreign key (template, version) references templates
    )`.execute(db)

  await sql`
    create table template_items (
      template text not null,
      version smallint not null,
      section_order smallint not null,
      section text not null,
      item_order smallint not null,
      item_kind text not null
        check (item_kind in ('indicator', 'narrative', 'attestation', 'attachment', 'financial')),
      item_code text not null,
      indicator text references indicators
        generated always as (case when item_kind in ('indicator', 'financial') then item_code end) stored,
      label text not null,
      help text,
      required boolean not null,
      applies_to text[],
      citation text not null,
      primary key (template, version, item_code),
      unique (template, version, section_order, item_order) deferrable initially deferred,
      foreign key (template, version) references templates
    )`.execute(db)
  await sql`
    comment on column template_items.applies_to is 'programs the item is for; null: every program of the template'
  `.execute(db)

  await sql`
    create table template_rules (
      code text primary key,
      template text not null,
      version smallint not null,
      severity text not null check (severity in ('error', 'warning')),
      expression text not null,
      left_side text not null,
      op text not null check (op in ('<=', '>=', '=', 'between', 'present')),
      right_side text,
      message text not null,
      citation text not null,
      foreign key (template, version) references templates,
      check ((op = 'present') = (right_side is null))
    )`.execute(db)
  await sql`comment on column template_rules.expression is 'the rule in words'`.execute(db)

  await sql`
    create table burden (
      form text primary key,
      title text not null,
      omb_control_number text not null check (omb_control_number ~ '^[0-9]{4}-[0-9]{4}$'),
      template text,
      version smallint,
      hours_per_response numeric(6,2) check (hours_per_response > 0),
      basis text,
      source_url text,
      notes text,
      foreign key (template, version) references templates match full
    )`.execute(db)

  await sql`
    create table wioa_allotments (
      program text not null references programs,
      state text not null references states,
      program_year text not null check (program_year ~ '^PY[0-9]{4}$'),
      starts_on date not null,
      ends_on date not null,
      allotment_usd numeric(14,2) not null check (allotment_usd >= 0),
      within_state_formula_usd numeric(14,2),
      assistance_listing text not null references assistance_listings,
      source_url text not null,
      notes text,
      primary key (program, state, program_year),
      check (starts_on < ends_on),
      check (within_state_formula_usd between 0 and allotment_usd)
    )`.execute(db)
  await sql`
    comment on column wioa_allotments.within_state_formula_usd is 'the part passed on to local areas by formula'
  `.execute(db)

  await sql`
    create table milestone_templates (
      code text primary key,
      position smallint not null unique deferrable initially deferred,
      name text not null,
      stage text not null check (stage in
        ('knowledge', 'formative', 'implementation', 'evaluability', 'outcomes', 'qed', 'pilot_rct',
         'rct', 'cost', 'replication', 'cross')),
      topic text check (topic in
        ('governance', 'design', 'clearances', 'data_access', 'dissemination')),
      applies_to text[] not null,
      role text not null check (role in
        ('lead', 'analyst', 'evaluation_officer', 'certifier', 'preparer')),
      responsible_role text not null,
      typical_offset_days integer not null,
      prerequisites text[] not null,
      evidence_artifact text not null,
      offset_rule text not null,
      offset_note text,
      typical_duration_days integer not null check (typical_duration_days >= 0),
      basis text not null,
      check ((stage = 'cross') = (topic is not null))
    )`.execute(db)
  await sql`
    comment on column milestone_templates.role is 'who records it; responsible_role is the office that does the work'
  `.execute(db)
  await sql`
    comment on column milestone_templates.typical_offset_days is
      'days from contract award in the default multi-site trial'
  `.execute(db)

  await sql`
    create table gate_criteria (
      code text primary key,
      position smallint not null unique deferrable initially deferred,
      stage text not null check (stage in
        ('knowledge', 'formative', 'implementation', 'evaluability', 'outcomes', 'qed', 'pilot_rct',
         'rct', 'cost', 'replication')),
      side text not null check (side in ('entry', 'exit')),
      text text not null,
      kind text not null check (kind in ('data', 'judgement')),
      data_source text not null,
      comparison text check (comparison in ('<=', '>=', '=', 'exists')),
      threshold text,
      unit text,
      tag text not null,
      starred boolean not null
    )`.execute(db)
  await sql`
    comment on column gate_criteria.threshold is 'a number in the unit, or the word of a state'
  `.execute(db)
  await sql`
    comment on column gate_criteria.starred is 'a starred criterion that fails blocks the gate'
  `.execute(db)
}
