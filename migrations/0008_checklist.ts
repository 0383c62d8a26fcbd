import { type Kysely, sql } from 'kysely'

/** What a reviewer looks at before accepting, by template and program, and what was ticked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table checklist_items (
      template text not null,
      version smallint not null,
      code text not null,
      position smallint not null,
      label text not null,
      help text,
      applies_to text[],
      citation text not null,
      primary key (template, version, code),
      unique (template, version, position) deferrable initially deferred,
      foreign key (template, version) references templates
    );
    comment on column checklist_items.applies_to is 'programs the item is for; null: every program of the template';

    create table report_checks (
      report_id bigint not null,
      organization_id bigint not null,
      -- A tick is for one sealed version; the next one is looked at anew.
      version_no integer not null check (version_no > 0),
      code text not null,
      checked_by bigint not null references people,
      checked_at timestamptz not null,
      primary key (report_id, version_no, code),
      foreign key (organization_id, report_id) references reports (organization_id, id)
    );
  `.execute(db)
}
