import { type Kysely, sql } from 'kysely'

/** Files behind what a visit found and behind what its grantee answers; each is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table visit_files (
      finding_id bigint not null,
      organization_id bigint not null,
      no integer not null check (no > 0),
      backs text not null check (backs in ('finding', 'answer')),
      name text not null check (name <> ''),
      kind text not null check (kind in ('pdf', 'png', 'jpeg', 'csv', 'xlsx', 'docx', 'txt')),
      size integer not null check (size > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      added_by bigint not null references people,
      added_at timestamptz not null,
      primary key (finding_id, no),
      unique (finding_id, backs, sha256),
      foreign key (organization_id, finding_id) references visit_findings (organization_id, id)
    );
  `.execute(db)
}
