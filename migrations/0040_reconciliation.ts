import { type Kysely, sql } from 'kysely'

/** Where the counts of a study and the accepted reports of its sites differ, who owns each difference, and how
 *  far apart they may lie. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table count_tolerances (
      study_id bigint not null references studies,
      no integer not null check (no > 0),
      -- A difference is within tolerance up to the larger of both.
      people integer not null check (people between 0 and 1000),
      percent integer not null check (percent between 0 and 50),
      basis text not null check (basis in ('assigned', 'program')),
      reason text not null check (reason <> ''),
      saved_by bigint not null references people,
      saved_at timestamptz not null,
      primary key (study_id, no)
    );

    create table count_differences (
      id bigint generated always as identity primary key,
      study_id bigint not null,
      award_id bigint not null,
      organization_id bigint not null,
      report_id bigint not null,
      -- As they stood when the difference was last worked out.
      counted integer not null check (counted >= 0),
      reported integer not null,
      state text not null check (state in ('open', 'explained', 'corrected')),
      owner text not null check (owner in ('team', 'grantee', 'officer')),
      reason_code text check (reason_code in
        ('timing', 'definition', 'not_started', 'outside_study', 'twice', 'late_entry', 'report_wrong',
         'count_wrong', 'other')),
      words text check (words <> ''),
      opened_at timestamptz not null,
      said_by bigint references people,
      said_at timestamptz,
      version integer not null default 1,
      unique (study_id, report_id),
      foreign key (study_id, award_id) references study_sites (study_id, award_id),
      foreign key (organization_id, award_id) references awards (organization_id, id),
      foreign key (organization_id, report_id) references reports (organization_id, id),
      check ((said_by is null) = (said_at is null) and (said_by is null) = (words is null)),
      check (reason_code is null or said_by is not null)
    );
    create index count_differences_open on count_differences (award_id) where state = 'open';
  `.execute(db)
}
