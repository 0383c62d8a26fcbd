import { type Kysely, sql } from 'kysely'

/** Files of awards: what each would do to the record waits here until somebody confirms it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table award_imports (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      membership_id bigint not null,
      agency_code text not null references agencies (code),
      file_name text not null check (file_name <> '' and length(file_name) <= 200),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      sample boolean not null,
      program_code text references programs (code),
      state text not null check (state in
        ('waiting', 'reading', 'refused', 'ready', 'confirmed', 'storing', 'stored', 'overtaken')),
      kind text check (kind in ('template', 'usaspending')),
      rows_total integer not null default 0 check (rows_total >= 0),
      rows_done integer not null default 0 check (rows_done between 0 and rows_total),
      planned text,
      problems text,
      say text check (say <> ''),
      uploaded_by bigint not null references people,
      uploaded_at timestamptz not null,
      confirmed_by bigint references people,
      confirmed_membership_id bigint,
      confirmed_at timestamptz,
      stored_at timestamptz,
      version integer not null default 1,
      foreign key (organization_id, membership_id) references memberships (organization_id, id),
      foreign key (organization_id, confirmed_membership_id)
        references memberships (organization_id, id),
      check ((confirmed_by is null) = (confirmed_at is null)),
      check ((confirmed_by is null) = (confirmed_membership_id is null)),
      check (state not in ('confirmed', 'storing', 'stored') or confirmed_by is not null),
      check ((state = 'stored') = (stored_at is not null)),
      check (state not in ('ready', 'confirmed', 'storing', 'stored') or planned is not null),
      check (planned is null or problems is null)
    );
    create index award_imports_organization on award_imports (organization_id, id desc);
  `.execute(db)
}
