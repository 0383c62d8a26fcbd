import { type Kysely, sql } from 'kysely'

/** Views that somebody wants to hear of by mail, and the awards in each when it was told of last. */
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
  `.execute(db)
}
