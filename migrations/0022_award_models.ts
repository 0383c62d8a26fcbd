import { type Kysely, sql } from 'kysely'

/** Which model of the library an award runs, as its officers said, entry by entry: none is ever changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_models (
      id bigint generated always as identity primary key,
      award_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      -- Null: what it runs is no model of the library.
      model text references models,
      since date not null,
      ground text not null check (ground <> ''),
      named_by bigint not null references people,
      named_at timestamptz not null,
      unique (award_id, no),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );
  `.execute(db)
}
