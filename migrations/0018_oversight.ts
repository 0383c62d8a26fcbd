import { type Kysely, sql } from 'kysely'

/** The end of an award's life: when its work ended, what its closeout asks for, and that closed is final. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table awards add column ended_on date;
    update awards set ended_on = period_end where status in ('ended', 'closeout', 'closed', 'terminated');
    create index awards_past on awards (ended_on, id)
      where status in ('ended', 'closeout', 'suspended', 'terminated');
    create index awards_running on awards (period_end) where status in ('active', 'suspended');

    create function keep_closed() returns trigger language plpgsql as $$
    begin
      raise exception 'award % is closed', old.number using errcode = 'restrict_violation';
    end $$;
    create trigger awards_closed before update of status, amount_change, changed_period_end on awards
      for each row when (old.status = 'closed' and (
        new.status <> 'closed' or new.amount_change <> old.amount_change
        or new.changed_period_end is distinct from old.changed_period_end))
      execute function keep_closed();

    create table closeout_items (
      award_id bigint not null,
      organization_id bigint not null,
      item text not null check (item in ('reminder', 'stop_obligating', 'subrecipients',
        'performance_report', 'financial_report', 'liquidation', 'refund', 'property', 'indirect_rates')),
      outcome text not null check (outcome in ('done', 'waived')),
      words text not null check (words <> ''),
      settled_by bigint not null references people,
      settled_at timestamptz not null,
      primary key (award_id, item),
      foreign key (organization_id, award_id) references awards (organization_id, id)
    );
  `.execute(db)

  // What officers say of an award's risk, and what its record says, judged by the schedule for the lists.
  await sql`
    create table risk_ratings (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      tier text not null check (tier in ('high', 'medium', 'low')),
      reason text not null check (reason <> ''),
      rated_by bigint not null references people,
      rated_at timestamptz not null,
      foreign key (organization_id, award_id) references awards (organization_id, id)
    );
    create index risk_ratings_award on risk_ratings (award_id, id);

    create table award_risks (
      award_id bigint primary key,
      organization_id bigint not null,
      tier text check (tier in ('high', 'medium', 'low')),
      rated_tier text check (rated_tier in ('high', 'medium', 'low')),
      weight integer not null check (weight >= 0),
      judged_on date not null,
      judged_at timestamptz not null,
      foreign key (organization_id, award_id) references awards (organization_id, id) on update cascade
    );
    create index award_risks_tier on award_risks (tier, award_id);
    create index award_risks_rated on award_risks (rated_tier, award_id) where rated_tier is not null;
  `.execute(db)

  // Visits, what they found, and what the grantee does about it.
  await sql`
    create table visits (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      kind text not null check (kind in ('desk', 'enhanced_desk', 'on_site')),
      state text not null check (state in ('planned', 'done')),
      planned_on date not null,
      scope text not null check (scope <> ''),
      planned_by bigint not null references people,
      planned_at timestamptz not null,
      done_on date,
      letter text check (letter <> ''),
      sent_at timestamptz,
      version integer not null default 1,
      unique (award_id, no),
      unique (organization_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      check ((state = 'done') = (done_on is not null)),
      check ((state = 'done') = (letter is not null)),
      check ((state = 'done') = (sent_at is not null))
    );
    create index visits_planned on visits (award_id, planned_on) where state = 'planned';

    create table visit_findings (
      id bigint generated always as identity primary key,
      visit_id bigint not null,
      organization_id bigint not null,
      kind text not null check (kind in ('compliance', 'concern', 'practice')),
      words text not null check (words <> ''),
      questioned_cost numeric(14, 2) check (questioned_cost >= 0),
      answer_by date,
      noted_by bigint not null references people,
      noted_at timestamptz not null,
      unique (organization_id, id),
      foreign key (organization_id, visit_id) references visits (organization_id, id),
      check ((kind = 'compliance') = (answer_by is not null))
    );
    create index visit_findings_visit on visit_findings (visit_id, id);

    create table corrections (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      finding_id bigint not null unique,
      no integer not null check (no > 0),
      due_on date not null,
      state text not null check (state in ('asked', 'answered', 'verified', 'closed')),
      response text,
      evidence text,
      answered_by bigint references people,
      answered_at timestamptz,
      verification_words text,
      verified_by bigint references people,
      verified_at timestamptz,
      closing_words text,
      closed_by bigint references people,
      closed_at timestamptz,
      version integer not null default 1,
      unique (award_id, no),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      foreign key (organization_id, finding_id) references visit_findings (organization_id, id),
      check (state = 'asked' or (answered_by is not null and response <> '' and evidence <> '')),
      check (state not in ('verified', 'closed') or verified_by <> answered_by),
      check ((state = 'closed') = (closed_by is not null)),
      check (closed_by <> verified_by)
    );
    create index corrections_open on corrections (award_id, due_on) where state <> 'closed';
  `.execute(db)
}
