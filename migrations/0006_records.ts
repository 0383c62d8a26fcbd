import { type Kysely, sql } from 'kysely'

/** The PDF that was kept of a sealed version, by its hash; once kept, it is the one that is given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table version_documents (
      report_id bigint not null,
      organization_id bigint not null,
      version_no integer not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      -- Bytes.
      size integer not null check (size > 0),
      kept_at timestamptz not null,
      -- The request or the job that made it.
      request_id text not null,
      primary key (report_id, version_no),
      foreign key (report_id, version_no) references report_versions (report_id, no),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
    create trigger version_documents_append_only before update or delete on version_documents
      for each row execute function refuse_change();
    create trigger version_documents_no_truncate before truncate on version_documents
      for each statement execute function refuse_change();
  `.execute(db)
}
