import { type Kysely, sql } from 'kysely'

/** What is asked about a due date and how it was decided, and rules of reporting that change from a
 *  day on. A report keeps the rule it was opened by, so that a later rule renames nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table reports
      add column extended_due_on date,
      add column frequency text check (frequency in ('quarterly', 'semiannual', 'annual')),
      add column calendar_type text check (calendar_type in
        ('program_year', 'fiscal_year', 'calendar_year')),
      add check (extended_due_on > working_due_on and extended_due_on > statutory_due_on);
    update reports set frequency = awards.report_frequency, calendar_type = awards.report_calendar
      from awards where awards.id = reports.award_id;

    create table report_petitions (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      report_id bigint not null,
      kind text not null check (kind in ('extension', 'waiver')),
      reason text not null check (reason <> ''),
      wanted_on date,
      -- The day the report was due when it was asked.
      previous_due_on date not null,
      asked_by bigint not null references people,
      asked_at timestamptz not null,
      recommendation text check (recommendation in ('for', 'against')),
      recommendation_words text,
      recommended_by bigint references people,
      recommended_at timestamptz,
      outcome text check (outcome in ('granted', 'refused', 'withdrawn', 'overtaken')),
      granted_on date check (granted_on > previous_due_on),
      decision_words text,
      decided_by bigint references people,
      decided_at timestamptz,
      version integer not null default 1,
      foreign key (organization_id, report_id) references reports (organization_id, id),
      check ((kind = 'extension') = (wanted_on is not null)),
      check (wanted_on > previous_due_on),
      check ((recommended_by is null) = (recommended_at is null)),
      check (granted_on is null or outcome = 'granted'),
      check (outcome is null or decided_at is not null),
      -- Whoever asked or recommended does not decide.
      check (outcome not in ('granted', 'refused') or
        (decided_by is not null and decided_by <> asked_by and decided_by is distinct from recommended_by))
    );
    create unique index report_petitions_open on report_petitions (report_id) where outcome is null;
    create index report_petitions_report on report_petitions (report_id, id);

    create table award_schedules (
      award_id bigint not null,
      organization_id bigint not null,
      starts_on date not null,
      frequency text not null check (frequency in ('quarterly', 'semiannual', 'annual')),
      offset_days integer not null check (offset_days between 0 and 365),
      roll_rule text not null check (roll_rule in
        ('none', 'previous_business_day', 'next_business_day')),
      calendar_type text not null check (calendar_type in
        ('program_year', 'fiscal_year', 'calendar_year')),
      first_period_end date not null,
      reason text not null check (reason <> ''),
      changed_by bigint not null references people,
      changed_at timestamptz not null,
      primary key (award_id, starts_on),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      check (first_period_end >= starts_on)
    );
  `.execute(db)
}
