import { type Kysely, sql } from 'kysely'

/** What people are told: notices read from events, how each wants them by mail, the reminders that went
 *  out, and the calendars people subscribed to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      membership_id bigint not null,
      event_id bigint not null references events,
      kind text not null check (kind ~ '^[a-z_]+$'),
      at timestamptz not null,
      mail text not null check (mail in ('instant', 'daily', 'none')),
      read_at timestamptz,
      mailed_at timestamptz,
      unique (membership_id, event_id),
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );
    create index notices_newest on notices (membership_id, at, id);
    create index notices_unread on notices (membership_id) where read_at is null;
    create index notices_unmailed on notices (mail, at) where mailed_at is null and read_at is null;
    create index memberships_role on memberships (role) where ended_at is null;

    create table notice_settings (
      organization_id bigint not null,
      membership_id bigint not null,
      notice_group text not null check (notice_group in ('due', 'reports', 'studies', 'awards')),
      mail text not null check (mail in ('instant', 'daily', 'none')),
      primary key (membership_id, notice_group),
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );

    create table report_reminders (
      organization_id bigint not null,
      report_id bigint not null,
      step text not null check (step ~ '^[a-z_0-9]+$'),
      -- The due date or the day a wait began: a moved date is reminded of anew.
      counted_from date not null,
      on_day date not null,
      primary key (report_id, step, counted_from),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );

    create table calendar_feeds (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      membership_id bigint not null,
      token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
      created_at timestamptz not null,
      revoked_at timestamptz,
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );
    create unique index calendar_feeds_active on calendar_feeds (membership_id) where revoked_at is null;
  `.execute(db)
}
