import { type Kysely, sql } from 'kysely'

/** Who stands in for whom while away, for whom a notice was passed on, and how many working days each
 *  report has lain at each step. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delegations (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      membership_id bigint not null,
      delegate_membership_id bigint not null,
      -- Days in Washington, the first and the last included.
      begins_on date not null,
      ends_on date not null,
      words text check (words <> ''),
      set_by bigint not null references people,
      set_at timestamptz not null,
      ended_by bigint references people,
      ended_at timestamptz check (ended_at >= set_at),
      check (delegate_membership_id <> membership_id),
      check (ends_on >= begins_on),
      check ((ended_by is null) = (ended_at is null)),
      foreign key (organization_id, membership_id) references memberships (organization_id, id),
      foreign key (organization_id, delegate_membership_id)
        references memberships (organization_id, id),
      constraint delegations_one_at_a_time exclude using gist (
        int8range(membership_id, membership_id, '[]') with &&,
        daterange(begins_on, ends_on, '[]') with &&
      ) where (ended_at is null)
    );
    create index delegations_absent on delegations (membership_id) where ended_at is null;
    create index delegations_delegate on delegations (delegate_membership_id) where ended_at is null;

    -- Told to whoever stands in for this membership.
    alter table notices
      add column for_membership_id bigint check (for_membership_id <> membership_id),
      add foreign key (organization_id, for_membership_id) references memberships (organization_id, id);
    alter table notice_settings drop constraint notice_settings_notice_group_check;
    alter table notice_settings add constraint notice_settings_notice_group_check
      check (notice_group in ('due', 'reports', 'studies', 'awards', 'absences'));

    create table report_clocks (
      report_id bigint primary key,
      organization_id bigint not null,
      award_id bigint not null,
      period_end date not null,
      -- Working days at each step, of the stays that have ended; null: it was never through there.
      preparing integer check (preparing >= 0),
      signing integer check (signing >= 0),
      correcting integer check (correcting >= 0),
      waiting integer check (waiting >= 0),
      review integer check (review >= 0),
      -- Where it lies now and since when; null once nobody holds it.
      step text check (step in ('preparing', 'signing', 'correcting', 'waiting', 'review')),
      since_on date,
      check ((step is null) = (since_on is null)),
      foreign key (organization_id, report_id) references reports (organization_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id)
    );
    create index report_clocks_award on report_clocks (award_id);
    -- All that the aggregate reads, so that it never visits the table for a period.
    create index report_clocks_period on report_clocks (period_end)
      include (award_id, preparing, signing, correcting, waiting, review, step, since_on);
  `.execute(db)
}
