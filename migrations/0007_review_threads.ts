import { type Kysely, sql } from 'kysely'

/** What an officer asks of an answer and what the grantee says to it: one thread an answer, each remark
 *  written once and never changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report_remarks (
      id bigint generated always as identity primary key,
      report_id bigint not null,
      organization_id bigint not null,
      item_code text not null,
      kind text not null check (kind in ('question', 'answer', 'resolution')),
      words text,
      -- The sealed version that was being spoken of.
      version_no integer not null check (version_no > 0),
      said_by bigint not null references people,
      said_at timestamptz not null,
      check (words is not null or kind = 'resolution'),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
    create index report_remarks_report on report_remarks (report_id, item_code, id);
  `.execute(db)
}
