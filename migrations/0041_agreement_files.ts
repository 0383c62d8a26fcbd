import { type Kysely, sql } from 'kysely'

/** The documents of a study's agreements, each kept: a later one stands before the earlier and replaces none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table agreement_files (
      agreement_id bigint not null references study_agreements,
      no integer not null check (no > 0),
      name text not null check (name <> ''),
      kind text not null check (kind in ('pdf', 'png', 'jpeg', 'csv', 'xlsx', 'docx', 'txt')),
      size integer not null check (size > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      added_by bigint not null references people,
      added_at timestamptz not null,
      primary key (agreement_id, no)
    );
  `.execute(db)
}
