import { type Kysely, sql } from 'kysely'

/** What people make of an award as a possible site of a study: scores entry by entry, none ever changed, and
 *  what program officers say of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table evaluability_scores (
      study_id bigint not null references studies,
      award_id bigint not null,
      organization_id bigint not null,
      criterion text not null check (criterion in
        ('EV11', 'EV12', 'EV13', 'EV14', 'EV15', 'EV16', 'EV17', 'EV18')),
      no integer not null check (no > 0),
      score smallint not null check (score between 0 and 2),
      words text not null check (words <> ''),
      scored_by bigint not null references people,
      scored_at timestamptz not null,
      primary key (study_id, award_id, criterion, no),
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );

    create table evaluability_comments (
      id bigint generated always as identity primary key,
      study_id bigint not null references studies,
      award_id bigint not null,
      organization_id bigint not null,
      words text not null check (words <> ''),
      written_by bigint not null references people,
      written_at timestamptz not null,
      foreign key (organization_id, award_id) references awards (organization_id, id)
        on update cascade
    );
    create index evaluability_comments_award on evaluability_comments (study_id, award_id, id);
  `.execute(db)
}
