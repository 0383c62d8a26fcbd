import { type Kysely, sql } from 'kysely'

/** A second look at a version: whom the reviewer asked, and what they said. Nothing waits for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report_opinions (
      report_id bigint not null,
      organization_id bigint not null,
      version_no integer not null check (version_no > 0),
      colleague_organization_id bigint not null,
      colleague_membership_id bigint not null,
      question text,
      asked_by bigint not null references people,
      asked_at timestamptz not null,
      opinion text check (opinion in ('accept', 'return', 'unsure')),
      words text,
      given_at timestamptz,
      check ((opinion is null) = (given_at is null) and (opinion is null) = (words is null)),
      primary key (report_id, version_no, colleague_membership_id),
      foreign key (organization_id, report_id) references reports (organization_id, id),
      foreign key (colleague_organization_id, colleague_membership_id)
        references memberships (organization_id, id)
    );
    create index report_opinions_colleague on report_opinions (colleague_membership_id, report_id);
  `.execute(db)
}
