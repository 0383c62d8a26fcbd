import { type Kysely, sql } from 'kysely'

/** Financial reports beside those of a program, rules kept for each version of a form, and figures that
 *  were given in one report and taken over into another. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table template_rules drop constraint template_rules_pkey,
      add primary key (template, version, code);

    -- Null: the award owes no financial reports here.
    alter table awards add column financial_from date;

    -- Null: the form is for every agency.
    alter table burden add column agency text references agencies;

    alter table report_revisions
      add column taken_report_id bigint,
      add column taken_version_no integer,
      add column taken_code text,
      add foreign key (organization_id, taken_report_id) references reports (organization_id, id),
      add foreign key (taken_report_id, taken_version_no) references report_versions (report_id, no),
      add check (taken_report_id <> report_id),
      add check ((taken_report_id is null) = (taken_version_no is null)),
      add check ((taken_report_id is null) = (taken_code is null));
  `.execute(db)
}
