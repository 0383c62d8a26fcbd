import { type Kysely, sql } from 'kysely'

/** Lists that somebody keeps under a name: their address, for oneself or for the organization. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table saved_views (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      membership_id bigint not null,
      name text not null check (name <> ''),
      -- The query of the list, as its address has it.
      query text not null,
      shared boolean not null,
      saved_at timestamptz not null,
      unique (membership_id, name),
      foreign key (organization_id, membership_id) references memberships (organization_id, id)
    );
    create index saved_views_shared on saved_views (organization_id, name) where shared;
  `.execute(db)
}
