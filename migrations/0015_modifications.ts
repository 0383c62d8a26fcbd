import { type Kysely, sql } from 'kysely'

/** What an award was made with stays; what it is today follows from the modifications that were approved
 *  since. Readers of `amount` and `period_end` see the award of today. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table awards rename column amount to awarded_amount;
    alter table awards rename column period_end to awarded_period_end;
    alter table awards
      add column amount_change numeric(14, 2) not null default 0,
      add column changed_period_end date check (changed_period_end >= period_start),
      add column amount numeric(14, 2)
        generated always as (awarded_amount + amount_change) stored check (amount >= 0),
      add column period_end date
        generated always as (coalesce(changed_period_end, awarded_period_end)) stored;
    drop index awards_by_amount, awards_by_amount_down;
    create index awards_by_amount on awards (amount, id);
    create index awards_by_amount_down on awards (amount desc nulls last, id desc);

    create table modifications (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      award_id bigint not null,
      no integer not null check (no > 0),
      kind text not null check (kind in
        ('scope', 'key_person', 'budget', 'no_cost_extension', 'supplement', 'deobligation')),
      state text not null check (state in
        ('draft', 'asked', 'recommended', 'approved', 'refused', 'withdrawn')),
      reason text not null check (reason <> ''),
      amount_change numeric(14, 2) check (amount_change <> 0),
      new_period_end date,
      position text check (position <> ''),
      old_words text,
      new_words text check (new_words <> ''),
      drafted_by bigint not null references people,
      drafted_at timestamptz not null,
      asked_by bigint references people,
      asked_at timestamptz,
      recommendation text check (recommendation in ('for', 'against')),
      recommendation_words text,
      recommended_by bigint references people,
      recommended_at timestamptz,
      decision_words text,
      decided_by bigint references people,
      decided_at timestamptz,
      -- What the award was when it was decided.
      old_amount numeric(14, 2),
      old_period_end date,
      effective_on date,
      version integer not null default 1,
      unique (award_id, no),
      unique (organization_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      check ((kind = 'no_cost_extension') = (new_period_end is not null)),
      check ((kind in ('supplement', 'deobligation')) = (amount_change is not null)),
      check (amount_change > 0 or kind <> 'supplement'),
      check (amount_change < 0 or kind <> 'deobligation'),
      check ((kind in ('scope', 'key_person')) = (new_words is not null)),
      check ((kind = 'key_person') = (position is not null)),
      check ((asked_by is null) = (asked_at is null)),
      check (asked_by is not null or state in ('draft', 'withdrawn')),
      check ((recommended_by is null) = (recommended_at is null)),
      check ((recommended_by is null) = (recommendation is null)),
      check ((decided_by is null) = (decided_at is null)),
      check ((state in ('approved', 'refused', 'withdrawn')) = (decided_by is not null)),
      check ((state = 'approved') = (effective_on is not null)),
      -- Whoever asked or recommended does not decide.
      check (state not in ('approved', 'refused') or
        (decided_by is distinct from asked_by and decided_by is distinct from recommended_by))
    );
    create index modifications_open on modifications (award_id)
      where state in ('draft', 'asked', 'recommended');

    create table modification_lines (
      modification_id bigint not null,
      organization_id bigint not null,
      category text not null check (category in ('personnel', 'fringe', 'travel', 'equipment',
        'supplies', 'contractual', 'participant_support', 'other', 'indirect')),
      change numeric(14, 2) not null check (change <> 0),
      primary key (modification_id, category),
      foreign key (organization_id, modification_id) references modifications (organization_id, id)
    );

    create table modification_comments (
      id bigint generated always as identity primary key,
      modification_id bigint not null,
      organization_id bigint not null,
      words text not null check (words <> ''),
      written_by bigint not null references people,
      membership_id bigint not null references memberships,
      written_at timestamptz not null,
      foreign key (organization_id, modification_id) references modifications (organization_id, id)
    );
    create index modification_comments_about on modification_comments (modification_id, id);
  `.execute(db)
}
