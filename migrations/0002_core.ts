import { type Kysely, sql } from 'kysely'

/** Organizations, people, awards, reports, studies, and the chained record of what happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organizations (
      id bigint generated always as identity primary key,
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
      kind text not null check (kind in ('agency', 'grantee', 'evaluator')),
      name text not null check (name <> ''),
      organization_type text,
      agency_code text references agencies (code),
      city text,
      state text references states (usps),
      uei text unique check (uei ~ '^[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{11}$'),
      sample boolean not null,
      source_url text,
      unique (id, kind),
      unique (id, sample),
      check ((kind = 'agency') = (agency_code is not null))
    );

    create table people (
      id bigint generated always as identity primary key,
      email text not null check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
      name text not null check (name <> ''),
      password_hash text,
      disabled_at timestamptz,
      created_at timestamptz not null,
      version integer not null default 1
    );
    create unique index people_email on people (email);

    create table memberships (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      organization_kind text not null,
      person_id bigint not null references people,
      role text not null,
      supervisor_id bigint references people,
      started_at timestamptz not null,
      ended_at timestamptz,
      version integer not null default 1,
      unique (organization_id, id),
      foreign key (organization_id, organization_kind) references organizations (id, kind),
      check (
        (organization_kind = 'agency' and role in
          ('officer', 'grants_officer', 'evaluation_officer', 'director', 'task_force', 'auditor', 'admin'))
        or (organization_kind = 'grantee' and role in ('certifier', 'preparer', 'viewer'))
        or (organization_kind = 'evaluator' and role in ('lead', 'analyst'))
      )
    );
    create unique index memberships_active on memberships (person_id, organization_id) where ended_at is null;
    create index memberships_organization on memberships (organization_id);

    create table sessions (
      token_hash text primary key,
      person_id bigint not null references people,
      membership_id bigint references memberships,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      authenticated_at timestamptz not null
    );
    create index sessions_person on sessions (person_id);

    create table sign_in_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    );

    create table password_resets (
      person_id bigint primary key references people,
      token_hash text not null unique,
      expires_at timestamptz not null
    );

    create table idempotency_keys (
      person_id bigint not null references people,
      key text not null check (length(key) between 8 and 100),
      request_hash text not null,
      outcome jsonb,
      created_at timestamptz not null,
      primary key (person_id, key)
    );

    create table awards (
      id bigint generated always as identity primary key,
      number text not null unique check (number <> ''),
      fain text,
      organization_id bigint not null,
      sample boolean not null,
      agency_code text not null references agencies (code),
      program_code text not null references programs (code),
      stream_code text not null references streams (code),
      name text,
      award_round text,
      track text,
      status text not null check (status in
        ('announced', 'awarded', 'active', 'suspended', 'ended', 'closeout', 'closed', 'terminated')),
      announced_on date,
      period_start date,
      period_end date,
      amount numeric(14, 2) check (amount >= 0),
      amount_precision text not null check (amount_precision in
        ('exact', 'rounded_10k', 'rounded_100k', 'rounded', 'approximate', 'not_in_sources_read')),
      match_amount numeric(14, 2) check (match_amount >= 0),
      city text,
      state text references states (usps),
      service_area text,
      statewide boolean,
      source_url text,
      canonical_url text,
      notes text,
      source_hash text,
      report_frequency text check (report_frequency in ('quarterly', 'semiannual', 'annual')),
      report_offset_days integer check (report_offset_days between 0 and 365),
      report_roll_rule text check (report_roll_rule in
        ('none', 'previous_business_day', 'next_business_day')),
      report_calendar text check (report_calendar in
        ('program_year', 'fiscal_year', 'calendar_year')),
      first_period_end date,
      version integer not null default 1,
      unique (organization_id, id),
      foreign key (organization_id, sample) references organizations (id, sample) on update cascade,
      check ((amount is null) = (amount_precision = 'not_in_sources_read')),
      check (period_end >= period_start),
      check (first_period_end is null or
        (report_frequency is not null and report_offset_days is not null
         and report_roll_rule is not null and report_calendar is not null))
    );
    create unique index awards_fain on awards (agency_code, fain) where fain is not null;
    create index awards_organization on awards (organization_id);
    create index awards_program on awards (program_code);
    -- The orders people ask for most, in both directions; an absent amount comes last in either.
    create index awards_by_number on awards ((lower(number) collate "C"), id);
    create index awards_by_amount on awards (amount, id);
    create index awards_by_amount_down on awards (amount desc nulls last, id desc);
    create index organizations_by_name on organizations ((lower(name) collate "C"), id);

    create table award_sectors (
      award_id bigint not null references awards on delete cascade,
      sector_code text not null references sectors (code),
      primary key (award_id, sector_code)
    );
    create index award_sectors_sector on award_sectors (sector_code);

    create table award_states (
      award_id bigint not null references awards on delete cascade,
      usps text not null references states (usps),
      primary key (award_id, usps)
    );
    create index award_states_state on award_states (usps);

    create table award_partners (
      award_id bigint not null references awards on delete cascade,
      position integer not null,
      name text not null check (name <> ''),
      primary key (award_id, position)
    );

    create table award_targets (
      award_id bigint not null references awards on delete cascade,
      indicator_code text not null references indicators (code),
      target numeric(16, 2) not null check (target >= 0),
      source_url text,
      primary key (award_id, indicator_code)
    );

    create table caseloads (
      award_id bigint not null references awards,
      membership_id bigint not null,
      organization_id bigint not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (award_id, membership_id, started_at),
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );
    create unique index caseloads_active on caseloads (award_id) where ended_at is null;
    create index caseloads_membership on caseloads (membership_id) where ended_at is null;
  `.execute(db)

  await sql`
    create table reports (
      id bigint generated always as identity primary key,
      number text not null unique check (length(number) between 1 and 80),
      organization_id bigint not null,
      award_id bigint not null,
      template_code text not null,
      template_version integer not null,
      period_start date not null,
      period_end date not null,
      statutory_due_on date not null,
      working_due_on date not null,
      author_state text not null default 'not_started' check (author_state in
        ('not_started', 'draft', 'awaiting_certification', 'submitted')),
      agency_state text not null default 'none' check (agency_state in
        ('none', 'in_review', 'returned', 'resubmitted', 'accepted', 'reopened')),
      ended_as text check (ended_as in ('not_required', 'nothing_to_report', 'lapsed')),
      version_no integer not null default 0,
      accepted_version_no integer,
      reviewer_membership_id bigint references memberships,
      version integer not null default 1,
      unique (organization_id, id),
      unique (award_id, template_code, period_end),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      foreign key (template_code, template_version) references templates (code, version),
      check (period_end >= period_start),
      check (accepted_version_no <= version_no)
    );
    create index reports_organization on reports (organization_id, working_due_on);
    create index reports_due on reports (working_due_on) where author_state <> 'submitted';

    create table report_answers (
      report_id bigint not null,
      organization_id bigint not null,
      item_code text not null,
      value text,
      explanation text,
      changed_by bigint not null references people,
      changed_at timestamptz not null,
      primary key (report_id, item_code),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );

    create table report_revisions (
      id bigint generated always as identity primary key,
      report_id bigint not null,
      organization_id bigint not null,
      item_code text not null,
      part text not null check (part in ('value', 'explanation')),
      old_value text,
      new_value text,
      version_no integer not null,
      changed_by bigint not null references people,
      changed_at timestamptz not null,
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
    create index report_revisions_report on report_revisions (report_id, item_code, id);

    create table report_versions (
      report_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no >= 1),
      content text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      prepared_by bigint[] not null,
      handed_over_by bigint references people,
      certified_by bigint not null references people,
      signed_name text not null check (signed_name <> ''),
      signed_title text not null check (signed_title <> ''),
      statement text not null,
      sole_person boolean not null,
      nothing_to_report boolean not null default false,
      submitted_at timestamptz not null,
      primary key (report_id, no),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );

    create table report_returns (
      report_id bigint not null,
      organization_id bigint not null,
      version_no integer not null,
      section_order integer not null,
      reason_code text not null check (reason_code in
        ('figure_unclear', 'figure_disagrees', 'answer_incomplete', 'evidence_missing', 'identifies_person', 'other')),
      words text not null check (words <> ''),
      returned_by bigint not null references people,
      returned_at timestamptz not null,
      primary key (report_id, version_no, section_order),
      foreign key (report_id, version_no) references report_versions (report_id, no),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );

    create table accepted_figures (
      report_id bigint not null,
      organization_id bigint not null,
      award_id bigint not null,
      indicator_code text not null references indicators (code),
      version_no integer not null,
      period_end date not null,
      value numeric(20, 4) not null,
      primary key (report_id, indicator_code),
      foreign key (report_id, version_no) references report_versions (report_id, no),
      foreign key (organization_id, report_id) references reports (organization_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id)
    );
    create index accepted_figures_award on accepted_figures (award_id, indicator_code, period_end);
  `.execute(db)

  await sql`
    create table studies (
      id bigint generated always as identity primary key,
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
      organization_id bigint not null,
      sample boolean not null,
      title text not null check (title <> ''),
      summary text,
      sponsor_code text references agencies (code),
      awarded_on date,
      source_url text,
      version integer not null default 1,
      unique (organization_id, id),
      foreign key (organization_id, sample) references organizations (id, sample) on update cascade
    );

    create table study_firms (
      study_id bigint not null references studies,
      organization_id bigint not null references organizations,
      part text not null check (part in ('lead', 'partner')),
      primary key (study_id, organization_id)
    );

    create table study_programs (
      study_id bigint not null references studies,
      program_code text not null references programs (code),
      primary key (study_id, program_code)
    );

    create table study_team (
      study_id bigint not null references studies,
      membership_id bigint not null,
      organization_id bigint not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (study_id, membership_id),
      foreign key (organization_id, membership_id) references memberships (organization_id, id),
      foreign key (study_id, organization_id) references study_firms (study_id, organization_id)
    );
    create index study_team_membership on study_team (membership_id) where ended_at is null;

    create table study_stages (
      study_id bigint not null references studies,
      stage text not null check (stage in ('knowledge', 'formative', 'implementation', 'evaluability',
        'outcomes', 'qed', 'pilot_rct', 'rct', 'cost', 'replication')),
      state text not null check (state in ('planned', 'open', 'closed')),
      opened_on date,
      closed_on date,
      version integer not null default 1,
      primary key (study_id, stage)
    );

    create table study_sites (
      study_id bigint not null references studies,
      award_id bigint not null references awards,
      joined_on date not null,
      primary key (study_id, award_id)
    );
    create index study_sites_award on study_sites (award_id);

    create table milestones (
      id bigint generated always as identity primary key,
      study_id bigint not null,
      organization_id bigint not null,
      code text not null,
      name text not null,
      stage text not null,
      topic text,
      role text not null,
      responsible_role text not null,
      evidence_artifact text,
      offset_rule text not null,
      duration_days integer not null check (duration_days >= 0),
      prerequisites text[] not null default '{}',
      state text not null default 'planned' check (state in
        ('planned', 'in_progress', 'evidence_submitted', 'accepted', 'waived', 'superseded')),
      baseline_on date,
      forecast_on date,
      actual_on date,
      pinned boolean not null default false,
      position integer not null,
      version integer not null default 1,
      unique (study_id, code),
      foreign key (organization_id, study_id) references studies (organization_id, id),
      check (state not in ('accepted') or actual_on is not null)
    );

    create table milestone_evidence (
      id bigint generated always as identity primary key,
      milestone_id bigint not null references milestones,
      study_id bigint not null references studies,
      description text not null check (description <> ''),
      url text,
      completed_on date not null,
      submitted_by bigint not null references people,
      submitted_role text not null,
      submitted_at timestamptz not null,
      decision text check (decision in ('accepted', 'sent_back')),
      decision_words text,
      decided_by bigint references people,
      decided_at timestamptz,
      check ((decision is null) = (decided_by is null)),
      check ((decision is null) = (decided_at is null)),
      check (decision is distinct from 'sent_back' or decision_words is not null),
      check (decided_by <> submitted_by)
    );
    create index milestone_evidence_milestone on milestone_evidence (milestone_id, id);
    create unique index milestone_evidence_open on milestone_evidence (milestone_id) where decision is null;

    create table gate_decisions (
      id bigint generated always as identity primary key,
      study_id bigint not null references studies,
      stage text not null,
      side text not null check (side in ('entry', 'exit')),
      proposal text not null check (proposal in ('go', 'redesign', 'no_go')),
      reason text not null check (reason <> ''),
      proposed_by bigint not null references people,
      proposed_at timestamptz not null,
      decision text check (decision in ('go', 'redesign', 'no_go')),
      decision_reason text,
      decided_by bigint references people,
      decided_at timestamptz,
      version integer not null default 1,
      foreign key (study_id, stage) references study_stages (study_id, stage),
      check ((decision is null) = (decided_by is null)),
      check ((decision is null) = (decided_at is null)),
      check ((decision is null) = (decision_reason is null)),
      check (decided_by <> proposed_by)
    );
    create unique index gate_decisions_open on gate_decisions (study_id, stage, side) where decision is null;

    create table invitations (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      organization_kind text not null,
      email text not null check (email = lower(email)),
      role text not null,
      study_id bigint references studies,
      invited_by bigint references people,
      invited_at timestamptz not null,
      token_hash text unique,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      withdrawn_at timestamptz,
      foreign key (organization_id, organization_kind) references organizations (id, kind)
    );
    create unique index invitations_open on invitations (organization_id, email)
      where accepted_at is null and withdrawn_at is null;
  `.execute(db)

  await sql`
    create table events (
      id bigint generated always as identity primary key,
      chain text not null,
      seq integer not null,
      kind text not null check (kind ~ '^[a-z_]+[.][a-z_]+$'),
      at timestamptz not null,
      person_id bigint references people,
      membership_id bigint references memberships,
      system_actor text check (system_actor in ('scheduler', 'mailer', 'loader', 'operator')),
      organization_id bigint references organizations,
      award_id bigint references awards,
      report_id bigint references reports,
      study_id bigint references studies,
      milestone_code text,
      subject_person_id bigint references people,
      before jsonb,
      after jsonb,
      reason text,
      request_id text not null,
      previous_hash bytea,
      hash bytea not null,
      unique (chain, seq),
      check ((person_id is null) <> (system_actor is null))
    );
    create index events_award on events (award_id, id) where award_id is not null;
    create index events_report on events (report_id, id) where report_id is not null;
    create index events_study on events (study_id, id) where study_id is not null;

    create table event_chains (
      chain text primary key,
      seq integer not null,
      hash bytea not null
    );

    -- The sequence is drawn from the chain's head under its row lock: an identity column
    -- commits out of order and would read as tampering.
    create function chain_event() returns trigger language plpgsql security definer
      set search_path = pg_catalog, public as $$
    declare head event_chains;
    begin
      new.chain := case
        when new.award_id is not null then 'award:' || new.award_id
        when new.study_id is not null then 'study:' || new.study_id
        when new.subject_person_id is not null then 'person:' || new.subject_person_id
        when new.organization_id is not null then 'organization:' || new.organization_id
        else 'system'
      end;
      insert into event_chains values (new.chain, 0, '\\x') on conflict (chain) do nothing;
      select * into head from event_chains where chain = new.chain for update;
      new.seq := head.seq + 1;
      new.previous_hash := nullif(head.hash, '\\x');
      new.hash := sha256(coalesce(new.previous_hash, '\\x'::bytea) || convert_to(jsonb_build_array(
        new.chain, new.seq, new.kind,
        to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        new.person_id, new.membership_id, new.system_actor, new.organization_id, new.award_id,
        new.report_id, new.study_id, new.milestone_code, new.subject_person_id,
        new.before, new.after, new.reason, new.request_id)::text, 'UTF8'));
      update event_chains set seq = new.seq, hash = new.hash where chain = new.chain;
      return new;
    end $$;
    create trigger chain_event before insert on events for each row execute function chain_event();

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
    end $$;
    create trigger events_append_only before update or delete on events
      for each row execute function refuse_change();
    create trigger events_no_truncate before truncate on events
      for each statement execute function refuse_change();
    create trigger report_versions_sealed before update or delete on report_versions
      for each row execute function refuse_change();
    create trigger report_versions_no_truncate before truncate on report_versions
      for each statement execute function refuse_change();
    create trigger report_revisions_append_only before update or delete on report_revisions
      for each row execute function refuse_change();
    create trigger report_revisions_no_truncate before truncate on report_revisions
      for each statement execute function refuse_change();

    -- The queue's own functions need rights on its private tables; this is the one door to them.
    create function enqueue(task text, payload json, key text) returns void
      language plpgsql security definer set search_path = pg_catalog, public as $$
    begin
      perform graphile_worker.add_job(task, payload, job_key := key, max_attempts := 8);
    end $$;
    revoke execute on function enqueue, chain_event from public;
  `.execute(db)
}
