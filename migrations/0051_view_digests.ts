import { type Kysely, sql } from 'kysely'

/** Views that somebody wants to hear of by mail, and the awards in each when it was told of last; and what
 *  grantees pass on to subrecipients, each word kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table view_digests (
      membership_id bigint not null,
      organization_id bigint not null,
      view_id bigint not null references saved_views on delete cascade,
      every text not null check (every in ('weekday', 'monday')),
      awards bigint[] not null,
      told_on date not null,
      primary key (membership_id, view_id),
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );
    create index view_digests_view on view_digests (view_id);

    create table subawards (
      partnership_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      amount numeric(14, 2) not null check (amount >= 0),
      agreed_on date not null,
      reason text check (reason <> ''),
      said_by bigint not null references people,
      said_at timestamptz not null,
      primary key (partnership_id, no),
      foreign key (organization_id, partnership_id) references partnerships (organization_id, id)
        on update cascade
    );
  `.execute(db)
}
