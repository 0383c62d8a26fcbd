import { type Kysely, sql } from 'kysely'

/** What may reach the people of a study from beside it: another award at the place and in the sector of a site that
 *  enrols. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contamination_alerts (
      study_id bigint not null,
      no integer not null check (no > 0),
      -- The site.
      award_id bigint not null,
      other_award_id bigint not null references awards,
      overlap_id bigint not null references overlap_findings,
      kind text not null check (kind in ('new_award', 'overlap')),
      raised_at timestamptz not null,
      -- From this day on a decision no longer waits for the lead.
      free_on date not null,
      bearing text check (bearing in ('none', 'watch', 'harm')),
      words text check (words <> ''),
      commented_by bigint references people,
      commented_at timestamptz,
      primary key (study_id, no),
      unique (study_id, overlap_id),
      foreign key (study_id, award_id) references study_sites (study_id, award_id),
      check (award_id <> other_award_id),
      check ((bearing is null) = (words is null and commented_by is null and commented_at is null))
    );
    create index contamination_alerts_overlap on contamination_alerts (overlap_id);
    create index contamination_alerts_waiting on contamination_alerts (study_id) where bearing is null;
  `.execute(db)
}
