import { type Kysely, sql } from 'kysely'

/** Figures read from a file wait here until somebody confirms them; files that back an answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report_uploads (
      id bigint generated always as identity primary key,
      report_id bigint not null,
      organization_id bigint not null,
      file_name text not null check (file_name <> '' and length(file_name) <= 200),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      -- What was read, or what was wrong; never both.
      entries text,
      problems text,
      uploaded_by bigint not null references people,
      uploaded_at timestamptz not null,
      saved_at timestamptz,
      check ((entries is null) <> (problems is null)),
      check (saved_at is null or entries is not null),
      unique (report_id, id),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
    create index report_uploads_report on report_uploads (report_id, uploaded_at);

    alter table report_revisions add column upload_id bigint,
      add foreign key (report_id, upload_id) references report_uploads (report_id, id);

    create table report_files (
      id bigint generated always as identity primary key,
      report_id bigint not null,
      organization_id bigint not null,
      item_code text not null,
      name text not null check (name <> '' and length(name) <= 200),
      kind text not null check (kind in ('pdf', 'png', 'jpeg', 'csv', 'xlsx', 'docx', 'txt')),
      size integer not null check (size > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      added_by bigint not null references people,
      added_at timestamptz not null,
      removed_by bigint references people,
      removed_at timestamptz,
      check ((removed_by is null) = (removed_at is null)),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
    create unique index report_files_once on report_files (report_id, item_code, sha256)
      where removed_at is null;
  `.execute(db)
}
