import { type Kysely, sql } from 'kysely'

/** A study asks the grantee of an award whether the award becomes one of its sites. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table site_invitations (
      id bigint generated always as identity primary key,
      organization_id bigint not null,
      study_id bigint not null references studies,
      award_id bigint not null,
      state text not null check (state in ('sent', 'accepted', 'declined', 'withdrawn')),
      words text not null check (words <> ''),
      -- The last day on which it can be answered.
      answer_by date not null,
      sent_by bigint not null references people,
      sent_at timestamptz not null,
      end_words text check (end_words <> ''),
      ended_by bigint references people,
      ended_at timestamptz,
      version integer not null default 1,
      unique (organization_id, id),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      check ((ended_by is null) = (ended_at is null)),
      check ((state = 'sent') = (ended_at is null)),
      check (state in ('sent', 'accepted') or end_words is not null)
    );
    create unique index site_invitations_open on site_invitations (study_id, award_id)
      where state = 'sent';
    create index site_invitations_study on site_invitations (study_id, award_id);
    create index site_invitations_organization on site_invitations (organization_id, state);
  `.execute(db)
}
